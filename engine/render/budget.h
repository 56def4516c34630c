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

  // A unit of work is one value, or so many bytes of text to be read or written.
  static constexpr std::size_t kBytesPerUnit = 256;

  // Whether to go on when so many units were done, and the buffer being written holds `written`
  // bytes. False for good once a limit is passed.
  bool go_on(std::size_t written, std::size_t units) {
    units_ += units;
    if (written > most_output_ - finished_) {
      pass(base::Id::output_too_large);
    } else if (units_ >= next_look_) {
      look_at_clock();
    }
    return !is_passed_;
  }
  // The same after what may have taken long, whatever its units.
  bool go_on_after_long(std::size_t written) { return go_on(written, kUnitsPerLook); }
  // A buffer of so many bytes is done: they count for those that follow.
  void finish(std::size_t bytes);

  bool is_passed() const { return is_passed_; }
  // Which limit was passed; `place` is where the diagnostic stands.
  base::Diagnostic fault(base::Place place) const;

 private:
  static constexpr std::uint64_t kUnitsPerLook = 1024;
  void look_at_clock();
  void pass(base::Id id);

  Options const& options_;
  std::size_t const most_output_;
  std::chrono::steady_clock::time_point const started_ = std::chrono::steady_clock::now();
  std::size_t finished_ = 0;
  std::uint64_t units_ = 0;
  std::uint64_t next_look_ = kUnitsPerLook;
  base::Id id_ = base::Id::output_too_large;
  bool is_passed_ = false;
};

}  // namespace thethuc::render
