#include "bulk/manifest.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <functional>
#include <system_error>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/diagnostic_json.h"
#include "base/environment_error.h"
#include "base/output_file.h"
#include "data/json_text.h"
#include "data/value.h"

namespace thethuc::bulk {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 16;  // of a record
constexpr std::size_t kHashDigits = 64;

std::string_view status_name(RecordStatus status) {
  return status == RecordStatus::failed ? "failed" : "done";
}

void append_file(std::string& line, DocumentFile const& file) {
  line += "\"file\":";
  data::append_json_string(line, file.name);
  line += fmt::format(",\"sha256\":\"{}\",\"bytes\":{}", file.sha256, file.size);
}

std::uint64_t hash_of(std::string_view name, std::string_view sha256) {
  return std::hash<std::string>{}(std::string{name} + '\n' + std::string{sha256});
}

// A number of a line of ours; nullopt for anything else.
std::optional<std::uint64_t> number_of(data::Value value) {
  std::string_view const text = value.text();
  std::uint64_t number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  bool const whole = error == std::errc{} && end == text.data() + text.size();
  return value.kind() == data::Kind::number && whole ? std::optional{number} : std::nullopt;
}

}  // namespace

std::string manifest_line(Filled const& record, base::Language language, Remedy remedy) {
  std::string line = fmt::format("{{\"index\":{}", record.index);
  if (record.place.line > 0 || record.place.row > 0) {
    line += record.place.line > 0 ? fmt::format(",\"line\":{}", record.place.line)
                                  : fmt::format(",\"row\":{}", record.place.row);
  }
  if (!record.key.empty()) {
    line += ",\"key\":";
    data::append_json_string(line, record.key);
  }
  line += fmt::format(",\"status\":\"{}\"", status_name(record.status));
  for (std::size_t i = 0; i < record.files.size(); ++i) {
    line += i == 0 ? "," : i == 1 ? ",\"also\":[{" : ",{";
    append_file(line, record.files[i]);
    line += i == 0 ? "" : "}";
  }
  line += record.files.size() > 1 ? "]" : "";
  if (!record.digest.empty()) {
    line += fmt::format(",\"record\":\"{}\"", record.digest);
  }
  line += fmt::format(",\"ms\":{:.2f}", record.milliseconds);
  if (!record.diagnostics.empty()) {
    line += ",\"diagnostics\":[";
    bool first = true;
    for (base::Diagnostic const& d : record.diagnostics.entries()) {
      line += std::exchange(first, false) ? "" : ",";
      line += base::to_json(d, language, remedy(d, language));
    }
    line += ']';
  }
  return line + "}\n";
}

Known Known::read(fs::path const& manifest) {
  Known known;
  std::ifstream in{manifest, std::ios::binary};
  data::Document document;
  std::uint32_t number = 0;
  for (std::string line; std::getline(in, line) && !in.eof();) {  // one at the end is torn
    known.add_line(line, number++, document);
  }
  // Of one record's lines the last counts: it comes to stand first, and the others go.
  std::vector<File>& files = known.files_;
  std::sort(files.begin(), files.end(), [](File const& a, File const& b) {
    return std::tuple{a.index, b.line, a.file} < std::tuple{b.index, a.line, b.file};
  });
  std::size_t kept = 0;
  for (File const& file : files) {
    if (kept == 0 || files[kept - 1].index != file.index || files[kept - 1].line == file.line) {
      files[kept++] = file;
    }
  }
  files.resize(kept);
  for (std::uint32_t i = 0; i < files.size(); ++i) {
    if (files[i].sha256[0] != '\0') {
      known.names_.emplace_back(files[i].name_hash, i);
    }
  }
  std::sort(known.names_.begin(), known.names_.end());
  return known;
}

void Known::add_line(std::string_view line, std::uint32_t number, data::Document& document) {
  base::Diagnostics ignored;
  if (!document.parse(line, "", {}, ignored)) {
    return;
  }
  data::Value const root = document.root();
  auto const index = number_of(root.find("index"));
  if (!index) {
    return;
  }
  // A record that failed when it was tried again has no file any more.
  auto const add = [&](data::Value value, std::size_t at) {
    std::string_view const sha256 = value.find("sha256").text();
    File file;
    file.index = *index;
    file.file = static_cast<std::uint32_t>(at);
    file.line = number;
    if (sha256.size() == kHashDigits) {
      std::copy(sha256.begin(), sha256.end(), file.sha256.begin());
      file.name_hash = hash_of(value.find("file").text(), sha256);
    }
    files_.push_back(file);
  };
  add(root, 0);
  data::Value more = root.find("also").first();
  for (std::size_t i = 0; i < std::min(root.find("also").size(), kMostFiles); ++i) {
    add(more, i + 1);
    more = more.next();
  }
}

Known::File const* Known::file_of(std::uint64_t index, std::size_t file) const {
  auto const found =
      std::lower_bound(files_.begin(),
                       files_.end(),
                       std::pair{index, file},
                       [](File const& a, std::pair<std::uint64_t, std::size_t> const& b) {
                         return std::pair<std::uint64_t, std::size_t>{a.index, a.file} < b;
                       });
  bool const is_there = found != files_.end() && found->index == index && found->file == file;
  return is_there ? &*found : nullptr;
}

std::string_view Known::sha256(std::uint64_t index, std::size_t file) const {
  File const* const known = file_of(index, file);
  return known && known->sha256[0] != '\0'
             ? std::string_view{known->sha256.data(), known->sha256.size()}
             : std::string_view{};
}

bool Known::failed(std::uint64_t index) const {
  File const* const known = file_of(index, 0);
  return known && known->sha256[0] == '\0';
}

