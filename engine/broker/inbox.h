#pragma once

// A worker's side of the stream.

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "broker/connection.h"
#include "broker/messages.h"
#include "broker/names.h"

namespace thethuc::broker {

// One thread, as its connection. Throws as Connection.
class Inbox {
 public:
  Inbox(Connection& redis, std::string worker);

  // Makes the group, if there is none.
  void join();
  // New records, at most so many; waits for the first of them for so long.
  std::vector<Message> read(std::size_t count, std::chrono::milliseconds wait);
  // Records that a worker has had for longer than `idle` without a sign of life, at most so many;
  // not the entries `in_hand`, ids of this worker's own: they look so when its machine was paused.
  std::vector<Message> claim(std::size_t count,
                             std::chrono::milliseconds idle,
                             std::vector<std::string> const& in_hand);
  // Of these entries those that are this worker's still are so for another while. Says that it
  // lives.
  void renew(std::vector<std::string> const& ids, std::chrono::milliseconds idle);
  // Whoever claims next gets them at once, and this delivery was no try.
  void give_back(std::vector<std::string> const& ids);

  std::optional<Run> run(std::string const& id);
  // "" when it has vanished.
  std::string bundle(std::string const& digest);

  // What became of records: their entries are gone then, and the results there.
  void finish(std::vector<Message const*> const& messages, std::vector<Result> const& results);
  // Nobody is to try this one again: it goes to the stream of the dead.
  void bury(Message const& message, Result const& result);
  // Nobody waits for it.
  void drop(Message const& message);

  // The worker ends, and is forgotten unless something is still its own.
  void leave();

 private:
  std::vector<Command> finishing(std::vector<Message const*> const& messages,
                                 std::vector<Result> const& results) const;
  struct Pending {
    std::string id;
    std::string worker;
    std::uint64_t tries = 0;
  };
  std::vector<Pending> pending(Command command);
  std::vector<Pending> own();

  Connection& redis_;
  Names const names_;
  std::string const worker_;
};

}  // namespace thethuc::broker
