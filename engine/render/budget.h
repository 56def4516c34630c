#pragma once

// What filling one document may cost. Internal to render.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/diagnostic.h"
#include "render/render.h"

namespace thethuc::render {

// Counts the work of one render and the bytes that it writes, and says when a limit is passed. Time
// begins with the budget; the clock is looked at after so much work only.
class Budget {
 public:
  // `data_bytes`: of the JSON.
  Budget(Options const& options, std::size_t data_bytes);

  // A step is one value, one turn of a loop, or so many bytes of text to be read or written.
  static constexpr std::size_t kBytesPerStep = 256;

  // Whether to go on when so many steps were done, and the buffer being written holds `written`
  // bytes. False for good once a limit is passed.
  bool go_on(std::size_t written, std::size_t steps) {
    steps_ += steps;
    if (written > most_output_ - finished_) {
      pass(Limit::output);
    } else if (steps_ >= next_look_) {
      look();
    }
    return passed_ == Limit::none;
  }
  // The same after what may have taken long, whatever its steps.
  bool go_on_after_long(std::size_t written) { return go_on(written, kStepsPerLook); }
  // A buffer of so many bytes is done: they count for those that follow.
  void finish(std::size_t bytes);

  // Which limit was passed; `place` is where the diagnostic stands.
  base::Diagnostic fault(base::Place place) const;

 private:
  enum class Limit : std::uint8_t { none, output, steps, time };
  static constexpr std::uint64_t kStepsPerLook = 1024;
  void look();  // at the steps and the clock
  void pass(Limit limit);

  Options const& options_;
  std::size_t const most_output_;
  std::uint64_t const most_steps_;
  std::chrono::steady_clock::time_point const started_ = std::chrono::steady_clock::now();
  std::size_t finished_ = 0;
  std::uint64_t steps_ = 0;
  std::uint64_t next_look_ = 0;
  Limit passed_ = Limit::none;
};

}  // namespace thethuc::render
