#include "rules/posts.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

#include "base/text.h"
#include "rules/words.h"

namespace thethuc::rules {
namespace {

struct Head {
  std::string_view name;  // folded
  int level = -1;
};

// What begins another stands behind it.
constexpr Head kHeads[] = {{"thu tuong", 0},
                           {"bo truong", 1},
                           {"thong doc", 1},
                           {"tong thanh tra", 1},
                           {"tong kiem toan", 1},
                           {"tong cuc truong", 2},
                           {"cuc truong", 3},
                           {"vu truong", 3},
                           {"chi cuc truong", 4},
                           {"truong phong", 5},
                           {"doi truong", 6},
                           {"tong tham muu truong"},
                           {"chi huy truong"},
                           {"ke toan truong"},
                           {"chanh van phong"},
                           {"chanh thanh tra"},
                           {"chanh an"},
                           {"tong giam doc"},
                           {"tong bien tap"},
                           {"tong thu ky"},
                           {"vien truong"},
                           {"hieu truong"},
                           {"thu truong"},
                           {"to truong"},
                           {"truong ban"},
                           {"truong doan"},
                           {"truong khoa"},
                           {"truong tram"},
                           {"chu tich"},
                           {"chu nhiem"},
                           {"giam doc"},
                           {"quan doc"},
                           {"tu lenh"},
                           {"bi thu"},
                           {"truong"}};  // "TRƯỞNG CÔNG AN"

// Deputies whose names leave a word of the head's out, or put "phó" behind.
constexpr std::pair<std::string_view, std::string_view> kShort[] = {
    {"pho phong", "truong phong"},
    {"pho ban", "truong ban"},
    {"pho van phong", "chanh van phong"},
    {"cuc pho", "cuc truong"},
    {"vu pho", "vu truong"},
    {"vien pho", "vien truong"},
    {"hieu pho", "hieu truong"},
    {"doi pho", "doi truong"},
    {"to pho", "to truong"}};

constexpr std::string_view kBodies[] = {
    "ban",       "ban quan ly", "benh vien",    "bo",        "bo chinh tri", "chi bo",
    "chi cuc",   "chi doan",    "chi uy",       "chinh phu", "co quan",      "cong an",
    "cong doan", "cong ty",     "cuc",          "dai hoi",   "dang doan",    "dang uy",
    "doan",      "don vi",      "hdnd",         "hoi",       "hoi dong",     "khoa",
    "kho bac",   "lanh dao",    "lien doan",    "mat tran",  "nha may",      "phong",
    "quoc hoi",  "so",          "tap doan",     "tap the",   "thuong truc",  "thuong vu",
    "to",        "toa an",      "tong cong ty", "tong cuc",  "trung tam",    "ubnd",
    "uy ban",    "van phong",   "vien",         "vu",        "xi nghiep"};

bool begins_with_word(std::string_view text, std::string_view word) {
  return text.starts_with(word) &&
         (text.size() == word.size() || text[word.size()] == ' ' || text[word.size()] == ',');
}

Head const* head_at(std::string_view key) {
  Head const* const found = std::find_if(std::begin(kHeads), std::end(kHeads), [&](Head const& h) {
    return begins_with_word(key, h.name);
  });
  return found == std::end(kHeads) ? nullptr : found;
}

// "TRƯỜNG ĐẠI HỌC" is no "TRƯỞNG", though both are folded to the same letters.
bool names_school(std::string_view text) {
  return base::to_lower(base::first_code_points(text, 7)).starts_with("trường");
}

Post deputy(std::string_view head_key) {
  Head const* const head = head_at(head_key);
  return head == nullptr ? Post{Post::Kind::deputy, {}, -1}
                         : Post{Post::Kind::deputy, head->name, head->level};
}

// A body's name in pieces: without the post of who heads it, the word for the unit apart.
struct Body {
  std::vector<std::string> words;  // folded
  std::string unit;                // "tinh", "thi xa"; "" for none
  bool is_shortened = false;       // "Sở KH&ĐT"
};

Body read_body(std::string_view name) {
  constexpr std::string_view kUnits[] = {"tinh", "huyen", "xa", "phuong", "quan"};
  constexpr std::pair<std::string_view, std::string_view> kUnitPairs[] = {
      {"thanh", "pho"}, {"thi", "xa"}, {"thi", "tran"}, {"dac", "khu"}};
  Body out;
  std::string key = folded(name, 200);
  if (Head const* const head = head_at(key)) {
    key.erase(0, head->name.size());
  }
  std::vector<std::string_view> const words = split(key, ' ');
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string_view const word = words[i];
    std::string_view const next = i + 1 < words.size() ? words[i + 1] : std::string_view{};
    auto const* const pair =
        std::find(std::begin(kUnitPairs), std::end(kUnitPairs), std::pair{word, next});
    if (pair != std::end(kUnitPairs)) {
      out.unit = out.unit.empty() ? std::string{word}.append(" ").append(next) : out.unit;
      ++i;
    } else if (std::find(std::begin(kUnits), std::end(kUnits), word) != std::end(kUnits)) {
      out.unit = out.unit.empty() ? std::string{word} : out.unit;
    } else if (word == "ubnd" || word == "hdnd") {
      for (std::string_view full :
           split(word == "ubnd" ? "uy ban nhan dan" : "hoi dong nhan dan", ' ')) {
        out.words.emplace_back(full);
      }
    } else {
      out.words.emplace_back(word);
    }
  }
  for (std::string_view word : split(name, ' ')) {
    bool const is_known = word == "UBND" || word == "HĐND";
    out.is_shortened = out.is_shortened || (!is_known && base::code_point_count(word) > 1 &&
                                            has_letter(word) && is_upper(word) && !is_upper(name));
  }
  return out;
}

}  // namespace

