#pragma once

// How the converter and its workers talk: messages of a length and so many bytes over a socket.
// What a worker sends is not trusted: it may have been taken over by a document. Not for other
// modules.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace thethuc::convert {

// Writes values one after the other.
class WireWriter {
 public:
  // `expected`: bytes for which room is made at once.
  explicit WireWriter(std::size_t expected = 0) { out_.reserve(expected); }

  void number(std::uint64_t value);
  void real(double value);
  void text(std::string_view value);
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

// Reads them again. After the first value that is not there all are 0 and "", and is_sound() is
// false.
class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number();
  // A number of things that follow, each of at least `least_bytes`: a false one is 0, so that it
  // cannot make us reserve memory.
  std::size_t count(std::size_t least_bytes);
  int small() { return static_cast<int>(number() & 0x7FFFFFFFU); }
  double real();
  std::string_view text();
  bool is_sound() const { return is_sound_; }
  bool is_at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  bool is_sound_ = true;
};

enum class Received {
  message,
  closed,     // the other side is gone
  too_late,   // the deadline has passed
  too_large,  // announced more than the limit
};

using Deadline = std::chrono::steady_clock::time_point;

// Sends one message. False when the other side is gone or the deadline passes; raises no SIGPIPE.
bool send_message(int socket, std::string_view message, std::optional<Deadline> deadline);
// Receives one message into `message`.
Received receive_message(int socket,
                         std::size_t most_bytes,
                         std::optional<Deadline> deadline,
                         std::string& message);

}  // namespace thethuc::convert
