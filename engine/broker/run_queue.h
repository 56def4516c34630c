#pragma once

// One run's side of the stream, as the one who began it sees it.

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "broker/connection.h"
#include "broker/messages.h"
#include "broker/names.h"

namespace thethuc::broker {

// One thread. Throws as Connection.
class RunQueue {
 public:
  RunQueue(Connection& redis, Run run);

  // Makes the run known to workers, with its template. Said again, it keeps both from vanishing.
  void announce(std::string_view bundle);
  bool is_known();
  // Puts them on the stream once, however often an answer is lost on its way.
  void send(std::vector<Message> const& messages);
  // Results that came since the last call, in the order in which they came; waits for the first of
  // them for so long. They stay in Redis until they are forgotten.
  std::vector<Result> results(std::chrono::milliseconds wait);
  // Begins with the first that is kept again.
  void read_results_anew() { last_result_ = "0-0"; }
  // All that results() has given: they are safe elsewhere.
  void forget_results();

  // Of the stream, all runs counted.
  std::uint64_t entries();
  // Indices of this run's records that are not finished.
  std::vector<std::uint64_t> unfinished();
  // Takes back what no worker has yet.
  void withdraw();
  // The run has ended: takes all of it away.
  void end();

  bool is_worker_alive(std::string const& name);
  // Looks at all keys of the Redis in the worst case.
  bool has_workers();

 private:
  template <typename Visit>
  void each_of_run(Visit const& visit);
  void remove(std::vector<std::string> const& ids);

  Connection& redis_;
  Names const names_;
  Run const run_;
  std::string last_result_ = "0-0";
  std::uint64_t sent_ = 0;  // lots of records, by this and earlier processes of the run
};

}  // namespace thethuc::broker