bool names_other_body(std::string_view one, std::string_view other) {
  // "Hiệu trưởng Trường Tiểu học Sơn Phú": the head of the body, whose whole name stands behind.
  constexpr std::size_t kRead = 400;
  if (has_word(folded(other, kRead), folded(one, kRead))) {
    return false;
  }
  Body const a = read_body(one);
  Body const b = read_body(other);
  if (a.is_shortened || b.is_shortened || a.words.empty() || b.words.empty() ||
      is_placeholder(other)) {
    return false;
  }
  bool const is_other_unit = !a.unit.empty() && !b.unit.empty() && a.unit != b.unit;
  std::size_t const both = std::min(a.words.size(), b.words.size());
  return is_other_unit ||
         !std::equal(
             a.words.begin(), a.words.begin() + static_cast<std::ptrdiff_t>(both), b.words.begin());
}

Post read_post(std::string_view text) {
  constexpr std::size_t kRead = 80;
  if (names_school(text)) {
    return {};
  }
  // Of "thủ trưởng" and "thứ trưởng" only the marks tell which is the minister's deputy.
  if (base::to_lower(base::first_code_points(text, 10)) == "thứ trưởng") {
    return deputy("bo truong");
  }
  std::string const key = folded(text, kRead);
  for (auto const& [name, head] : kShort) {
    if (begins_with_word(key, name)) {
      return deputy(head);
    }
  }
  for (std::string_view word : {"pho ", "p. ", "p."}) {
    if (key.starts_with(word)) {
      return deputy(std::string_view{key}.substr(word.size()));
    }
  }
  Head const* const head = head_at(key);
  return head == nullptr ? Post{} : Post{Post::Kind::head, head->name, head->level};
}

SpeltAuthority read_spelt_authority(std::string_view text) {
  struct Spelt {
    std::string_view words;  // folded
    std::string_view prefix;
  };
  constexpr Spelt kSpelt[] = {{"quyen", "Q."},
                              {"ky thay", "KT."},
                              {"thay mat", "TM."},
                              {"thua lenh", "TL."},
                              {"thua uy quyen", "TUQ."}};
  constexpr std::size_t kLongest = 60;  // letters: a sentence may begin so, too
  if (base::code_point_count(text) > kLongest) {
    return {};
  }
  for (Spelt const& spelt : kSpelt) {
    std::size_t const words = split(spelt.words, ' ').size();
    std::vector<std::string_view> const own = split(text, ' ');
    if (own.size() <= words) {
      continue;
    }
    auto const size = static_cast<std::size_t>(own[words].data() - text.data());
    std::string_view const rest = text.substr(size);
    if (folded(base::trim(text.substr(0, size)), 24) == spelt.words &&
        (read_post(rest).kind != Post::Kind::none || names_body(rest))) {
      return {spelt.prefix, rest};
    }
  }
  return {};
}

bool names_body(std::string_view text) {
  constexpr std::size_t kRead = 80;
  std::string const key = folded(text, kRead);
  return names_school(text) ||
         std::any_of(std::begin(kBodies), std::end(kBodies), [&](std::string_view word) {
           return begins_with_word(key, word);
         });
}

std::string deputy_of(std::string_view head) {
  return read_post(head).head == "bo truong" ? std::string{"THỨ TRƯỞNG"}
                                             : "PHÓ " + base::to_upper(head);
}

std::string head_of(std::string_view deputy) {
  constexpr std::string_view kDeputy = "PHÓ ";
  std::string const upper = base::to_upper(deputy);
  return upper.starts_with(kDeputy)        ? upper.substr(kDeputy.size())
         : upper.starts_with("THỨ TRƯỞNG") ? "BỘ TRƯỞNG"
                                           : "";
}

}  // namespace thethuc::rules
