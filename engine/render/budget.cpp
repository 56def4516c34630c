#include "render/budget.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace thethuc::render {

namespace {

// Whole units of `unit`, for messages that people can read.
constexpr std::size_t rounded_up(std::size_t n, std::size_t unit) {
  return (n + unit - 1) / unit * unit;
}

}  // namespace

Budget::Budget(Options const& options, std::size_t data_bytes)
    : options_(options),
      most_output_(std::min(
          options.max_output_bytes,
          std::max(kLeastOutput, rounded_up(data_bytes * options.max_output_ratio, 1u << 20)))),
      most_steps_(
          std::min(options.max_steps,
                   std::max(kLeastSteps, rounded_up(data_bytes * options.max_steps_ratio, 1000)))) {
  look();
}

void Budget::finish(std::size_t bytes) {
  finished_ += std::min(bytes, most_output_ - finished_);
}

// The next look is just beyond the most steps when they are nearer than the clock's turn, so that
// the walk ends at the same step on each machine.
void Budget::look() {
  next_look_ = std::min(steps_ + kStepsPerLook, std::max(most_steps_, steps_) + 1);
  if (steps_ > most_steps_) {
    pass(Limit::steps);
  } else if (options_.deadline.count() > 0 &&
             std::chrono::steady_clock::now() - started_ > options_.deadline) {
    pass(Limit::time);
  }
}

void Budget::pass(Limit limit) {
  if (passed_ == Limit::none) {
    passed_ = limit;
  }
}

base::Diagnostic Budget::fault(base::Place place) const {
  if (passed_ == Limit::output) {
    return base::diagnose(
        base::Id::output_too_large,
        std::move(place),
        "",
        {{"limit", base::bytes_text(most_output_)},
         {base::kLimitName,
          most_output_ < options_.max_output_bytes ? "output-ratio" : "output-bytes"}});
  }
  if (passed_ == Limit::time) {
    return base::diagnose(base::Id::render_too_slow,
                          std::move(place),
                          "",
                          {{"limit", std::to_string(options_.deadline.count()) + " ms"},
                           {base::kLimitName, "seconds"}});
  }
  std::string const limit = std::to_string(most_steps_);
  return base::diagnose(
      base::Id::render_too_slow,
      std::move(place),
      "",
      {{"limit.vi", limit + " bước"},
       {"limit.en", limit + " steps"},
       {base::kLimitName, most_steps_ < options_.max_steps ? "steps-ratio" : "steps"}});
}

}  // namespace thethuc::render