std::optional<KnownFile> Known::find(std::string_view name, std::string_view sha256) const {
  auto const found = std::lower_bound(
      names_.begin(), names_.end(), std::pair{hash_of(name, sha256), std::uint32_t{0}});
  if (found == names_.end() || found->first != hash_of(name, sha256)) {
    return std::nullopt;
  }
  auto const file = files_.begin() + found->second;
  auto const begin = file - file->file;  // its record's files stand one behind the other
  auto const end = std::find_if(
      file, files_.end(), [&](File const& other) { return other.index != file->index; });
  return KnownFile{file->index, file->file, static_cast<std::size_t>(end - begin)};
}

ManifestWriter::ManifestWriter(fs::path path, bool goes_on) : path_(std::move(path)) {
  descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (descriptor_ < 0) {
    fail(errno);
  }
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    ::close(descriptor_);
    throw base::EnvironmentError{base::Words{
        fmt::format("một lần chạy khác đang ghi {}; chờ lần chạy đó xong", path_.string()),
        fmt::format("another run is writing {}; wait for it to end", path_.string())}};
  }
  remove_left_over();
  if (!goes_on && ::ftruncate(descriptor_, 0) != 0) {
    fail(errno);
  }
  cut_torn_line();
}

ManifestWriter::~ManifestWriter() {
  ::close(descriptor_);
}

void ManifestWriter::fail(int error_number) const {
  throw base::cannot_write(path_.string(), error_number);
}

// Temporary files of base::OutputFile that a kill has left: nobody else has the lock.
void ManifestWriter::remove_left_over() const {
  std::string const own = "." + path_.filename().string() + ".";
  std::string const beside = "." + fingerprint_path(path_).filename().string() + ".";
  fs::path const folder = path_.has_parent_path() ? path_.parent_path() : fs::path{"."};
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator at{folder, error}, end; !error && at != end; at.increment(error)) {
    std::string const name = at->path().filename().string();
    if ((name.starts_with(own) || name.starts_with(beside)) && name.ends_with(".tmp")) {
      found.push_back(at->path());
    }
  }
  for (fs::path const& file : found) {
    fs::remove(file, error);
  }
}

void ManifestWriter::cut_torn_line() {
  off_t end = ::lseek(descriptor_, 0, SEEK_END);
  off_t const size = end;
  char last = '\0';
  while (end > 0 && ::pread(descriptor_, &last, 1, end - 1) == 1 && last != '\n') {
    --end;
  }
  if (end < size && ::ftruncate(descriptor_, end) != 0) {
    fail(errno);
  }
}

void ManifestWriter::flush() {
  while (!buffer_.empty()) {
    ssize_t const written = ::write(descriptor_, buffer_.data(), buffer_.size());
    if (written < 0 && errno != EINTR) {
      fail(errno);
    }
    // What is left when the disk is full can be written when there is room again.
    buffer_.erase(0, written < 0 ? 0 : static_cast<std::size_t>(written));
  }
}

void ManifestWriter::sync() {
  flush();
  if (::fdatasync(descriptor_) != 0 && errno != EINVAL && errno != ENOTSUP) {
    fail(errno);
  }
}

void ManifestWriter::put_in_order() {
  flush();
  struct Line {
    std::uint64_t index;
    std::uint64_t offset;
    std::uint64_t size;
  };
  std::vector<Line> lines;
  std::ifstream in{path_, std::ios::binary};
  data::Document document;
  std::uint64_t offset = 0;
  for (std::string line; std::getline(in, line); offset += line.size() + 1) {
    base::Diagnostics ignored;
    auto const index = document.parse(line, "", {}, ignored)
                           ? number_of(document.root().find("index"))
                           : std::nullopt;
    if (index) {
      lines.push_back({*index, offset, line.size() + 1});
    }
  }
  std::reverse(lines.begin(), lines.end());  // the last of each record is kept
  std::stable_sort(
      lines.begin(), lines.end(), [](Line const& a, Line const& b) { return a.index < b.index; });
  lines.erase(std::unique(lines.begin(),
                          lines.end(),
                          [](Line const& a, Line const& b) { return a.index == b.index; }),
              lines.end());
  in.clear();
  base::OutputFile ordered{path_};
  std::string text;
  for (Line const& line : lines) {
    text.resize(line.size);
    in.seekg(static_cast<std::streamoff>(line.offset));
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    ordered.write(text);
  }
  ordered.commit();
}

fs::path fingerprint_path(fs::path const& manifest) {
  fs::path path = manifest;
  return path.replace_extension(".run.json");
}

std::optional<Fingerprint> read_fingerprint(fs::path const& path) {
  std::ifstream in{path, std::ios::binary};
  std::string const json{std::istreambuf_iterator<char>{in}, {}};
  base::Diagnostics ignored;
  data::Document document;
  if (json.empty() || !document.parse(json, "", {}, ignored)) {
    return std::nullopt;
  }
  data::Value const root = document.root();
  return Fingerprint{std::string{root.find("template").text()},
                     std::string{root.find("records").text()},
                     std::string{root.find("options").text()},
                     number_of(root.find("count")).value_or(0)};
}

void write_fingerprint(fs::path const& path, Fingerprint const& fingerprint) {
  base::OutputFile file{path};
  file.write(
      fmt::format("{{\"template\":\"{}\",\"records\":\"{}\",\"options\":\"{}\",\"count\":{}}}\n",
                  fingerprint.of_template,
                  fingerprint.of_records,
                  fingerprint.of_options,
                  fingerprint.records));
  file.commit();
}

}  // namespace thethuc::bulk
