#include "service_program.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "base/environment_error.h"

namespace thethuc::cli {

namespace {

namespace fs = std::filesystem;

constexpr char const* kService = "thethuc-service";

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
  std::string const place = places.front().string();
  throw base::EnvironmentError(base::Words{
      fmt::format("không có chương trình {}; cài lại thethuc, hoặc đặt THETHUC_SERVICE", place),
      fmt::format("there is no program {}; install thethuc anew, or set THETHUC_SERVICE", place)});
}

}  // namespace

void become_service(Session const& session) {
  fs::path const service = find_service();
  std::vector<std::string> words{service.string()};
  words.insert(words.end(), session.arguments.begin(), session.arguments.end());
  std::vector<char*> arguments;
  for (std::string& word : words) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);
  ::execv(service.c_str(), arguments.data());
  std::string const why = std::strerror(errno);
  throw base::EnvironmentError(
      base::Words{fmt::format("không chạy được {}: {}", service.string(), why),
                  fmt::format("cannot run {}: {}", service.string(), why)});
}

}  // namespace thethuc::cli
