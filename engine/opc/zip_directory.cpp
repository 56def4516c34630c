#include "opc/zip_directory.h"

#include <algorithm>

#include "base/text.h"
#include "opc/little_endian.h"
#include "opc/zip_records.h"

namespace thethuc::opc {

namespace {

constexpr std::size_t kCentralSize = 46;
constexpr std::size_t kZip64EndSize = 56;
constexpr std::size_t kZip64LocatorSize = 20;
constexpr std::size_t kLongestComment = 0xffff;
constexpr std::uint16_t kEncrypted = 1;

// A field that is full says: look in the records of Zip64 (APPNOTE 4.4.1.4).
constexpr std::uint64_t kFull16 = 0xffff;
constexpr std::uint64_t kFull32 = 0xffff'ffff;

bool lies_within(ArchiveBytes const& archive, std::uint64_t at, std::uint64_t size) {
  return at <= archive.size() && archive.size() - at >= size;
}

// The first `size` bytes of the record of that signature at `at`; nullopt when there is none.
std::optional<std::string_view> record_at(ArchiveBytes& archive,
                                          std::uint64_t at,
                                          std::string_view signature,
                                          std::size_t size) {
  if (!lies_within(archive, at, size)) {
    return std::nullopt;
  }
  std::string_view const record = archive.at(at, size);
  return record.starts_with(signature) ? std::optional{record} : std::nullopt;
}

struct End {
  std::uint64_t at = 0;  // of the first of the records behind the directory
  std::uint64_t count = 0;
  std::uint64_t size = 0;  // of the directory
  std::uint64_t offset = 0;
  bool is_whole = true;  // on one disk
};

// The last end record whose comment goes to the end of the bytes, or else the last that has room
// for its comment: some writers leave bytes behind an archive.
std::optional<std::uint64_t> find_end(ArchiveBytes& archive) {
  std::uint64_t const size = std::min<std::uint64_t>(archive.size(), kEndSize + kLongestComment);
  std::uint64_t const first = archive.size() - size;
  std::string_view const tail = archive.at(first, static_cast<std::size_t>(size));
  std::optional<std::uint64_t> with_room;
  for (std::size_t left = tail.size(); left >= kEndSize; --left) {
    std::size_t const at = left - kEndSize;
    if (!tail.substr(at).starts_with("PK\5\6")) {
      continue;
    }
    std::uint64_t const comment = number<2>(tail, at + 20);
    std::size_t const behind = tail.size() - left;
    if (comment == behind) {
      return first + at;
    }
    if (comment < behind && !with_room) {
      with_room = first + at;
    }
  }
  return with_room;
}

// What the record of Zip64 tells in place of `end`, when there is one.
void read_zip64_end(ArchiveBytes& archive, End& end) {
  if (end.at < kZip64LocatorSize) {
    return;
  }
  auto const locator = record_at(archive, end.at - kZip64LocatorSize, "PK\6\7", kZip64LocatorSize);
  if (!locator) {
    return;
  }
  std::uint64_t const at = number<8>(*locator, 8);
  if (auto const record = record_at(archive, at, "PK\6\6", kZip64EndSize)) {
    end.at = at;
    end.is_whole = number<4>(*record, 16) == 0 && number<4>(*record, 20) == 0;
    end.count = number<8>(*record, 32);
    end.size = number<8>(*record, 40);
    end.offset = number<8>(*record, 48);
  }
}

std::optional<End> read_end(ArchiveBytes& archive) {
  std::optional<std::uint64_t> const at = find_end(archive);
  if (!at) {
    return std::nullopt;
  }
  std::string_view const record = archive.at(*at, kEndSize);
  End end;
  end.at = *at;
  end.count = number<2>(record, 10);
  end.size = number<4>(record, 12);
  end.offset = number<4>(record, 16);
  end.is_whole = number<2>(record, 4) == 0 && number<2>(record, 6) == 0;
  if (end.count == kFull16 || end.size == kFull32 || end.offset == kFull32) {
    read_zip64_end(archive, end);
  }
  bool const is_before = end.offset <= end.at && end.size <= end.at - end.offset;
  return end.is_whole && is_before ? std::optional{end} : std::nullopt;
}

// Code page 437 from 0x80 on, as APPNOTE D.1 has names that are no UTF-8.
constexpr std::u16string_view kCp437 =
    u"ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄"
    u"▌▐▀"
    u"αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";
static_assert(kCp437.size() == 128);

std::string name_of(std::string_view bytes) {
  if (base::is_valid_utf8(bytes)) {
    return std::string{bytes};
  }
  std::string name;
  for (char const c : bytes) {
    auto const byte = static_cast<unsigned char>(c);
    base::append_code_point(name, byte < 0x80 ? char32_t{byte} : char32_t{kCp437[byte - 0x80]});
  }
  return name;
}

// The numbers that the entry's own fields are too small for, from the extra field of Zip64, which
// holds those that are full, in this order (APPNOTE 4.5.3). False when one is not there.
bool read_zip64_extra(std::string_view extra, DirectoryEntry& entry) {
  std::uint64_t* const full[] = {entry.size == kFull32 ? &entry.size : nullptr,
                                 entry.packed_size == kFull32 ? &entry.packed_size : nullptr,
                                 entry.offset == kFull32 ? &entry.offset : nullptr};
  if (std::all_of(std::begin(full), std::end(full), [](auto* one) { return !one; })) {
    return true;
  }
  while (extra.size() >= 4) {
    std::uint64_t const id = number<2>(extra, 0);
    std::uint64_t const size = number<2>(extra, 2);
    extra.remove_prefix(4);
    if (size > extra.size()) {
      return false;
    }
    if (id == 1) {
      extra = extra.substr(0, size);
      for (std::uint64_t* const one : full) {
        if (one && extra.size() < 8) {
          return false;
        }
        if (one) {
          *one = number<8>(extra, 0);
          extra.remove_prefix(8);
        }
      }
      return true;
    }
    extra.remove_prefix(size);
  }
  return false;
}

// An entry of the directory, and how long it is there.
struct Taken {
  DirectoryEntry entry;
  std::uint64_t size;
};

// The entry at `at`, of a directory that goes up to `end`; nullopt when it is none.
std::optional<Taken> entry_at(ArchiveBytes& archive, std::uint64_t at, std::uint64_t end) {
  auto record = record_at(archive, at, "PK\1\2", kCentralSize);
  if (!record) {
    return std::nullopt;
  }
  std::size_t const name_size = number<2>(*record, 28);
  std::size_t const extra_size = number<2>(*record, 30);
  std::size_t const comment_size = number<2>(*record, 32);
  std::size_t const total = kCentralSize + name_size + extra_size + comment_size;
  if (end - at < total) {
    return std::nullopt;
  }
  *record = archive.at(at, total);
  Taken taken{{}, total};
  DirectoryEntry& entry = taken.entry;
  entry.is_encrypted = (number<2>(*record, 8) & kEncrypted) != 0;
  entry.method = static_cast<std::uint16_t>(number<2>(*record, 10));
  entry.crc32 = static_cast<std::uint32_t>(number<4>(*record, 16));
  entry.packed_size = number<4>(*record, 20);
  entry.size = number<4>(*record, 24);
  entry.offset = number<4>(*record, 42);
  entry.name = name_of(record->substr(kCentralSize, name_size));
  bool const is_read =
      read_zip64_extra(record->substr(kCentralSize + name_size, extra_size), entry);
  return is_read ? std::optional{std::move(taken)} : std::nullopt;
}

}  // namespace

std::optional<Directory> read_directory(ArchiveBytes& archive, std::size_t max_entries) {
  std::optional<End> const end = read_end(archive);
  if (!end) {
    return std::nullopt;
  }
  Directory directory;
  std::uint64_t const behind = end->offset + end->size;
  for (std::uint64_t at = end->offset; at < behind; ++directory.count) {
    if (directory.count == max_entries) {
      directory.count = std::max<std::uint64_t>(end->count, max_entries + 1);
      return directory;
    }
    auto taken = entry_at(archive, at, behind);
    if (!taken) {
      return std::nullopt;
    }
    at += taken->size;
    directory.entries.push_back(std::move(taken->entry));
  }
  // Writers without Zip64 tell the count's lower 16 bits.
  bool const is_told = directory.count == end->count || (directory.count & kFull16) == end->count;
  return is_told ? std::optional{std::move(directory)} : std::nullopt;
}

std::optional<std::uint64_t> data_begin(ArchiveBytes& archive, DirectoryEntry const& entry) {
  if (!lies_within(archive, entry.offset, kLocalHeaderSize)) {
    return std::nullopt;
  }
  auto const header = read_local_header(archive.at(entry.offset, kLocalHeaderSize));
  if (!header) {
    return std::nullopt;
  }
  // The name and the extra field are the local header's own, and may differ from the directory's.
  std::uint64_t const begin =
      entry.offset + kLocalHeaderSize + header->name_size + header->extra_size;
  return lies_within(archive, begin, entry.packed_size) ? std::optional{begin} : std::nullopt;
}

}  // namespace thethuc::opc
