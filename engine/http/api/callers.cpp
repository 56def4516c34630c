#include "http/api/callers.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/input_file.h"
#include "base/text.h"

namespace thethuc::http {

namespace {

constexpr std::size_t kMostBytes = 4u << 20;  // of a file of keys

std::string_view given_key(Request const& request) {
  std::string_view const header = request.header("authorization");
  constexpr std::string_view kBearer = "bearer ";
  if (header.size() > kBearer.size() &&
      base::to_lower(header.substr(0, kBearer.size())) == kBearer) {
    return header.substr(header.find_first_not_of(' ', kBearer.size()));
  }
  return request.header("x-api-key");
}

}  // namespace

Callers::Callers(std::optional<std::filesystem::path> keys, CallerLimits limits)
    : file_(std::move(keys)), limits_(limits) {
  reload();
}

void Callers::reload() {
  if (!file_) {
    return;
  }
  base::Diagnostics found;
  auto const json = base::read_file(*file_, kMostBytes, "", found);
  if (!json) {
    throw base::EnvironmentError(
        base::Words{found.to_text(base::Language::vi), found.to_text(base::Language::en)});
  }
  std::vector<Key> keys = read_keys(*json, file_->string());
  std::lock_guard const lock{mutex_};
  keys_ = std::move(keys);
}

Callers::Decision Callers::decide(Request const& request, Scope scope) {
  Decision decision;
  if (!file_ || scope == Scope::open) {
    decision.caller.is_admin = !file_;
    return decision;
  }
  std::string_view const given = given_key(request);
  std::lock_guard const lock{mutex_};
  Key const* const key = given.empty() ? nullptr : find_key(keys_, given);
  if (key == nullptr) {
    decision.verdict = Verdict::unknown;
    return decision;
  }
  decision.caller.name = key->name;
  decision.caller.is_admin = key->may(Scope::admin);
  if (!key->may(scope)) {
    decision.verdict = Verdict::forbidden;
    return decision;
  }
  double const rate = key->rate > 0 ? key->rate : limits_.rate;
  std::size_t const most = key->concurrency > 0 ? key->concurrency : limits_.concurrency;
  if (rate == 0 && most == 0) {
    return decision;
  }
  Clock::time_point const now = Clock::now();
  auto const [at, is_new] = uses_.try_emplace(key->name);
  Use& use = at->second;
  double const fullest = 2 * rate;
  if (is_new) {
    use = {fullest, now, nullptr};
  }
  double const seconds = std::chrono::duration<double>(now - use.filled).count();
  use.tokens = std::min(fullest, use.tokens + seconds * rate);
  use.filled = now;
  if (rate > 0 && use.tokens < 1) {
    decision.verdict = Verdict::too_fast;
    decision.retry_after = static_cast<int>(std::ceil((1 - use.tokens) / rate));
    return decision;
  }
  if (!use.running) {
    use.running = std::make_shared<char>();
  }
  std::size_t const running = static_cast<std::size_t>(use.running.use_count()) - 1;
  if (most > 0 && running >= most) {
    decision.verdict = Verdict::too_many;
    return decision;
  }
  use.tokens -= 1;
  decision.caller.hold = use.running;
  return decision;
}

}  // namespace thethuc::http
