#include <algorithm>
#include <cstring>
#include <ctime>
#include <mutex>
#include <new>
#include <stdexcept>

#include <zip.h>

#include "opc/zip.h"

namespace thethuc::opc {

namespace {

// 1980-01-01 00:00 in the time zone of the process: libzip brings times to local time when it
// writes them, so this one comes out the same everywhere, as the first time that a zip can hold.
// Found once, and again when the time zone has changed: mktime() looks at the zone's file each
// time, under a lock that all threads share. (zip_file_set_dostime calls it for each entry.) The
// lock of the C library is one that ThreadSanitizer does not see; ours it does.
std::time_t first_zip_time() {
  static std::mutex mutex;
  static std::time_t time = 0;
  std::lock_guard const lock{mutex};
  std::tm local = {};
  bool const is_first = ::localtime_r(&time, &local) && local.tm_year == 80 && local.tm_yday == 0 &&
                        local.tm_hour == 0 && local.tm_min == 0 && local.tm_sec == 0;
  if (!is_first) {
    local = {};
    local.tm_year = 80;
    local.tm_mday = 1;
    local.tm_isdst = -1;
    time = std::mktime(&local);
  }
  return time;
}

// libzip asks for the bytes of one entry by commands.
struct PackedReader {
  Packed const* packed;
  std::time_t time;
  std::size_t position = 0;
  zip_error_t error = {};
};

zip_int64_t read_stat(PackedReader const& reader, void* data) {
  Packed const& packed = *reader.packed;
  auto& stat = *static_cast<zip_stat_t*>(data);
  // Size, packed size, CRC and method all given: libzip then stores the bytes as they are, with
  // neither recompression nor a pass for the CRC.
  zip_stat_init(&stat);
  stat.valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD |
               ZIP_STAT_ENCRYPTION_METHOD | ZIP_STAT_MTIME;
  stat.size = packed.size;
  stat.comp_size = packed.bytes.size();
  stat.crc = packed.crc32;
  stat.comp_method = packed.method;
  stat.encryption_method = ZIP_EM_NONE;
  stat.mtime = reader.time;
  return sizeof(zip_stat_t);
}

zip_int64_t read_command(void* state, void* data, zip_uint64_t length, zip_source_cmd_t command) {
  auto& reader = *static_cast<PackedReader*>(state);
  switch (command) {
    case ZIP_SOURCE_OPEN:
      reader.position = 0;
      return 0;
    case ZIP_SOURCE_READ: {
      std::string const& bytes = reader.packed->bytes;
      std::size_t const count =
          std::min(static_cast<std::size_t>(length), bytes.size() - reader.position);
      if (count > 0) {
        std::memcpy(data, bytes.data() + reader.position, count);
        reader.position += count;
      }
      return static_cast<zip_int64_t>(count);
    }
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:  // the reader belongs to write_zip
      return 0;
    case ZIP_SOURCE_STAT:
      return read_stat(reader, data);
    case ZIP_SOURCE_ERROR:
      return zip_error_to_data(&reader.error, data, length);
    case ZIP_SOURCE_SUPPORTS:
      return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN,
                                            ZIP_SOURCE_READ,
                                            ZIP_SOURCE_CLOSE,
                                            ZIP_SOURCE_STAT,
                                            ZIP_SOURCE_ERROR,
                                            ZIP_SOURCE_FREE,
                                            ZIP_SOURCE_SUPPORTS,
                                            -1);
    default:
      zip_error_set(&reader.error, ZIP_ER_OPNOTSUPP, 0);
      return -1;
  }
}

[[noreturn]] void fail(zip_error_t* error) {
  if (zip_error_code_zip(error) == ZIP_ER_MEMORY) {
    throw std::bad_alloc{};
  }
  throw std::logic_error(std::string{"writing a zip: "} + zip_error_strerror(error));
}

// The archive while it is built, and the buffer that it is written to.
class Archive {
 public:
  Archive() {
    zip_error_init(&error_);
    buffer_ = zip_source_buffer_create(nullptr, 0, 0, &error_);
    if (!buffer_) {
      fail(&error_);
    }
    archive_ = zip_open_from_source(buffer_, ZIP_CREATE | ZIP_TRUNCATE, &error_);
    if (!archive_) {
      zip_source_free(buffer_);
      fail(&error_);
    }
    zip_source_keep(buffer_);  // zip_close gives up one reference
  }
  ~Archive() {
    if (archive_) {
      zip_discard(archive_);
    }
    zip_source_free(buffer_);
    zip_error_fini(&error_);
  }
  Archive(Archive const&) = delete;
  Archive& operator=(Archive const&) = delete;

  void add(std::string_view name, PackedReader& reader) {
    zip_source_t* const source = zip_source_function(archive_, read_command, &reader);
    if (!source) {
      fail(zip_get_error(archive_));
    }
    name_.assign(name);
    zip_int64_t const added = zip_file_add(archive_, name_.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (added < 0) {
      zip_source_free(source);
      fail(zip_get_error(archive_));
    }
  }

  void append_to(std::string& out) {
    if (zip_close(archive_) < 0) {
      fail(zip_get_error(archive_));
    }
    archive_ = nullptr;
    zip_stat_t stat;
    if (zip_source_stat(buffer_, &stat) < 0 || zip_source_open(buffer_) < 0) {
      fail(zip_source_error(buffer_));
    }
    std::size_t const before = out.size();
    out.resize(before + stat.size);
    zip_int64_t const count = zip_source_read(buffer_, out.data() + before, stat.size);
    zip_source_close(buffer_);
    if (count < 0 || static_cast<zip_uint64_t>(count) != stat.size) {
      throw std::logic_error("writing a zip: the buffer gave back another size");
    }
  }

 private:
  zip_error_t error_ = {};
  zip_source_t* buffer_ = nullptr;
  zip_t* archive_ = nullptr;
  std::string name_;
};

}  // namespace

void write_zip(std::vector<PackedEntry> const& entries, std::string& out) {
  if (entries.empty()) {
    // libzip deletes an archive without entries; this is its end record (APPNOTE 4.3.16).
    out.append("PK\5\6");
    out.append(18, '\0');
    return;
  }
  std::vector<PackedReader> readers;
  readers.reserve(entries.size());
  std::time_t const time = first_zip_time();
  Archive archive;  // after the readers: it lets go of them first
  for (PackedEntry const& entry : entries) {
    readers.push_back(PackedReader{entry.packed, time});
    archive.add(entry.name, readers.back());
  }
  archive.append_to(out);
}

}  // namespace thethuc::opc
