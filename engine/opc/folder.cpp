#include "opc/folder.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/environment_error.h"
#include "opc/entry_names.h"
#include "opc/xml.h"
#include "opc/xml_scan.h"
#include "opc/zip.h"

namespace thethuc::opc {

namespace {

namespace fs = std::filesystem;

constexpr char kContentTypes[] = "[Content_Types].xml";

[[noreturn]] void fail(fs::path const& path, int error_number) {
  throw base::EnvironmentError(path.string() + ": " +
                               std::generic_category().message(error_number));
}

void check(std::error_code const& error, fs::path const& path) {
  if (error) {
    throw base::EnvironmentError(path.string() + ": " + error.message());
  }
}

class Descriptor {
 public:
  Descriptor(fs::path const& path, int flags)
      : path_(path), fd_(::open(path.c_str(), flags, 0666)) {
    if (fd_ < 0) {
      fail(path_, errno);
    }
  }
  ~Descriptor() {
    if (fd_ >= 0) {
      ::close(fd_);
    }
  }
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;

  std::string read_all() {
    std::string bytes;
    for (;;) {
      constexpr std::size_t kChunk = 1u << 16;
      std::size_t const before = bytes.size();
      bytes.resize(before + kChunk);
      ssize_t const count = ::read(fd_, bytes.data() + before, kChunk);
      bytes.resize(before + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
      if (count == 0) {
        return bytes;
      }
      if (count < 0 && errno != EINTR) {
        fail(path_, errno);
      }
    }
  }

  void write_all(std::string_view bytes) {
    while (!bytes.empty()) {
      ssize_t const count = ::write(fd_, bytes.data(), bytes.size());
      if (count < 0 && errno != EINTR) {
        fail(path_, errno);
      }
      bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
    int const fd = fd_;
    fd_ = -1;
    if (::close(fd) != 0) {  // a full disk may show here only
      fail(path_, errno);
    }
  }

 private:
  fs::path const& path_;
  int fd_;
};

bool is_hidden(std::string_view name) {
  return name.starts_with('.') && name != ".rels";
}

bool has_hidden_segment(std::string_view name) {
  for (std::size_t begin = 0; begin < name.size();) {
    std::size_t const end = std::min(name.find('/', begin), name.size());
    if (is_hidden(name.substr(begin, end - begin))) {
      return true;
    }
    begin = end + 1;
  }
  return false;
}

void read_below(fs::path const& folder,
                std::string const& prefix,
                std::vector<Package::File>& out) {
  std::error_code error;
  fs::directory_iterator entries{folder, error};
  check(error, folder);
  for (; entries != fs::directory_iterator{}; entries.increment(error)) {
    std::string const name = entries->path().filename().string();
    if (is_hidden(name)) {
      continue;
    }
    fs::file_status const status = entries->symlink_status(error);
    check(error, entries->path());
    if (fs::is_directory(status)) {
      read_below(entries->path(), prefix + name + "/", out);
    } else if (fs::is_regular_file(status)) {
      Descriptor file{entries->path(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC};
      out.push_back(Package::File{prefix + name, file.read_all()});
    }
  }
  check(error, folder);
}

bool is_xml(std::string_view name) {
  return name.ends_with(".xml") || name.ends_with(".rels") || name.ends_with(".vml");
}

// Parsing drops processing instructions; a part that holds one stays as it is written.
bool has_instructions(std::string_view bytes, Limits const& limits) {
  base::Diagnostics ignored;
  std::string storage;
  std::string_view utf8;
  return xml_to_utf8(bytes, {}, storage, utf8, ignored) &&
         scan_xml(utf8, {}, limits, Undeclared::usual_allowed, ignored).has_instructions;
}

// A folder beside its final place; gone again unless committed.
class NewFolder {
 public:
  explicit NewFolder(fs::path target) : target_(std::move(target)) {
    std::error_code error;
    fs::create_directories(target_.parent_path(), error);
    check(error, target_.parent_path());
    std::string name = (target_.parent_path() / ("." + target_.filename().string() + ".")).string();
    name += "XXXXXX";
    if (!::mkdtemp(name.data())) {
      fail(target_, errno);
    }
    temporary_ = name;
    mode_t const mask = ::umask(0);
    ::umask(mask);
    if (::chmod(name.c_str(), 0777 & ~mask) != 0) {
      int const error_number = errno;
      fs::remove_all(temporary_, error);
      fail(target_, error_number);
    }
  }
  ~NewFolder() {
    std::error_code ignored;
    fs::remove_all(temporary_, ignored);
  }
  NewFolder(NewFolder const&) = delete;
  NewFolder& operator=(NewFolder const&) = delete;

  // `name` was checked by EntryNames; everything below the folder was made here, so that no
  // symbolic link can be on the way.
  void write(std::string_view name, std::string_view bytes) {
    fs::path const path = temporary_ / fs::path{name};
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    check(error, path.parent_path());
    Descriptor{path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC}.write_all(bytes);
  }

  void commit() {
    std::error_code error;
    if (!fs::exists(target_) || fs::is_empty(target_)) {
      fs::rename(temporary_, target_, error);  // takes the place of an empty folder
      check(error, target_);
      return;
    }
    fs::path const old = temporary_.string() + ".old";
    fs::rename(target_, old, error);
    check(error, target_);
    fs::rename(temporary_, target_, error);
    if (error) {
      std::error_code ignored;
      fs::rename(old, target_, ignored);
      check(error, target_);
    }
    keep_hidden(old);
    fs::remove_all(old, error);
    check(error, old);
  }

 private:
  void keep_hidden(fs::path const& old) {
    for (fs::directory_entry const& entry : fs::directory_iterator{old}) {
      fs::path const name = entry.path().filename();
      if (is_hidden(name.string()) && !fs::exists(fs::symlink_status(target_ / name))) {
        fs::rename(entry.path(), target_ / name);
      }
    }
  }

  fs::path target_;
  fs::path temporary_;
};

// The name that the folder will have: a symbolic link that the user names is followed.
fs::path final_place(fs::path const& folder) {
  std::error_code error;
  fs::path place = fs::weakly_canonical(fs::absolute(folder), error);
  check(error, folder);
  if (!place.has_filename()) {  // "out/"
    place = place.parent_path();
  }
  if (fs::exists(place, error) && !fs::is_directory(place, error)) {
    fail(folder, ENOTDIR);
  }
  return place;
}

// Why the folder may not be replaced: what a stranger's program put there is not ours to remove,
// asked to or not.
std::optional<base::Id> why_not_replaced(fs::path const& target, bool replace) {
  if (!fs::exists(target) || fs::is_empty(target)) {
    return std::nullopt;
  }
  if (!replace) {
    return base::Id::folder_not_empty;
  }
  return fs::is_regular_file(fs::symlink_status(target / kContentTypes))
             ? std::nullopt
             : std::optional{base::Id::folder_not_unpacked};
}

std::string pretty(ZipEntry const& entry,
                   std::string_view file_name,
                   Limits const& limits,
                   base::Diagnostics& out) {
  base::Diagnostics found;
  auto const document = parse_xml(entry.bytes, file_name, "/" + entry.name, limits, found);
  for (base::Diagnostic diagnostic : found.entries()) {
    diagnostic.severity = base::Severity::warning;  // the file is there to be looked at and mended
    out.add(std::move(diagnostic));
  }
  return document && !has_instructions(entry.bytes, limits) ? to_pretty_xml(*document)
                                                            : entry.bytes;
}

// Every package has its content types in a file of this name (ECMA-376 Part 2, 7.3.7), so a folder
// without it is something else, perhaps somebody's home: it is told before all of it is read.
bool is_unpacked(fs::path const& folder) {
  std::error_code error;
  fs::file_status const status = fs::symlink_status(folder / kContentTypes, error);
  bool const is_absent =
      status.type() == fs::file_type::not_found && fs::is_directory(folder, error);
  return !is_absent && (!fs::exists(status) || fs::is_regular_file(status));
}

// [Content_Types].xml, then _rels/.rels, then by name.
int rank(std::string_view name) {
  return name == kContentTypes ? 0 : name == "_rels/.rels" ? 1 : 2;
}

}  // namespace

std::vector<Package::File> read_folder(fs::path const& folder) {
  std::vector<Package::File> files;
  read_below(folder, "", files);
  std::sort(files.begin(), files.end(), [](Package::File const& a, Package::File const& b) {
    return a.name < b.name;
  });
  return files;
}

void write_folder(std::vector<Package::File> const& files, fs::path const& folder) {
  try {
    NewFolder made{final_place(folder)};
    for (Package::File const& file : files) {
      made.write(file.name, file.bytes);
    }
    made.commit();
  } catch (fs::filesystem_error const& error) {
    throw base::EnvironmentError(error.what());
  }
}

bool unpack(std::string_view archive,
            std::string_view file_name,
            fs::path const& folder,
            Limits const& limits,
            base::Diagnostics& out,
            bool replace) {
  fs::path const target = final_place(folder);
  std::optional<base::Id> const refusal = why_not_replaced(target, replace);
  if (refusal) {
    out.add(base::diagnose(*refusal, base::place_in_file(folder.string())));
  }
  auto const entries = read_zip(archive, file_name, limits, out);
  if (!entries || refusal) {
    return false;
  }
  try {
    NewFolder made{target};
    for (ZipEntry const& entry : *entries) {
      if (has_hidden_segment(entry.name)) {
        base::Place place;
        place.file = file_name;
        out.add(base::diagnose(base::Id::archive_entry_hidden, place, {}, {{"name", entry.name}}));
      }
      made.write(entry.name,
                 is_xml(entry.name) ? pretty(entry, file_name, limits, out) : entry.bytes);
    }
    made.commit();
  } catch (fs::filesystem_error const& error) {
    throw base::EnvironmentError(error.what());
  }
  return true;
}

std::optional<std::string> pack(fs::path const& folder,
                                Limits const& limits,
                                base::Diagnostics& out) {
  std::size_t const errors_before = out.error_count();
  std::string const file_name = folder.string();
  if (!is_unpacked(folder)) {
    out.add(base::diagnose(base::Id::folder_not_unpacked, base::place_in_file(file_name)));
    return std::nullopt;
  }
  std::vector<Package::File> files = read_folder(folder);
  std::stable_sort(files.begin(), files.end(), [](Package::File const& a, Package::File const& b) {
    return rank(a.name) < rank(b.name);
  });
  EntryNames names{file_name, out};
  std::vector<Packed> packed(files.size());
  std::vector<PackedEntry> entries;
  Deflater deflater;
  for (std::size_t i = 0; i < files.size(); ++i) {
    Package::File& file = files[i];
    names.add(file.name);
    if (is_xml(file.name)) {
      auto const document = parse_xml(file.bytes, file_name, "/" + file.name, limits, out);
      if (document && !has_instructions(file.bytes, limits)) {
        file.bytes = to_xml(*document);
      }
    }
    deflater.pack(file.bytes, packed[i]);
    entries.push_back(PackedEntry{file.name, &packed[i]});
  }
  if (out.error_count() > errors_before) {
    return std::nullopt;
  }
  std::string archive;
  write_zip(entries, archive);
  return archive;
}

}  // namespace thethuc::opc
