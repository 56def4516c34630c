#include "review/git.h"

#include <charconv>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/limited_program.h"
#include "base/text.h"

namespace thethuc::review {

namespace {

namespace fs = std::filesystem;

base::ProgramResult git(std::vector<std::string> const& arguments, std::string_view input = {}) {
  base::ProgramLimits limits;
  limits.cpu = std::chrono::seconds{60};
  limits.wall = std::chrono::seconds{120};
  limits.memory_bytes = std::size_t{8} << 30;  // addresses: git maps its packs
  limits.output_bytes = std::size_t{512} << 20;
  std::vector<std::string> words{"git"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  base::ProgramResult result = base::run_limited(words, input, limits);
  using End = base::ProgramResult::End;
  if (result.end == End::absent) {
    throw base::EnvironmentError{base::Words{
        "không có chương trình git để đọc các phiên bản; cài gói git",
        "the program git, which reads revisions, is not there; install the package git"}};
  }
  if (result.end == End::stopped) {
    throw base::EnvironmentError(fmt::format("git {} did not end in time", arguments.front()));
  }
  return result;
}

std::string checked(base::ProgramResult const& result, std::string_view what) {
  if (result.end != base::ProgramResult::End::done) {
    throw base::EnvironmentError(
        fmt::format("git cannot read {}: {}", what, base::trim(result.errors)));
  }
  return result.output;
}

std::string first_line(std::string_view text) {
  return std::string{base::trim(text.substr(0, text.find('\n')))};
}

// The name of the object that stands there; "" when none does.
std::string object_at(GitReference const& reference) {
  auto const result = git({"rev-parse", "--verify", "--quiet", reference.text()});
  return result.end == base::ProgramResult::End::done ? first_line(result.output) : std::string{};
}

// Git's own words are English, and call a path a revision.
base::Words why_absent(GitReference const& reference) {
  using End = base::ProgramResult::End;
  if (auto const folder = git({"rev-parse", "--git-dir"}); folder.end != End::done) {
    std::string const words = first_line(folder.errors);
    bool const is_none = words.find("not a git repository") != std::string::npos;
    return is_none ? base::Words{"thư mục hiện tại không nằm trong kho git nào",
                                 "the current folder is in no git repository"}
                   : base::Words{fmt::format("git không mở được kho: {}", words),
                                 fmt::format("git cannot open the repository: {}", words)};
  }
  auto const revision = git({"rev-parse", "--verify", "--quiet", reference.revision + "^{object}"});
  if (revision.end != End::done) {
    return {fmt::format("kho git không có phiên bản “{}”", reference.revision),
            fmt::format("the repository has no revision “{}”", reference.revision)};
  }
  return {fmt::format("phiên bản “{}” không có “{}”", reference.revision, reference.path),
          fmt::format("the revision “{}” has no “{}”", reference.revision, reference.path)};
}

struct Entry {
  std::string object;
  std::string path;
};

// Names come apart by NUL bytes, so that they may hold anything: "mode type object\tpath".
std::vector<Entry> entries_of(std::string const& tree,
                              std::function<bool(std::string_view)> const& wanted) {
  std::string const listing =
      checked(git({"ls-tree", "-r", "-z", "--full-tree", tree}), "a folder");
  std::vector<Entry> out;
  for (std::string_view rest = listing; !rest.empty();) {
    std::string_view const line = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    std::size_t const tab = line.find('\t');
    if (tab == std::string_view::npos ||
        !line.starts_with("100")) {  // 120000: link, 160000: module
      continue;
    }
    std::string_view const before = line.substr(0, tab);
    std::string_view const path = line.substr(tab + 1);
    if (wanted(path)) {
      out.push_back({std::string{before.substr(before.rfind(' ') + 1)}, std::string{path}});
    }
  }
  return out;
}

// Git refuses such names itself; a tree that was made by hand may hold them.
bool stays_below(fs::path const& path) {
  for (fs::path const& part : path) {
    if (part == "..") {
      return false;
    }
  }
  return path.is_relative();
}

void write(fs::path const& file, std::string_view bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream stream{file, std::ios::binary};
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!stream.flush()) {
    throw base::EnvironmentError(fmt::format("cannot write {}", file.string()));
  }
}

// One answer of `cat-file --batch`: "<object> blob <size>\n<bytes>\n". Moves `rest` behind it.
std::string_view next_blob(std::string_view& rest) {
  std::string_view const head = rest.substr(0, rest.find('\n'));
  std::string_view const digits = head.substr(head.rfind(' ') + 1);
  std::size_t size = 0;
  auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size);
  if (error != std::errc{} || rest.size() < head.size() + 2 ||
      rest.size() - head.size() - 2 < size) {
    throw base::EnvironmentError("git gave less of a revision than it promised");
  }
  std::string_view const bytes = rest.substr(head.size() + 1, size);
  rest.remove_prefix(head.size() + size + 2);
  return bytes;
}

}  // namespace

std::optional<GitReference> GitReference::parent() const {
  if (path.empty()) {
    return std::nullopt;
  }
  std::size_t const slash = path.rfind('/');
  return GitReference{revision, slash == std::string::npos ? "" : path.substr(0, slash)};
}

std::string GitReference::name() const {
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

GitReference GitReference::beside(std::string_view other) const {
  std::size_t const slash = path.rfind('/');
  return {revision,
          (slash == std::string::npos ? std::string{} : path.substr(0, slash + 1)) +
              std::string{other}};
}

std::optional<GitReference> git_reference(std::string_view text) {
  std::error_code error;
  std::size_t const colon = text.find(':');
  // A revision that begins with a hyphen would be an option to git.
  if (colon == std::string_view::npos || colon == 0 || text.front() == '-' ||
      text.find('\0') != std::string_view::npos || fs::exists(fs::path{text}, error)) {
    return std::nullopt;
  }
  GitReference out{std::string{text.substr(0, colon)}, std::string{text.substr(colon + 1)}};
  while (out.path.ends_with('/')) {
    out.path.pop_back();
  }
  return out;
}

GitKind git_kind(GitReference const& reference, base::Words& problem) {
  std::string const object = object_at(reference);
  if (object.empty()) {
    problem = why_absent(reference);
    return GitKind::absent;
  }
  std::string const type = first_line(checked(git({"cat-file", "-t", object}), reference.text()));
  return type == "tree" ? GitKind::folder : type == "blob" ? GitKind::file : GitKind::absent;
}

void git_extract(GitReference const& folder,
                 fs::path const& target,
                 std::function<bool(std::string_view)> const& wanted) {
  std::string const tree = object_at(folder);
  if (tree.empty()) {
    base::Words const why = why_absent(folder);
    throw base::EnvironmentError{
        base::Words{fmt::format("git không đọc được {}: {}", folder.text(), why.vi),
                    fmt::format("git cannot read {}: {}", folder.text(), why.en)}};
  }
  fs::create_directories(target);
  std::vector<Entry> const entries = entries_of(tree, wanted);
  if (entries.empty()) {
    return;
  }
  std::string objects;
  for (Entry const& entry : entries) {
    objects += entry.object + "\n";
  }
  std::string const answers = checked(git({"cat-file", "--batch"}, objects), folder.text());
  std::string_view rest = answers;
  for (Entry const& entry : entries) {
    std::string_view const bytes = next_blob(rest);
    if (stays_below(entry.path)) {
      write(target / entry.path, bytes);
    }
  }
}

}  // namespace thethuc::review
