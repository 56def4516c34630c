#pragma once

// Where a run's documents go.

#include <string>
#include <string_view>

#include "bulk/filler.h"

namespace thethuc::bulk {

// Each record's files go through prepare(), add(), hand_over() and commit(); after commit() each is
// whole, and a run that goes on finds it by has(): in a folder whatever has happened to the
// machine. All functions throw EnvironmentError when the surroundings fail.
class Output {
 public:
  virtual ~Output() = default;

  // Whether the file is there, with these bytes: proved by its hash. Any number of threads.
  virtual bool has(std::string_view name, std::string_view sha256) = 0;
  // Brings the bytes of a record's files as far as they can be brought without an order; a record
  // that has no place fails. Any number of threads.
  virtual void prepare(Filled&) {}
  // Takes what was prepared, in the order of the records; a record that it cannot take fails. One
  // thread, as for all below.
  virtual void add(Filled& record) = 0;
  // Undoes prepare() of a record that will not be added.
  virtual void drop(Filled&) noexcept {}
  // What was added is for the next commit(); not while there is one.
  virtual void hand_over() {}
  // What was handed over is where it belongs. In any thread, also while further records are added;
  // one that threw is gone on with by the next.
  virtual void commit() {}
  // After so many records commit() is worth its time.
  virtual std::size_t records_per_commit() const = 0;
  // All records are there. Nothing may be added afterwards. An error in `out` when the whole cannot
  // be made of them.
  virtual void finish(base::Diagnostics& out) = 0;
};

}  // namespace thethuc::bulk
