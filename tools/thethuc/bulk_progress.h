#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "base/diagnostic.h"
#include "bulk/run.h"

namespace thethuc::cli {

// How far a run is, on stderr: a bar on a terminal, else a line now and then. One thread.
class BulkProgress {
 public:
  // `silent`: nothing is shown.
  BulkProgress(base::Language language, bool silent);

  void show(bulk::Tally const& tally);
  // Takes the bar away, so that other lines can follow.
  void clear();
  double seconds() const;

 private:
  void draw(bulk::Tally const& tally);

  using Clock = std::chrono::steady_clock;
  base::Language const language_;
  bool const silent_;
  bool const is_terminal_;
  Clock::time_point const start_ = Clock::now();
  Clock::time_point next_;
  bool drawn_ = false;
};

// "12 s", "3 min 20 s", "2 h 5 min".
std::string duration_text(double seconds, base::Language language);

// The bar: of `width` columns with all that stands beside it.
std::string progress_bar(bulk::Tally const& tally,
                         double seconds,
                         std::size_t width,
                         base::Language language);

}  // namespace thethuc::cli
