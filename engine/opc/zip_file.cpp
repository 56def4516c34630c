#include "opc/zip_file.h"

#include <algorithm>
#include <new>
#include <utility>

#include <zlib.h>

#include "base/input_file.h"
#include "opc/archive_bytes.h"
#include "opc/entry_names.h"
#include "opc/zip_listing.h"

namespace thethuc::opc {

namespace {

constexpr std::size_t kPiece = std::size_t{256} * 1024;

}  // namespace

struct ZipFile::Impl {
  std::string file_name;
  Limits limits;
  std::unique_ptr<ArchiveBytes> archive;
  std::vector<Entry> entries;

  bool list(std::string_view size_limit, base::Diagnostics& out) {
    if (archive->size() > limits.max_archive_bytes) {
      out.add(base::file_too_large(file_name, limits.max_archive_bytes, size_limit));
      return false;
    }
    std::size_t const errors_before = out.error_count();
    auto directory = read_directory(*archive, limits.max_entries);
    if (!directory) {
      return false;
    }
    auto listed = list_entries(
        std::move(*directory), archive->size(), false, ZipReports{file_name, limits, out});
    if (!listed || out.error_count() > errors_before) {
      return false;
    }
    entries = std::move(*listed);
    return true;
  }
};

// Unpacks one entry, by zlib: libdeflate cannot stop in the middle.
struct ZipFile::Stream::Impl {
  Impl(ZipFile::Impl& of, Entry const& of_entry, std::uint64_t begin)
      : owner(of), entry(of_entry), next(begin), end(begin + of_entry.packed_size) {
    // Raw deflate data, without the heads of zlib or gzip.
    if (entry.method == kDeflated && ::inflateInit2(&inflate, -MAX_WBITS) != Z_OK) {
      throw std::bad_alloc{};
    }
  }
  ~Impl() {
    if (entry.method == kDeflated) {
      ::inflateEnd(&inflate);
    }
  }
  Impl(Impl const&) = delete;
  Impl& operator=(Impl const&) = delete;

  // The next packed bytes are in `input`; false when there are none.
  bool refill() {
    auto const size = static_cast<std::size_t>(std::min<std::uint64_t>(end - next, kPiece));
    input = owner.archive->at(next, size);
    next += size;
    return size > 0;
  }

  // Up to `most` unpacked bytes to `to`; false when the data is broken.
  bool unpack(std::string& to, std::size_t most) {
    std::size_t const before = to.size();
    to.resize(before + most);
    inflate.next_out = reinterpret_cast<Bytef*>(to.data() + before);
    inflate.avail_out = static_cast<uInt>(most);
    int status = Z_OK;
    while (inflate.avail_out > 0 && status == Z_OK) {
      if (inflate.avail_in == 0 && refill()) {
        inflate.next_in = reinterpret_cast<Bytef*>(input.data());
        inflate.avail_in = static_cast<uInt>(input.size());
      }
      status = ::inflate(&inflate, Z_NO_FLUSH);
    }
    to.resize(to.size() - inflate.avail_out);
    if (status == Z_MEM_ERROR) {
      throw std::bad_alloc{};
    }
    // Something may follow the data only when the archive is damaged.
    bool const is_end = status == Z_STREAM_END && inflate.avail_in == 0 && next == end;
    return status == Z_OK || is_end;
  }

  void copy(std::string& to, std::size_t most) {
    auto const size = static_cast<std::size_t>(std::min<std::uint64_t>({end - next, most, kPiece}));
    to.append(owner.archive->at(next, size));
    next += size;
  }

  ZipFile::Impl& owner;
  Entry const& entry;
  std::uint64_t next;  // packed byte
  std::uint64_t end;
  std::uint64_t position = 0;  // unpacked bytes given
  std::uint32_t crc = 0;
  bool is_done = false;
  std::string input;
  z_stream inflate = {};
};

ZipFile::ZipFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ZipFile::~ZipFile() = default;
ZipFile::Stream::Stream(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ZipFile::Stream::~Stream() = default;

std::unique_ptr<ZipFile> ZipFile::of(std::unique_ptr<ArchiveBytes> archive,
                                     std::string_view file_name,
                                     Limits const& limits,
                                     std::string_view size_limit,
                                     base::Diagnostics& out) {
  auto impl = std::make_unique<Impl>(
      Impl{std::string{file_name}, limits, std::move(archive), std::vector<Entry>{}});
  bool const is_listed = impl->list(size_limit, out);
  return is_listed ? std::unique_ptr<ZipFile>{new ZipFile{std::move(impl)}} : nullptr;
}

std::unique_ptr<ZipFile> ZipFile::open(std::filesystem::path const& path,
                                       std::string_view file_name,
                                       Limits const& limits,
                                       std::string_view size_limit,
                                       base::Diagnostics& out) {
  return of(std::make_unique<FileBytes>(path, file_name), file_name, limits, size_limit, out);
}

std::unique_ptr<ZipFile> ZipFile::of_bytes(std::string_view archive,
                                           std::string_view file_name,
                                           Limits const& limits,
                                           std::string_view size_limit,
                                           base::Diagnostics& out) {
  return of(std::make_unique<MemoryBytes>(archive), file_name, limits, size_limit, out);
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
  auto const begin = data_begin(*impl_->archive, entry);
  if (!begin) {
    ZipReports{impl_->file_name, impl_->limits, out}.outside(entry.name);
    return nullptr;
  }
  return std::unique_ptr<Stream>{new Stream{std::make_unique<Stream::Impl>(*impl_, entry, *begin)}};
}

bool ZipFile::Stream::read(std::string& to, std::size_t most, base::Diagnostics& out) {
  Impl& s = *impl_;
  if (s.is_done) {
    return false;
  }
  // A byte more than is told shows whether there is one.
  std::uint64_t const left = s.entry.size - s.position;
  auto const wanted = static_cast<std::size_t>(std::min<std::uint64_t>({most, kPiece, left + 1}));
  std::size_t const before = to.size();
  bool is_sound = true;
  if (s.entry.method == kStored) {
    s.copy(to, wanted);
  } else {
    is_sound = s.unpack(to, wanted);
  }
  std::size_t const count = to.size() - before;
  s.position += count;
  s.crc = static_cast<std::uint32_t>(
      ::crc32_z(s.crc, reinterpret_cast<Bytef const*>(to.data() + before), count));
  ZipReports const reports{s.owner.file_name, s.owner.limits, out};
  if (!is_sound || s.position > s.entry.size || (count == 0 && s.position < s.entry.size)) {
    s.is_done = true;
    return reports.size_in_reading(s.entry.name);
  }
  s.is_done = count == 0;
  if (s.is_done && s.crc != s.entry.crc32) {
    return reports.checksum(s.entry.name);
  }
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
