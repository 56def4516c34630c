#include "broker/run_mark.h"

#include <fstream>
#include <iterator>
#include <random>
#include <string_view>

#include <fmt/format.h>

#include "base/output_file.h"
#include "data/value.h"

namespace thethuc::broker {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kTagBegin = "worker-";
constexpr std::string_view kBegin = ".thethuc-worker-";
constexpr std::string_view kEnd = ".tmp";

}  // namespace

fs::path run_mark_in(fs::path const& folder) {
  return folder / "manifest.broker.json";
}

std::string read_run_mark(fs::path const& folder) {
  std::ifstream in{run_mark_in(folder), std::ios::binary};
  std::string const json{std::istreambuf_iterator<char>{in}, {}};
  base::Diagnostics ignored;
  data::Document document;
  return !json.empty() && document.parse(json, "", {}, ignored)
             ? std::string{document.root().find("run").text()}
             : std::string{};
}

void write_run_mark(fs::path const& folder, std::string const& run) {
  base::OutputFile file{run_mark_in(folder)};
  file.write(fmt::format("{{\"run\":\"{}\"}}\n", run));
  file.commit();
}

std::string new_run_id() {
  std::random_device source;
  std::string id;
  for (int i = 0; i < 4; ++i) {
    id += fmt::format("{:08x}", static_cast<std::uint32_t>(source()));
  }
  return id;
}

std::string worker_tag(std::string const& worker) {
  return std::string{kTagBegin} + worker;
}

// ".thethuc-worker-NAME-17.0.5.tmp"
std::string worker_of_temporary(std::string const& file_name) {
  std::string_view name = file_name;
  if (!name.starts_with(kBegin) || !name.ends_with(kEnd)) {
    return "";
  }
  name.remove_prefix(kBegin.size());
  name.remove_suffix(kEnd.size());
  std::size_t const dash = name.rfind('-');
  bool const has_numbers =
      dash != std::string_view::npos &&
      name.find_first_not_of("0123456789.", dash + 1) == std::string_view::npos;
  return has_numbers ? std::string{name.substr(0, dash)} : "";
}

}  // namespace thethuc::broker
