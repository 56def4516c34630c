#include "render/budget.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace thethuc::render {

Budget::Budget(Options const& options, std::size_t data_bytes)
    : options_(options),
      most_output_(std::min(options.max_output_bytes,
                            std::max(kLeastOutput, data_bytes * options.max_output_ratio))) {}

void Budget::finish(std::size_t bytes) {
  finished_ += std::min(bytes, most_output_ - finished_);
}

void Budget::look_at_clock() {
  next_look_ = units_ + kUnitsPerLook;
  if (options_.deadline.count() > 0 &&
      std::chrono::steady_clock::now() - started_ > options_.deadline) {
    pass(base::Id::render_too_slow);
  }
}

void Budget::pass(base::Id id) {
  if (!std::exchange(is_passed_, true)) {
    id_ = id;
  }
}

base::Diagnostic Budget::fault(base::Place place) const {
  bool const is_time = id_ == base::Id::render_too_slow;
  bool const by_ratio = most_output_ < options_.max_output_bytes;
  return base::diagnose(id_,
                        std::move(place),
                        "",
                        {{"limit",
                          is_time ? std::to_string(options_.deadline.count()) + " ms"
                                  : base::bytes_text(most_output_)},
                         {base::kLimitName,
                          is_time    ? "seconds"
                          : by_ratio ? "output-ratio"
                                     : "output-bytes"}});
}

}  // namespace thethuc::render
