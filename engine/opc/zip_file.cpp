#include "opc/zip_file.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <new>
#include <system_error>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/input_file.h"
#include "opc/entry_names.h"
#include "opc/zip_listing.h"

namespace thethuc::opc {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = std::size_t{256} * 1024;

[[noreturn]] void fail(std::string_view name, int error_number) {
  throw base::EnvironmentError(
      fmt::format("cannot read {}: {}", name, std::generic_category().message(error_number)));
}

// How often the signature stands in what comes piece by piece.
class SignatureCount {
 public:
  void take(std::string_view piece) {
    window_.append(piece);
    for (std::size_t at = window_.find(kCentralSignature); at != std::string::npos;
         at = window_.find(kCentralSignature, at + kCentralSignature.size())) {
      ++count_;
    }
    // What the next piece may complete; a signature is never counted twice, for it is whole in one
    // window only.
    window_.erase(0, window_.size() - std::min(window_.size(), kCentralSignature.size() - 1));
  }
  std::uint64_t count() const { return count_; }

 private:
  std::string window_;
  std::uint64_t count_ = 0;
};

std::uint64_t count_signatures(fs::path const& path, std::string_view name) {
  std::ifstream file{path, std::ios::binary};
  SignatureCount signatures;
  std::string piece(kPiece, '\0');
  while (file) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    signatures.take(std::string_view{piece}.substr(0, static_cast<std::size_t>(file.gcount())));
  }
  if (!file.eof()) {
    fail(name, errno);
  }
  return signatures.count();
}

}  // namespace

struct ZipFile::Impl {
  std::string file_name;
  Limits limits;
  std::unique_ptr<zip_t, ZipDiscard> archive;
  std::vector<Entry> entries;

  // Takes over `source`.
  bool open(zip_source_t* source, std::uint64_t size, base::Diagnostics& out) {
    if (!source) {
      throw std::bad_alloc{};
    }
    zip_error_t error;
    zip_error_init(&error);
    archive.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
    int const code = zip_error_code_zip(&error);
    int const system_code = zip_error_code_system(&error);
    zip_error_fini(&error);
    if (!archive) {
      zip_source_free(source);
      if (code == ZIP_ER_MEMORY) {
        throw std::bad_alloc{};
      }
      if (code == ZIP_ER_OPEN || code == ZIP_ER_READ) {
        fail(file_name, system_code);
      }
      return false;
    }
    std::size_t const errors_before = out.error_count();
    auto listed = list_entries(archive.get(), size, false, ZipReports{file_name, limits, out});
    if (!listed || out.error_count() > errors_before) {
      return false;
    }
    for (ListedEntry& one : *listed) {
      entries.push_back({std::move(one.name), one.index, one.size, one.packed_size});
    }
    return true;
  }
};

struct ZipFile::Stream::Impl {
  std::string file_name;
  Limits limits;
  std::string entry;
  std::unique_ptr<zip_file_t, ZipCloseFile> file;
  std::uint64_t size = 0;
  std::uint64_t position = 0;
  bool is_done = false;
};

