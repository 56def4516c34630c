#pragma once

// One client's connection: its socket, and what was read and is to be sent. Never waits.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <Poco/Net/StreamSocket.h>

#include "http/message.h"
#include "http/request_reader.h"

namespace thethuc::http {

// All but what is atomic belongs to the thread whose turn it is: see Poller.
class Connection {
 public:
  using Clock = std::chrono::steady_clock;
  enum class Phase : std::uint8_t {
    idle,       // between two requests, or before the first
    reading,    // a request has begun
    answering,  // a handler runs, or waits for a thread
    writing,
    ending  // all is sent; what the client still sends is forgotten until it has closed, too
  };
  enum class Io : std::uint8_t {
    ready,    // all is sent; some was read, and there may be more
    blocked,  // the client has to do something first
    closed
  };

  // `socket` does not wait: see Listener.
  Connection(Poco::Net::StreamSocket socket, std::string peer, bool secure, ReaderLimits limits);

  // Appends what is there to input(), some 64 KiB at most.
  Io receive();
  std::string& input() { return input_; }
  RequestReader& reader() { return reader_; }

  enum class Output : std::uint8_t {
    piece,        // more may follow
    whole_answer  // to a request: its admission is given up before the last bytes go
  };
  // What is to be sent, and what follows it; then flush() until it is `ready`.
  void set_output(std::string bytes, std::optional<BodySource> source, Output kind = Output::piece);
  Io flush();
  std::uint64_t sent_bytes() const { return sent_bytes_; }  // of this output

  // Tells the client that nothing follows; then forget_input() until `closed`.
  void end_output();
  Io forget_input();

  // Sends and waits, each time as long as `patience`; false when the client is gone.
  bool send_waiting(std::string_view bytes, std::chrono::milliseconds patience);

  enum class Peer : std::uint8_t {
    there,
    silent,  // has said that it sends no more: it has gone, or waits for its answer
    broken   // takes nothing any more
  };
  Peer look_at_peer() const;

  int descriptor() const { return descriptor_; }
  bool is_secure() const { return secure_; }
  std::string const& peer() const { return peer_; }

  // --- of any thread
  std::atomic<Phase> phase{Phase::idle};
  std::atomic<Clock::rep> deadline{0};  // of Clock; 0: there is none
  std::atomic<bool> is_late{false};     // the deadline has passed
  std::atomic<bool> turn{false};        // orders what one thread did before what the next does

  // --- of the thread whose turn it is
  Admission admission;
  Clock::time_point begun;     // the request, or the answer
  std::size_t held_bytes = 0;  // of the request's body, as the server counts them
  bool closes = false;         // after the answer

 private:
  std::string_view next_output();
  int send_some(std::string_view bytes);  // bytes, 0: blocked, -1: gone

  Poco::Net::StreamSocket socket_;
  int descriptor_;
  std::string peer_;
  bool secure_;
  RequestReader reader_;
  std::string input_;
  std::string output_;
  std::size_t output_at_ = 0;
  std::uint64_t sent_bytes_ = 0;
  std::optional<BodySource> source_;
  Output output_kind_ = Output::piece;
};

}  // namespace thethuc::http
