#include "convert/installation.h"

#include <unistd.h>

#include <cstdlib>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>

namespace thethuc::convert {

namespace {

namespace fs = std::filesystem;

char const* variable(char const* name) {
  char const* const value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : nullptr;
}

// LibreOfficeKit's library: merged, as distributions build it, or not.
bool has_office(fs::path const& folder) {
  std::error_code error;
  return fs::exists(folder / "libmergedlo.so", error) ||
         fs::exists(folder / "libsofficeapp.so", error);
}

std::vector<fs::path> usual_places() {
  std::vector<fs::path> places;
  std::istringstream path{variable("PATH") != nullptr ? std::getenv("PATH") : ""};
  for (std::string folder; std::getline(path, folder, ':');) {
    for (char const* const name : {"soffice", "libreoffice"}) {
      std::error_code error;
      fs::path const program = fs::canonical(fs::path{folder} / name, error);
      if (!error) {
        places.push_back(program.parent_path());
      }
    }
  }
  for (char const* const place :
       {"/usr/lib/libreoffice/program", "/usr/lib64/libreoffice/program"}) {
    places.emplace_back(place);
  }
  std::error_code error;
  for (fs::directory_iterator entry{"/opt", error}, end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().filename().string().starts_with("libreoffice")) {
      places.push_back(entry->path() / "program");
    }
  }
  return places;
}

fs::path find_office(Settings const& settings) {
  std::optional<fs::path> given = settings.office;
  if (!given && variable("THETHUC_LIBREOFFICE") != nullptr) {
    given = variable("THETHUC_LIBREOFFICE");
  }
  for (fs::path const& place : given ? std::vector{*given} : usual_places()) {
    if (has_office(place)) {
      return fs::canonical(place);
    }
  }
  base::Words const remedy = what_to_install();
  std::string const where_en = given ? fmt::format(" in {}", given->string()) : " on this machine";
  std::string const where_vi = given ? fmt::format(" trong {}", given->string()) : " trên máy này";
  throw Unavailable{{fmt::format("không có LibreOffice{}; {}", where_vi, remedy.vi),
                     fmt::format("there is no LibreOffice{}; {}", where_en, remedy.en)}};
}

bool is_program(fs::path const& path) {
  return ::access(path.c_str(), X_OK) == 0;
}

fs::path find_worker(Settings const& settings) {
  constexpr char const* kName = "thethuc-convert-worker";
  std::vector<fs::path> places;
  if (settings.worker) {
    places = {*settings.worker};
  } else if (char const* const named = variable("THETHUC_CONVERT_WORKER")) {
    places = {named};
  } else {
    std::error_code error;
    fs::path const here = fs::read_symlink("/proc/self/exe", error).parent_path();
    places = {here / kName, here.parent_path() / "libexec" / "thethuc" / kName};
  }
  for (fs::path const& place : places) {
    if (is_program(place)) {
      return fs::absolute(place);
    }
  }
  std::string const where = places.front().string();
  throw Unavailable{
      {fmt::format("không có chương trình {}; cài lại thethuc, hoặc đặt THETHUC_CONVERT_WORKER",
                   where),
       fmt::format("there is no program {}; install thethuc anew, or set THETHUC_CONVERT_WORKER",
                   where)}};
}

}  // namespace

base::Words what_to_install() {
  return {
      "cài các gói libreoffice-writer-nogui và fonts-liberation2 (Debian: apt-get install "
      "libreoffice-writer-nogui fonts-liberation2)",
      "install the packages libreoffice-writer-nogui and fonts-liberation2 (Debian: apt-get "
      "install libreoffice-writer-nogui fonts-liberation2)"};
}

Installation find_installation(Settings const& settings) {
  Installation found{find_office(settings), find_worker(settings), {}};
  found.pdfium = settings.pdfium.value_or(found.office / "libpdfiumlo.so");
  return found;
}

}  // namespace thethuc::convert