ZipFile::ZipFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ZipFile::~ZipFile() = default;
ZipFile::Stream::Stream(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ZipFile::Stream::~Stream() = default;

std::unique_ptr<ZipFile> ZipFile::open(fs::path const& path,
                                       std::string_view file_name,
                                       Limits const& limits,
                                       std::string_view size_limit,
                                       base::Diagnostics& out) {
  std::error_code error;
  std::uint64_t const size = fs::file_size(path, error);
  if (error) {
    fail(file_name, error.value());
  }
  if (size > limits.max_archive_bytes) {
    out.add(base::file_too_large(file_name, limits.max_archive_bytes, size_limit));
    return nullptr;
  }
  std::uint64_t const count = count_signatures(path, file_name);
  if (count > limits.max_entries) {
    ZipReports{file_name, limits, out}.too_many(count);
    return nullptr;
  }
  auto impl = std::make_unique<Impl>();
  impl->file_name = file_name;
  impl->limits = limits;
  bool const is_open =
      size > 0 && impl->open(zip_source_file_create(path.c_str(), 0, -1, nullptr), size, out);
  return is_open ? std::unique_ptr<ZipFile>{new ZipFile{std::move(impl)}} : nullptr;
}

std::unique_ptr<ZipFile> ZipFile::of_bytes(std::string_view archive,
                                           std::string_view file_name,
                                           Limits const& limits,
                                           std::string_view size_limit,
                                           base::Diagnostics& out) {
  if (archive.size() > limits.max_archive_bytes) {
    out.add(base::file_too_large(file_name, limits.max_archive_bytes, size_limit));
    return nullptr;
  }
  SignatureCount signatures;
  signatures.take(archive);
  if (signatures.count() > limits.max_entries) {
    ZipReports{file_name, limits, out}.too_many(signatures.count());
    return nullptr;
  }
  auto impl = std::make_unique<Impl>();
  impl->file_name = file_name;
  impl->limits = limits;
  bool const is_open =
      !archive.empty() &&
      impl->open(zip_source_buffer_create(archive.data(), archive.size(), 0, nullptr),
                 archive.size(),
                 out);
  return is_open ? std::unique_ptr<ZipFile>{new ZipFile{std::move(impl)}} : nullptr;
}

std::vector<ZipFile::Entry> const& ZipFile::entries() const {
  return impl_->entries;
}

ZipFile::Entry const* ZipFile::find(std::string_view name) const {
  std::string const key = name_key(name);
  auto const found = std::find_if(impl_->entries.begin(),
                                  impl_->entries.end(),
                                  [&](Entry const& entry) { return name_key(entry.name) == key; });
  return found == impl_->entries.end() ? nullptr : &*found;
}

std::unique_ptr<ZipFile::Stream> ZipFile::stream(Entry const& entry, base::Diagnostics& out) {
  auto stream = std::make_unique<Stream::Impl>();
  stream->file_name = impl_->file_name;
  stream->limits = impl_->limits;
  stream->entry = entry.name;
  stream->size = entry.size;
  stream->file.reset(zip_fopen_index(impl_->archive.get(), entry.index, 0));
  if (!stream->file) {
    ZipReports{impl_->file_name, impl_->limits, out}.damage(
        entry.name, "its data cannot be read", "không đọc được dữ liệu");
    return nullptr;
  }
  return std::unique_ptr<Stream>{new Stream{std::move(stream)}};
}

bool ZipFile::Stream::read(std::string& to, std::size_t most, base::Diagnostics& out) {
  if (impl_->is_done) {
    return false;
  }
  std::size_t const before = to.size();
  to.resize(before + most);
  zip_int64_t const count = zip_fread(impl_->file.get(), to.data() + before, most);
  to.resize(before + static_cast<std::size_t>(std::max<zip_int64_t>(count, 0)));
  impl_->position += to.size() - before;
  ZipReports const reports{impl_->file_name, impl_->limits, out};
  if (count < 0) {
    zip_error_t* const error = zip_file_get_error(impl_->file.get());
    int const code = zip_error_code_zip(error);
    if (code == ZIP_ER_MEMORY) {
      throw std::bad_alloc{};
    }
    if (code == ZIP_ER_READ && zip_error_code_system(error) != 0) {
      fail(impl_->file_name, zip_error_code_system(error));
    }
    impl_->is_done = true;
    return code == ZIP_ER_CRC ? reports.checksum(impl_->entry)
                              : reports.size_in_reading(impl_->entry);
  }
  if (impl_->position > impl_->size || (count == 0 && impl_->position != impl_->size)) {
    impl_->is_done = true;
    return reports.size_in_reading(impl_->entry);
  }
  impl_->is_done = count == 0;
  return count > 0;
}

std::uint64_t ZipFile::Stream::position() const {
  return impl_->position;
}

std::optional<std::string> ZipFile::read(Entry const& entry,
                                         std::size_t most,
                                         std::string_view limit_name,
                                         base::Diagnostics& out) {
  if (entry.size > most) {
    ZipReports{impl_->file_name, impl_->limits, out}.too_large(
        entry.name, entry.size, most, limit_name);
    return std::nullopt;
  }
  std::size_t const errors_before = out.error_count();
  std::string bytes;
  auto const opened = stream(entry, out);
  while (opened && opened->read(bytes, kPiece, out)) {
  }
  return out.error_count() > errors_before ? std::nullopt : std::optional{std::move(bytes)};
}

}  // namespace thethuc::opc
