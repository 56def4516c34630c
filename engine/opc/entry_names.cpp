#include "opc/entry_names.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace thethuc::opc {

namespace {

constexpr std::size_t kMaxNameBytes = 1000;
constexpr std::size_t kMaxSegmentBytes = 255;  // what file systems take

int hex_digit(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  char const lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

struct Problem {
  std::string en;
  std::string vi;
};

std::optional<Problem> problem_of_segment(std::string_view segment) {
  if (segment.empty()) {
    return Problem{"it has an empty segment", "có một đoạn tên trống"};
  }
  if (segment == "." || segment == "..") {
    return Problem{"it leaves its folder", "tên đi ra ngoài thư mục"};
  }
  if (segment.size() > kMaxSegmentBytes) {
    return Problem{"a segment is longer than 255 bytes", "một đoạn tên dài hơn 255 byte"};
  }
  return std::nullopt;
}

std::optional<Problem> problem_of(std::string_view name) {
  if (name.empty()) {
    return Problem{"it is empty", "tên trống"};
  }
  if (!base::is_valid_utf8(name)) {
    return Problem{"it is not UTF-8", "tên không phải UTF-8"};
  }
  if (name.size() > kMaxNameBytes) {
    return Problem{"it is longer than 1000 bytes", "tên dài hơn 1000 byte"};
  }
  if (name.front() == '/' || (name.size() > 1 && name[1] == ':')) {
    return Problem{"it is absolute", "tên là đường dẫn tuyệt đối"};
  }
  for (char const c : name) {
    if (c == '\\') {
      return Problem{"it has a backslash", "tên có dấu \\"};
    }
    if ((c >= 0 && c < 0x20) || c == 0x7F) {
      return Problem{"it has a control character", "tên có ký tự điều khiển"};
    }
  }
  for (std::size_t begin = 0; begin <= name.size();) {
    std::size_t const end = std::min(name.find('/', begin), name.size());
    if (auto problem = problem_of_segment(name.substr(begin, end - begin))) {
      return problem;
    }
    begin = end + 1;
  }
  return std::nullopt;
}

}  // namespace

std::string percent_decoded(std::string_view name) {
  std::string out;
  out.reserve(name.size());
  for (std::size_t i = 0; i < name.size(); ++i) {
    int const high = name[i] == '%' && i + 2 < name.size() ? hex_digit(name[i + 1]) : -1;
    int const low = high >= 0 ? hex_digit(name[i + 2]) : -1;
    if (low >= 0) {
      out.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    } else {
      out.push_back(name[i]);
    }
  }
  return out;
}

std::string name_key(std::string_view name) {
  bool const is_plain =
      std::all_of(name.begin(), name.end(), [](char c) { return c > 0 && c != '%'; });
  if (is_plain) {
    std::string key{name};
    for (char& c : key) {
      c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return key;
  }
  std::string decoded = percent_decoded(name);
  if (!base::is_valid_utf8(decoded)) {
    return decoded;
  }
  return base::to_lower(base::to_nfc(decoded));
}

bool EntryNames::is_safe(std::string_view name) {
  // "%2e%2e/" and "%5c" are as unsafe as what they stand for once someone decodes them.
  auto problem = problem_of(name);
  if (!problem && name.find('%') != std::string_view::npos) {
    problem = problem_of(percent_decoded(name));
  }
  if (problem) {
    base::Place place;
    place.file = file_name_;
    out_.add(base::diagnose(
        base::Id::archive_entry_name,
        place,
        {},
        {{"name", std::string{name}}, {"problem.en", problem->en}, {"problem.vi", problem->vi}}));
  }
  return !problem;
}

bool EntryNames::refuse_taken(std::string_view name, std::string_view other) {
  base::Place place;
  place.file = file_name_;
  out_.add(base::diagnose(base::Id::archive_entry_twice,
                          place,
                          {},
                          {{"name", std::string{name}}, {"other", std::string{other}}}));
  return false;
}

bool EntryNames::add(std::string_view name) {
  if (!is_safe(name)) {
    return false;
  }
  std::string const key = name_key(name);
  auto const [found, is_new] = taken_.try_emplace(key, Taken{std::string{name}, false});
  if (!is_new) {
    return refuse_taken(name, found->second.name);
  }
  for (std::size_t slash = key.find('/'); slash != std::string::npos;
       slash = key.find('/', slash + 1)) {
    auto const [folder, is_new_folder] =
        taken_.try_emplace(key.substr(0, slash), Taken{std::string{name}, true});
    if (!is_new_folder && !folder->second.is_folder) {
      return refuse_taken(name, folder->second.name);
    }
  }
  return true;
}

}  // namespace thethuc::opc
