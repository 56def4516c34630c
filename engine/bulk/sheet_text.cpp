#include "bulk/sheet_text.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/text.h"
#include "bulk/xml_slices.h"

namespace thethuc::bulk {

namespace {

// The code unit of "_x000D_" at the beginning of the text; nullopt when there is none.
std::optional<char32_t> escaped_unit(std::string_view text) {
  if (text.size() < 7 || !text.starts_with("_x") || text[6] != '_') {
    return std::nullopt;
  }
  std::uint32_t unit = 0;
  auto const [end, error] = std::from_chars(text.data() + 2, text.data() + 6, unit, 16);
  bool const is_whole = error == std::errc{} && end == text.data() + 6;
  // Halves of a pair are no text; who writes them means the letters as they stand.
  bool const is_half = unit >= 0xD800 && unit <= 0xDFFF;
  return is_whole && !is_half ? std::optional{static_cast<char32_t>(unit)} : std::nullopt;
}

}  // namespace

void append_unescaped(std::string& out, std::string_view text) {
  std::size_t const begin = out.size();
  for (std::size_t i = 0; i < text.size();) {
    std::size_t const stop = std::min(text.find_first_of("_\r", i), text.size());
    out.append(text.substr(i, stop - i));
    i = stop;
    if (i == text.size()) {
      break;
    }
    auto const unit = escaped_unit(text.substr(i));
    base::append_code_point(out, unit ? *unit : static_cast<unsigned char>(text[i]));
    i += unit ? 7u : 1u;
  }
  // CR LF, and CR alone, are a line break.
  std::size_t to = begin;
  for (std::size_t i = begin; i < out.size(); ++i) {
    bool const is_return = out[i] == '\r';
    if (is_return && i + 1 < out.size() && out[i + 1] == '\n') {
      continue;
    }
    out[to++] = is_return ? '\n' : out[i];
  }
  out.resize(to);
}

void append_text(std::string& out, pugi::xml_node string_item) {
  for (pugi::xml_node const child : string_item.children()) {
    if (is_named(child, "t")) {
      append_unescaped(out, child.text().get());
    } else if (is_named(child, "r")) {
      append_unescaped(out, child_named(child, "t").text().get());
    }
  }
}

bool SharedStrings::read(opc::ZipFile& archive,
                         opc::ZipFile::Entry const& entry,
                         std::string const& file_name,
                         SourceLimits const& limits,
                         base::Diagnostics& out) {
  constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();
  std::size_t const most = std::min(limits.max_shared_strings_bytes, kMost);
  base::Place place = base::place_in_file(file_name);
  place.part = "/" + entry.name;
  if (entry.size > most) {
    out.add(base::diagnose(base::Id::archive_entry_too_large,
                           std::move(place),
                           {},
                           {{"limit", std::to_string(most)},
                            {"size", std::to_string(entry.size)},
                            {base::kLimitName, "shared-strings-bytes"}}));
    return false;
  }
  auto stream = archive.stream(entry, out);
  if (!stream) {
    return false;
  }
  std::size_t const errors_before = out.error_count();
  XmlSlices slices{{std::move(stream), file_name, place.part},
                   "sst",
                   limits.package,
                   limits.max_record_bytes,
                   "record-bytes"};
  while (pugi::xml_node const strings = slices.next(out)) {
    for (pugi::xml_node const item : strings.children()) {
      if (is_named(item, "si")) {
        append_text(bytes_, item);
        ends_.push_back(static_cast<std::uint32_t>(bytes_.size()));
      }
    }
  }
  return out.error_count() == errors_before;
}

std::optional<std::string_view> SharedStrings::text(std::string_view number) const {
  std::size_t index = 0;
  auto const [end, error] = std::from_chars(number.data(), number.data() + number.size(), index);
  if (error != std::errc{} || end != number.data() + number.size() || index >= ends_.size()) {
    return std::nullopt;
  }
  std::size_t const begin = index == 0 ? 0 : ends_[index - 1];
  return std::string_view{bytes_}.substr(begin, ends_[index] - begin);
}

}  // namespace thethuc::bulk
