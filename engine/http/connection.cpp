#include "http/connection.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include <Poco/Exception.h>
#include <Poco/Timespan.h>

namespace thethuc::http {

namespace {

constexpr std::size_t kReadBytes = 16u << 10;  // of one call
constexpr int kReadsPerTurn = 4;
constexpr std::size_t kSendBytes = 1u << 20;  // of one call

}  // namespace

Connection::Connection(Poco::Net::StreamSocket socket,
                       std::string peer,
                       bool secure,
                       ReaderLimits limits)
    : socket_(std::move(socket)),
      descriptor_(socket_.impl()->sockfd()),
      peer_(std::move(peer)),
      secure_(secure),
      reader_(limits) {
  socket_.setNoDelay(true);
}

Connection::Io Connection::receive() {
  char buffer[kReadBytes];
  for (int i = 0; i < kReadsPerTurn; ++i) {
    int read = 0;
    try {
      read = socket_.receiveBytes(buffer, static_cast<int>(sizeof buffer));
    } catch (Poco::Exception const&) {  // reset, or no TLS
      return Io::closed;
    }
    if (read == 0) {
      return Io::closed;
    }
    if (read < 0) {
      return Io::blocked;
    }
    input_.append(buffer, static_cast<std::size_t>(read));
    // What did not fill the room was all there was; asking again would cost a call for each
    // request. TLS hands out a record at a time, so there it says nothing.
    if (!secure_ && static_cast<std::size_t>(read) < sizeof buffer) {
      return Io::blocked;
    }
  }
  return Io::ready;
}

void Connection::set_output(std::string bytes, std::optional<BodySource> source, Output kind) {
  output_kind_ = kind;
  output_ = std::move(bytes);
  output_at_ = 0;
  sent_bytes_ = 0;
  source_ = std::move(source);
}

int Connection::send_some(std::string_view bytes) {
  try {
    int const length = static_cast<int>(std::min(bytes.size(), kSendBytes));
    int const sent = socket_.sendBytes(bytes.data(), length);
    return sent < 0 ? 0 : sent;
  } catch (Poco::TimeoutException const&) {  // how Poco may say that it would wait
    return 0;
  } catch (Poco::Exception const& error) {
    // Another way, when not even a first byte finds room.
    return error.code() == EAGAIN || error.code() == EWOULDBLOCK ? 0 : -1;
  }
}

// A client that has the last byte may ask again at once, and is not to be told that it asks too
// much: so what the request holds is given up just before.
std::string_view Connection::next_output() {
  constexpr std::size_t kEndBytes = 64u << 10;
  std::string_view next = std::string_view{output_}.substr(output_at_);
  bool const is_last = output_kind_ == Output::whole_answer && (!source_ || source_->bytes == 0);
  if (is_last && next.size() <= kEndBytes) {
    admission = {};
  } else if (is_last) {
    next.remove_suffix(kEndBytes);
  }
  return next;
}

Connection::Io Connection::flush() {
  while (true) {
    while (output_at_ < output_.size()) {
      int const sent = send_some(next_output());
      if (sent < 0) {
        return Io::closed;
      }
      if (sent == 0) {
        return Io::blocked;
      }
      output_at_ += static_cast<std::size_t>(sent);
      sent_bytes_ += static_cast<std::size_t>(sent);
    }
    output_.clear();
    output_at_ = 0;
    if (!source_ || source_->bytes == 0) {
      break;
    }
    if (!source_->next(output_) || output_.size() > source_->bytes) {
      return Io::closed;  // the only way to say that it failed
    }
    source_->bytes -= output_.size();
  }
  source_.reset();
  constexpr std::size_t kKept = 256u << 10;
  if (output_.capacity() > kKept) {
    output_ = {};
  }
  return Io::ready;
}

Connection::Peer Connection::look_at_peer() const {
  ::pollfd look{descriptor_, POLLRDHUP, 0};
  if (::poll(&look, 1, 0) <= 0) {
    return Peer::there;
  }
  bool const is_broken = (look.revents & (POLLERR | POLLHUP)) != 0;
  return is_broken ? Peer::broken : Peer::silent;
}

void Connection::end_output() {
  try {
    if (secure_) {
      socket_.shutdown();  // while it does not wait: only the word that nothing follows
    }
    ::shutdown(descriptor_, SHUT_WR);
  } catch (Poco::Exception const&) {  // gone already
  }
}

Connection::Io Connection::forget_input() {
  char buffer[kReadBytes];
  for (int i = 0; i < kReadsPerTurn; ++i) {
    ssize_t const read = ::recv(descriptor_, buffer, sizeof buffer, MSG_DONTWAIT);
    if (read == 0 || (read < 0 && errno != EAGAIN && errno != EINTR)) {
      return Io::closed;
    }
    if (read < 0) {
      return Io::blocked;
    }
  }
  return Io::ready;
}

bool Connection::send_waiting(std::string_view bytes, std::chrono::milliseconds patience) {
  while (!bytes.empty()) {
    int const sent = send_some(bytes);
    if (sent < 0) {
      return false;
    }
    if (sent == 0) {
      Poco::Timespan const wait{static_cast<Poco::Timespan::TimeDiff>(patience.count()) *
                                Poco::Timespan::MILLISECONDS};
      if (!socket_.poll(wait, Poco::Net::Socket::SELECT_WRITE)) {
        return false;
      }
    }
    bytes.remove_prefix(static_cast<std::size_t>(std::max(sent, 0)));
  }
  return true;
}

}  // namespace thethuc::http
