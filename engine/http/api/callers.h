#pragma once

// Who asks, whether they may, and how much.

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/api/keys.h"
#include "http/message.h"

namespace thethuc::http {

struct CallerLimits {
  unsigned rate = 0;         // requests a second of one key, twice as many at once; 0: any number
  unsigned concurrency = 0;  // requests of one key that are being answered; 0: any number
};

// One who asked, for the time of the request: it counts as being answered while this lives, which
// is until the answer has been sent or its stream of events has ended.
struct Caller {
  std::string name;            // of the key; "" when none is needed
  bool is_admin = false;       // also when no key is needed
  std::shared_ptr<void> hold;  // of its place among those that are answered at once
};

// Any number of threads.
class Callers {
 public:
  // Without a file everybody may do everything: for loopback only. Throws EnvironmentError when the
  // file cannot be read or is none.
  Callers(std::optional<std::filesystem::path> keys, CallerLimits limits);

  // Reads the file anew; when that fails, the old keys stay, and EnvironmentError is thrown.
  void reload();
  bool needs_key() const { return file_.has_value(); }

  enum class Verdict { admitted, unknown, forbidden, too_fast, too_many };
  struct Decision {
    Verdict verdict = Verdict::admitted;
    Caller caller;
    int retry_after = 1;  // seconds, when it is too fast
  };
  // By "Authorization: Bearer KEY" or "X-Api-Key: KEY".
  Decision decide(Request const& request, Scope scope);

 private:
  using Clock = std::chrono::steady_clock;
  struct Use {        // of one key
    double rate = 0;  // that the tokens come at; 0: they are not counted
    double tokens = 0;
    Clock::time_point filled;
    std::shared_ptr<void> running;  // each that is being answered holds it, too
  };

  std::optional<std::filesystem::path> file_;
  CallerLimits limits_;
  std::mutex mutex_;  // of all below
  std::vector<Key> keys_;
  std::map<std::string, Use, std::less<>> uses_;
};

}  // namespace thethuc::http
