#include "rules/persons.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <vector>

#include "base/text.h"
#include "rules/words.h"

namespace thethuc::rules {
namespace {

// With their marks: without them "CHỦ TỊCH" would be one of the family Chu.
constexpr std::string_view kSurnames[] = {
    "âu",    "bá",     "bạch",  "bàn",   "bế",    "bùi",   "cao",   "chu",   "châu",  "cung",
    "cù",    "diệp",   "doãn",  "dương", "đàm",   "đào",   "đặng",  "đậu",   "điêu",  "đinh",
    "đoàn",  "đỗ",     "đồng",  "đới",   "giang", "giàng", "giáp",  "hà",    "hàn",   "hầu",
    "hoàng", "hồ",     "hứa",   "huỳnh", "hờ",    "kha",   "khổng", "khuất", "khúc",  "kiều",
    "kim",   "lã",     "lại",   "lâm",   "lê",    "lò",    "lỗ",    "lục",   "lương", "lường",
    "lưu",   "lý",     "lầu",   "ma",    "mã",    "mạc",   "mai",   "mạnh",  "mùa",   "nghiêm",
    "ngô",   "nguyễn", "ngụy",  "nhâm",  "nhữ",   "ninh",  "nông",  "ông",   "phạm",  "phan",
    "phí",   "phùng",  "quách", "sầm",   "sùng",  "tạ",    "tăng",  "thạch", "thái",  "thân",
    "thào",  "thẩm",   "thiều", "tiêu",  "tô",    "tôn",   "tống",  "trà",   "trần",  "triệu",
    "trịnh", "trương", "từ",    "ứng",   "vàng",  "vi",    "võ",    "vũ",    "vừ",    "vương",
    "xa",    "cô",     "cầm",   "quàng", "lèng",  "tòng",  "tráng", "la",    "lữ",    "lộc",
};

// Names that are often typed without marks.
constexpr std::string_view kCommon[] = {"nguyen", "tran", "pham", "hoang", "huynh", "phan"};

bool is_surname(std::string_view word) {
  std::string const lower = base::to_lower(word);
  return std::find(std::begin(kSurnames), std::end(kSurnames), lower) != std::end(kSurnames) ||
         std::find(std::begin(kCommon), std::end(kCommon), lower) != std::end(kCommon);
}

enum class Kind { degree, honour, rank, address };

struct Title {
  std::string_view words;  // folded
  Kind kind;
};

// Short ones end in a stop, a dash or a blank. None is a syllable that a name may begin with.
constexpr Title kShort[] = {
    {"gs", Kind::degree},    {"pgs", Kind::degree},    {"ts", Kind::degree},
    {"tskh", Kind::degree},  {"ths", Kind::degree},    {"bs", Kind::degree},
    {"bscki", Kind::degree}, {"bsckii", Kind::degree}, {"bsck1", Kind::degree},
    {"bsck2", Kind::degree}, {"cki", Kind::degree},    {"ckii", Kind::degree},
    {"ck1", Kind::degree},   {"ck2", Kind::degree},    {"ds", Kind::degree},
    {"dscki", Kind::degree}, {"dsckii", Kind::degree}, {"ks", Kind::degree},
    {"kts", Kind::degree},   {"cn", Kind::degree},     {"ls", Kind::degree},
    {"ncs", Kind::degree},   {"ngnd", Kind::honour},   {"ngut", Kind::honour},
    {"nsnd", Kind::honour},  {"nsut", Kind::honour},   {"ttnd", Kind::honour},
    {"ttut", Kind::honour},  {"nnnd", Kind::honour},   {"nnut", Kind::honour},
    {"ahld", Kind::honour},  {"ahllvt", Kind::honour}, {"ahllvtnd", Kind::honour},
    {"qncn", Kind::rank},    {"d/c", Kind::address}};

// Before a name each is written with capitals, so that "Đại" and "Tướng" of names are none.
constexpr Title kLong[] = {{"giao su", Kind::degree},
                           {"pho giao su", Kind::degree},
                           {"tien si khoa hoc", Kind::degree},
                           {"tien si", Kind::degree},
                           {"thac si", Kind::degree},
                           {"bac si", Kind::degree},
                           {"duoc si", Kind::degree},
                           {"ky su", Kind::degree},
                           {"cu nhan", Kind::degree},
                           {"luat su", Kind::degree},
                           {"kien truc su", Kind::degree},
                           {"nha giao nhan dan", Kind::honour},
                           {"nha giao uu tu", Kind::honour},
                           {"nghe si nhan dan", Kind::honour},
                           {"nghe si uu tu", Kind::honour},
                           {"thay thuoc nhan dan", Kind::honour},
                           {"thay thuoc uu tu", Kind::honour},
                           {"anh hung lao dong", Kind::honour},
                           {"thieu uy", Kind::rank},
                           {"trung uy", Kind::rank},
                           {"thuong uy", Kind::rank},
                           {"dai uy", Kind::rank},
                           {"thieu ta", Kind::rank},
                           {"trung ta", Kind::rank},
                           {"thuong ta", Kind::rank},
                           {"dai ta", Kind::rank},
                           {"thieu tuong", Kind::rank},
                           {"trung tuong", Kind::rank},
                           {"thuong tuong", Kind::rank},
                           {"dai tuong", Kind::rank},
                           {"chuan do doc", Kind::rank},
                           {"pho do doc", Kind::rank},
                           {"do doc", Kind::rank},
                           {"dong chi", Kind::address}};

class NameReader {
 public:
  explicit NameReader(std::string_view text) { out_.name = text; }

