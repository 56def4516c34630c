#include "data/number_words.h"

#include <string_view>

namespace thethuc::data {
namespace {

constexpr std::string_view kDigits[] = {
    "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"};

class Words {
 public:
  explicit Words(std::string& out) : out_(out), begin_(out.size()) {}

  void add(std::string_view word) {
    if (out_.size() > begin_) {
      out_ += ' ';
    }
    out_ += word;
  }
  void add_digit(char digit) { add(kDigits[digit - '0']); }

 private:
  std::string& out_;
  std::size_t begin_;
};

// Three digits, not all zeros; `in_full` reads the hundreds when there are none.
void read_group(Words& words, std::string_view three, bool in_full) {
  char const hundreds = three[0];
  char const tens = three[1];
  char const units = three[2];
  bool const has_hundreds = in_full || hundreds != '0';
  if (has_hundreds) {
    words.add_digit(hundreds);
    words.add("trăm");
  }
  if (tens == '0') {
    if (units == '0') {
      return;
    }
    if (has_hundreds) {
      words.add("linh");
    }
    words.add_digit(units);
    return;
  }
  if (tens == '1') {
    words.add("mười");
  } else {
    words.add_digit(tens);
    words.add("mươi");
  }
  if (units == '0') {
    return;
  }
  if (units == '1' && tens != '1') {
    words.add("mốt");
  } else if (units == '4' && tens != '1') {
    words.add("tư");
  } else if (units == '5') {
    words.add("lăm");
  } else {
    words.add_digit(units);
  }
}

void read_whole(Words& words, std::string digits) {
  if (digits == "0") {
    words.add_digit('0');
    return;
  }
  digits.insert(0, (3 - digits.size() % 3) % 3, '0');
  bool in_full = false;       // all groups but the first
  bool in_nine_read = false;  // something of these nine digits
  for (std::size_t left = digits.size() / 3; left-- > 0;) {
    std::string_view const three =
        std::string_view(digits).substr(digits.size() - 3 * (left + 1), 3);
    if (three != "000") {
      read_group(words, three, in_full);
      in_full = true;
      in_nine_read = true;
      if (left % 3 != 0) {
        words.add(left % 3 == 1 ? "nghìn" : "triệu");
      }
    }
    if (left % 3 == 0) {
      for (std::size_t i = 0; in_nine_read && i < left / 3; ++i) {
        words.add("tỷ");
      }
      in_nine_read = false;
    }
  }
}

void read_fraction(Words& words, std::string const& digits) {
  words.add("phẩy");
  if (digits.size() == 3) {
    read_group(words, digits, true);
  } else if (digits.size() == 2 && digits.front() != '0') {
    read_group(words, "0" + digits, false);
  } else {
    for (char const digit : digits) {
      words.add_digit(digit);
    }
  }
}

}  // namespace

bool append_number_words(std::string& out, Decimal const& number) {
  if (number.integer.size() > kMostSpokenDigits || number.fraction.size() > kMostSpokenDigits) {
    return false;
  }
  Words words(out);
  if (number.negative) {
    words.add("âm");
  }
  read_whole(words, number.integer);
  if (!number.is_whole()) {
    read_fraction(words, number.fraction);
  }
  return true;
}

}  // namespace thethuc::data
