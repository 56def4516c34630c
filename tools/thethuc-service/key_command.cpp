// `serve keys`: who may use the service.

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "base/input_file.h"
#include "http/api/keys.h"
#include "service.h"

namespace thethuc::service {

namespace {

using cli::KeyArguments;
using http::Key;

std::vector<Key> read_all(std::filesystem::path const& file) {
  base::Diagnostics found;
  auto const json = base::read_file(file, 4u << 20, "", found);
  if (!json) {
    throw base::EnvironmentError(
        base::Words{found.to_text(base::Language::vi), found.to_text(base::Language::en)});
  }
  return http::read_keys(*json, file.string());
}

// The file of keys for one process alone, from reading to writing: of two that each write what they
// have read, the later would undo what the earlier did. The lock is on a file beside it, since each
// change puts another file in its place. The system takes it back, however the process ends.
class Lock {
 public:
  explicit Lock(std::filesystem::path const& keys) {
    std::filesystem::path file = keys;
    file += ".lock";
    descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    int result = descriptor_ < 0 ? -1 : 0;
    while (result == 0 && (result = ::flock(descriptor_, LOCK_EX)) != 0 && errno == EINTR) {
      result = 0;
    }
    if (result != 0) {
      std::string const why = std::generic_category().message(errno);
      ::close(descriptor_);
      throw base::EnvironmentError(
          base::Words{fmt::format("không khóa được {}: {}", file.string(), why),
                      fmt::format("cannot lock {}: {}", file.string(), why)});
    }
  }
  ~Lock() { ::close(descriptor_); }
  Lock(Lock const&) = delete;
  Lock& operator=(Lock const&) = delete;

 private:
  int descriptor_ = -1;
};

std::string scopes_text(Key const& key) {
  std::string text;
  for (http::Scope const scope : key.scopes) {
    text += text.empty() ? "" : ",";
    text += http::scope_name(scope);
  }
  return text;
}

int add(KeyArguments const& arguments) {
  ::umask(077);  // new files are for their owner alone
  Lock const lock{arguments.file};
  std::vector<Key> keys;
  if (std::filesystem::exists(arguments.file)) {
    keys = read_all(arguments.file);
  }
  Key key;
  key.name = arguments.name;
  key.rate = arguments.rate;
  key.concurrency = arguments.concurrency;
  for (std::string const& name : arguments.scopes) {
    key.scopes.push_back(*http::scope_from_name(name));
  }
  bool const is_taken =
      std::any_of(keys.begin(), keys.end(), [&](Key const& k) { return k.name == key.name; });
  if (is_taken || key.name.empty()) {
    throw cli::UsageError(fmt::format("there is a key for {} already; revoke it first", key.name),
                          fmt::format("đã có khóa cho {}; hãy thu hồi khóa cũ trước", key.name));
  }
  std::string const secret = http::make_key(key);
  keys.push_back(std::move(key));
  cli::write_output(arguments.file, http::keys_json(keys));
  cli::write_output("-", secret + "\n");
  return cli::kDone;
}

int list(KeyArguments const& arguments) {
  std::vector<Key> const keys = read_all(arguments.file);
  std::string text;
  if (arguments.format == "json") {
    text = http::keys_json(keys);
  } else {
    for (Key const& key : keys) {
      text += fmt::format("{}  {}  {}", key.name, scopes_text(key), key.created);
      text += key.rate > 0 ? fmt::format("  rate={}", key.rate) : "";
      text += key.concurrency > 0 ? fmt::format("  concurrency={}", key.concurrency) : "";
      text += "\n";
    }
  }
  cli::write_output("-", text);
  return cli::kDone;
}

int revoke(KeyArguments const& arguments) {
  ::umask(077);
  Lock const lock{arguments.file};
  std::vector<Key> keys = read_all(arguments.file);
  auto const revoked = std::remove_if(
      keys.begin(), keys.end(), [&](Key const& key) { return key.name == arguments.name; });
  if (revoked == keys.end()) {
    throw cli::UsageError(fmt::format("there is no key for {}", arguments.name),
                          fmt::format("không có khóa cho {}", arguments.name));
  }
  keys.erase(revoked, keys.end());
  cli::write_output(arguments.file, http::keys_json(keys));
  return cli::kDone;
}

}  // namespace

int run_keys(KeyArguments const& arguments) {
  switch (arguments.action) {
    case KeyArguments::Action::add:
      return add(arguments);
    case KeyArguments::Action::list:
      return list(arguments);
    case KeyArguments::Action::revoke:
      return revoke(arguments);
    case KeyArguments::Action::none:
      break;
  }
  return cli::kWrongUsage;
}

}  // namespace thethuc::service