  PersonsName read() {
    std::string_view const all = out_.name;
    while (take_short() || take_long() || take_address()) {
    }
    out_.title = base::trim(all.substr(0, static_cast<std::size_t>(out_.name.data() - all.data())));
    return out_;
  }

 private:
  void take(std::size_t size, Kind kind) {
    std::size_t const behind = out_.name.find_first_not_of(" .,-", size);
    out_.name.remove_prefix(std::min(behind, out_.name.size()));
    out_.has_degree = out_.has_degree || kind == Kind::degree;
    out_.has_honour = out_.has_honour || kind == Kind::honour;
    out_.has_rank = out_.has_rank || kind == Kind::rank;
    out_.has_address = out_.has_address || kind == Kind::address;
  }

  bool take_short() {
    std::size_t const end = out_.name.find_first_of(" .,-");
    if (end == std::string_view::npos || end > 12) {
      return false;
    }
    std::string const word = folded(out_.name.substr(0, end), 16);
    auto const found = std::find_if(
        std::begin(kShort), std::end(kShort), [&](Title const& t) { return t.words == word; });
    if (found == std::end(kShort)) {
      return false;
    }
    take(end, found->kind);
    return true;
  }

  bool take_long() {
    std::vector<std::string_view> const words = split(out_.name, ' ');
    for (std::size_t n = std::min<std::size_t>(words.size(), 4); n >= 2; --n) {
      std::size_t const size =
          static_cast<std::size_t>(words[n - 1].data() - out_.name.data()) + words[n - 1].size();
      std::string key = folded(out_.name.substr(0, size), 40);
      while (!key.empty() && (key.back() == '.' || key.back() == ',')) {
        key.pop_back();
      }
      auto const found = std::find_if(
          std::begin(kLong), std::end(kLong), [&](Title const& t) { return t.words == key; });
      // A name is left: "Đại Tướng" alone may be one.
      if (found != std::end(kLong) && words.size() > n && is_spelt(out_.name, found->kind)) {
        take(size, found->kind);
        return true;
      }
    }
    return false;
  }

  // "Đại tá" and "ĐẠI TÁ", but not "Đại Tạ": ranks are told from names by their marks.
  static bool is_spelt(std::string_view text, Kind kind) {
    if (kind != Kind::rank) {
      return true;
    }
    std::string const lower = replaced(base::to_lower(base::first_code_points(text, 16)), ",", "");
    std::vector<std::string_view> const words = split(lower, ' ');
    constexpr std::string_view kFirst[] = {"thiếu", "trung", "thượng", "đại", "chuẩn", "phó", "đô"};
    constexpr std::string_view kSecond[] = {"úy", "uý", "tá", "tướng", "đô", "đốc"};
    return words.size() > 1 &&
           std::find(std::begin(kFirst), std::end(kFirst), words[0]) != std::end(kFirst) &&
           std::find(std::begin(kSecond), std::end(kSecond), words[1]) != std::end(kSecond);
  }

  // "Ông", "Bà", "Cô" before a whole name; a surname before anything else.
  bool take_address() {
    std::vector<std::string_view> const words = split(out_.name, ' ');
    constexpr std::size_t kWholeName = 3;  // words
    if (words.size() <= kWholeName || !is_surname(words[1])) {
      return false;
    }
    std::string const first = base::to_lower(words[0]);
    if (first != "ông" && first != "bà" && first != "cô") {
      return false;
    }
    take(words[0].size(), Kind::address);
    return true;
  }

  PersonsName out_;
};

}  // namespace

PersonsName read_name(std::string_view text) {
  return NameReader{text}.read();
}

bool is_persons_name(std::string_view text) {
  std::vector<std::string_view> const words = split(read_name(text).name, ' ');
  return words.size() >= 2 && words.size() <= 5 && is_surname(words.front());
}

}  // namespace thethuc::rules
