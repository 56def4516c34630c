#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "preview_options.h"
#include "session.h"

namespace thethuc::cli {

namespace {

namespace fs = std::filesystem;

constexpr char const* kService = "thethuc-service";

// Beside this program, or in ../libexec/thethuc from it; or as $THETHUC_SERVICE says.
fs::path find_service() {
  std::vector<fs::path> places;
  char const* const named = std::getenv("THETHUC_SERVICE");
  if (named != nullptr && *named != '\0') {
    places = {named};
  } else {
    std::error_code error;
    fs::path const here = fs::read_symlink("/proc/self/exe", error).parent_path();
    places = {here / kService, here.parent_path() / "libexec" / "thethuc" / kService};
  }
  for (fs::path const& place : places) {
    if (::access(place.c_str(), X_OK) == 0) {
      return place;
    }
  }
  throw base::EnvironmentError(
      fmt::format("there is no program {}; install thethuc anew, or set THETHUC_SERVICE",
                  places.front().string()));
}

// Becomes the service, which reads the same arguments: signals and exit code are its own.
[[noreturn]] void become_service(Session const& session) {
  fs::path const service = find_service();
  std::vector<std::string> words{service.string()};
  words.insert(words.end(), session.arguments.begin(), session.arguments.end());
  std::vector<char*> arguments;
  for (std::string& word : words) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);
  ::execv(service.c_str(), arguments.data());
  throw base::EnvironmentError(
      fmt::format("cannot run {}: {}", service.string(), std::strerror(errno)));
}

}  // namespace

void add_preview(CLI::App& app, Session& session) {
  auto const arguments = std::make_shared<PreviewArguments>();
  CLI::App* const command =
      app.add_subcommand("preview", "Show the pages on a web page, anew as files change");
  add_preview_options(*command, *arguments);
  add_common_options(*command, session);
  command->callback([&session, arguments] {
    session.command = [&session, arguments]() -> int {
      require_watchable(*arguments);
      become_service(session);
    };
  });
}

}  // namespace thethuc::cli
