#include "convert/wire.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/types.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cmath>
#include <cstring>

namespace thethuc::convert {

namespace {

// False when the deadline has passed.
bool wait_until_ready(int socket, short events, std::optional<Deadline> deadline) {
  while (true) {
    int timeout = -1;
    if (deadline) {
      auto const left = std::chrono::ceil<std::chrono::milliseconds>(
          *deadline - std::chrono::steady_clock::now());
      timeout = static_cast<int>(std::clamp<long long>(left.count(), 0, 1'000'000));
    }
    pollfd waiting{socket, events, 0};
    int const ready = ::poll(&waiting, 1, timeout);
    if (ready > 0) {
      return true;
    }
    if (ready == 0 && deadline && std::chrono::steady_clock::now() >= *deadline) {
      return false;
    }
    if (ready < 0 && errno != EINTR) {
      return false;
    }
  }
}

bool send_bytes(int socket, std::string_view bytes, std::optional<Deadline> deadline) {
  while (!bytes.empty()) {
    if (!wait_until_ready(socket, POLLOUT, deadline)) {
      return false;
    }
    ssize_t const sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno != EINTR && errno != EAGAIN) {
      return false;
    }
    bytes.remove_prefix(sent > 0 ? static_cast<std::size_t>(sent) : 0);
  }
  return true;
}

Received receive_bytes(int socket, char* into, std::size_t size, std::optional<Deadline> deadline) {
  while (size > 0) {
    if (!wait_until_ready(socket, POLLIN, deadline)) {
      return Received::too_late;
    }
    ssize_t const got = ::recv(socket, into, size, MSG_DONTWAIT);
    if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN)) {
      return Received::closed;
    }
    if (got > 0) {
      into += got;
      size -= static_cast<std::size_t>(got);
    }
  }
  return Received::message;
}

}  // namespace

void WireWriter::number(std::uint64_t value) {
  std::array<char, sizeof value> bytes{};
  std::memcpy(bytes.data(), &value, sizeof value);  // both ends are one machine
  out_.append(bytes.data(), bytes.size());
}

void WireWriter::real(double value) {
  number(std::bit_cast<std::uint64_t>(value));
}

void WireWriter::text(std::string_view value) {
  number(value.size());
  out_.append(value);
}

std::uint64_t WireReader::number() {
  std::uint64_t value = 0;
  if (rest_.size() < sizeof value) {
    is_sound_ = false;
    rest_ = {};
    return 0;
  }
  std::memcpy(&value, rest_.data(), sizeof value);
  rest_.remove_prefix(sizeof value);
  return value;
}

std::size_t WireReader::count(std::size_t least_bytes) {
  std::uint64_t const value = number();
  if (value > rest_.size() / least_bytes) {
    is_sound_ = false;
    rest_ = {};
    return 0;
  }
  return static_cast<std::size_t>(value);
}

double WireReader::real() {
  double const value = std::bit_cast<double>(number());
  return std::isfinite(value) ? value : 0;
}

std::string_view WireReader::text() {
  std::string_view const value = rest_.substr(0, count(1));
  rest_.remove_prefix(value.size());
  return value;
}

bool send_message(int socket, std::string_view message, std::optional<Deadline> deadline) {
  WireWriter length;
  length.number(message.size());
  return send_bytes(socket, length.take(), deadline) && send_bytes(socket, message, deadline);
}

Received receive_message(int socket,
                         std::size_t most_bytes,
                         std::optional<Deadline> deadline,
                         std::string& message) {
  std::array<char, sizeof(std::uint64_t)> length{};
  if (auto const got = receive_bytes(socket, length.data(), length.size(), deadline);
      got != Received::message) {
    return got;
  }
  std::uint64_t const size = WireReader{{length.data(), length.size()}}.number();
  if (size > most_bytes) {
    return Received::too_large;
  }
  // Memory is touched as bytes arrive: what announces gigabytes and sends nothing takes none. Room
  // for what is usual is there from the beginning, so that pictures are not moved again and again.
  constexpr std::uint64_t kStep = std::uint64_t{1} << 20;
  constexpr std::uint64_t kUsual = std::uint64_t{64} << 20;
  message.clear();
  message.reserve(static_cast<std::size_t>(std::min(size, kUsual)));
  while (message.size() < size) {
    std::size_t const had = message.size();
    std::size_t const more =
        static_cast<std::size_t>(std::min(size - had, std::max<std::uint64_t>(kStep, had / 4)));
    message.resize(had + more);
    if (auto const got = receive_bytes(socket, message.data() + had, more, deadline);
        got != Received::message) {
      std::string{}.swap(message);
      return got;
    }
  }
  return Received::message;
}

}  // namespace thethuc::convert
