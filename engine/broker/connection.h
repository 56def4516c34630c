#pragma once

// A connection to Redis that outlives the server's absence.

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "broker/address.h"
#include "bulk/stop.h"

namespace thethuc::broker {

using Command = std::vector<std::string>;

// What Redis answers.
struct Reply {
  enum class Kind { nothing, integer, text, list, error };
  Kind kind = Kind::nothing;
  std::int64_t integer = 0;
  std::string text;  // of a text or an error
  std::vector<Reply> list;

  bool is_error(std::string_view code) const {
    return kind == Kind::error && text.starts_with(code);
  }
};

struct Patience {
  std::chrono::milliseconds connect{5'000};
  std::chrono::milliseconds reply{20'000};   // more than any command blocks
  std::chrono::milliseconds outage{30'000};  // how long Redis may be away
};

// One thread. Throws EnvironmentError, which names the address, when Redis refuses (password, no
// memory) or is away for longer than its patience. A command is sent again when the connection
// broke before its answer came, though it may have been carried out: all that are sent must bear
// that.
class Connection {
 public:
  // Connects: an address where there is no Redis is told at once. Whoever waits for Redis to come
  // back gives up when `stop` is requested.
  Connection(Address address, Patience patience, bulk::Stop const& stop);
  ~Connection();
  Connection(Connection const&) = delete;
  Connection& operator=(Connection const&) = delete;

  Address const& address() const { return address_; }
  // How often the connection was made anew: what Redis had may be lost then.
  std::uint64_t interruptions() const { return interruptions_; }

  // Errors are answers here.
  Reply ask(Command const& command);
  // Errors are thrown. All below as this.
  Reply call(Command const& command);
  // In one round trip.
  std::vector<Reply> call(std::vector<Command> const& commands);
  // All or none of them.
  void transact(std::vector<Command> commands);

 private:
  struct Client;
  std::vector<Reply> exchange(std::vector<Command> const& commands);
  void connect();
  void wait(std::chrono::milliseconds time) const;
  [[noreturn]] void refuse(std::string const& error) const;

  Address const address_;
  Patience const patience_;
  bulk::Stop const& stop_;
  std::unique_ptr<Client> client_;
  std::uint64_t interruptions_ = 0;
};

}  // namespace thethuc::broker
