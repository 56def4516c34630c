#include "sample_data.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include <catch2/catch.hpp>

#include "base/text.h"

namespace thethuc::test {
namespace {

namespace fs = std::filesystem;

void walk(data::Value value, std::function<void(data::Value)> const& visit) {
  visit(value);
  data::Value child = value.first();
  for (std::size_t i = 0; i < value.size(); ++i, child = child.next()) {
    if (!child.key().starts_with("$") && child.key() != "blocks") {
      walk(child, visit);
    }
  }
}

std::string json_string(std::string_view s) {
  std::string out = "\"";
  for (char c : s) {
    if (c == '"' || c == '\\') {
      out += '\\';
    }
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out + '"';
}

void write(data::Value value, Replacements const& replacements, std::string& out) {
  if (auto const found = replacements.find(value.node()); found != replacements.end()) {
    out += found->second;
    return;
  }
  switch (value.kind()) {
    case data::Kind::list:
    case data::Kind::object: {
      bool const object = value.kind() == data::Kind::object;
      out += object ? '{' : '[';
      data::Value child = value.first();
      for (std::size_t i = 0; i < value.size(); ++i, child = child.next()) {
        out += i ? "," : "";
        out += object ? json_string(child.key()) + ":" : "";
        write(child, replacements, out);
      }
      out += object ? '}' : ']';
      break;
    }
    case data::Kind::string:
      out += json_string(value.text());
      break;
    case data::Kind::number:
    case data::Kind::boolean:
      out += value.text();
      break;
    case data::Kind::null:
    case data::Kind::missing:
      out += "null";
      break;
  }
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isdigit(c) != 0;
  });
}

// "2590755750" as "2.590.755.750", "21.1" as "21,1"; anything else as it is.
std::string vietnamese_number(std::string_view text) {
  std::size_t const point = std::min(text.find('.'), text.size());
  std::string whole{text.substr(0, point)};
  std::string_view const fraction = text.substr(std::min(point + 1, text.size()));
  if (!is_digits(whole) || (point < text.size() && !is_digits(fraction)) ||
      (whole.size() > 1 && whole[0] == '0')) {
    return std::string{text};
  }
  for (std::size_t i = whole.size(); i > 3;) {
    i -= 3;
    whole.insert(i, 1, '.');
  }
  return point < text.size() ? whole + "," + std::string{fraction} : whole;
}

// The month as the decree has it (ND 30/2020, phu luc I, muc II): a zero before 1 and 2 only.
std::string month_in_words(std::string_view month, std::string_view year) {
  std::string_view const number = month[0] == '0' && month > "02" ? month.substr(1) : month;
  return "tháng " + std::string{number} + " năm " + std::string{year};
}

bool has_shape(std::string_view text, std::string_view shape) {  // '0' stands for any digit
  return text.size() == shape.size() &&
         std::equal(text.begin(), text.end(), shape.begin(), [](unsigned char c, char s) {
           return s == '0' ? std::isdigit(c) != 0 : c == static_cast<unsigned char>(s);
         });
}

std::string in_words(std::string_view text) {
  if (has_shape(text, "0000-00-00")) {
    return "ngày " + std::string{text.substr(8, 2)} + " " +
           month_in_words(text.substr(5, 2), text.substr(0, 4));
  }
  if (has_shape(text, "0000-00")) {
    return month_in_words(text.substr(5, 2), text.substr(0, 4));
  }
  return std::string{text};
}

std::string in_digits(std::string_view text) {
  if (!has_shape(text, "0000-00-00")) {
    return std::string{text};
  }
  std::string_view const month = text.substr(5, 2);
  return std::string{text.substr(8, 2)} + "/" +
         std::string{month[0] == '0' && month > "02" ? month.substr(1) : month} + "/" +
         std::string{text.substr(0, 4)};
}

bool is_word_byte(char c) {
  auto const byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) != 0;
}

}  // namespace

std::string read_file(std::string const& path) {
  std::ifstream in{path, std::ios::binary};
  std::stringstream out;
  out << in.rdbuf();
  INFO(path);
  REQUIRE(!out.str().empty());
  return out.str();
}

std::vector<Sample> all_samples() {
  std::vector<Sample> out;
  for (fs::directory_entry const& folder : fs::directory_iterator{"templates"}) {
    if (!fs::exists(folder.path() / "template.json")) {
      continue;
    }
    std::string const id = folder.path().filename().string();
    for (fs::directory_entry const& file : fs::directory_iterator{fs::path{"samples"} / id}) {
      if (file.path().extension() == ".json") {
        out.push_back({id, file.path().string()});
      }
    }
  }
  std::sort(
      out.begin(), out.end(), [](Sample const& a, Sample const& b) { return a.file < b.file; });
  return out;
}

std::optional<library::ProfileRequest> profile_of(Sample const& sample) {
  base::Diagnostics diagnostics;
  data::Document data;
  REQUIRE(data.parse(read_file(sample.file), "", {}, diagnostics));
  return library::profile_of_data(data.root(), sample.file);
}

std::vector<data::Value> leaves_of(data::Value root) {
  std::vector<data::Value> out;
  walk(root, [&](data::Value value) {
    bool const is_directive = value.node()->key != nullptr && value.key().starts_with('$');
    if (value.kind() != data::Kind::list && value.kind() != data::Kind::object && !is_directive) {
      out.push_back(value);
    }
  });
  return out;
}

std::size_t code_partner(data::Value root, std::vector<data::Value> const& leaves, std::size_t i) {
  data::Value partner;
  walk(root, [&](data::Value row) {
    data::Value const codes = row.find("lua_chon");
    data::Value const value = row.find("so_lieu");
    if (codes.size() == 0 || value.node() == nullptr) {
      return;
    }
    data::Value code = codes.first().find("gia_tri");
    for (std::size_t k = 0; k < codes.size(); ++k) {
      data::Value const other = codes.item(k).find("gia_tri");
      code = other.text() == value.text() ? other : code;
    }
    if (leaves[i] == value) {
      partner = code;
    } else if (leaves[i] == code) {
      partner = value;
    }
  });
  auto const found = std::find(leaves.begin(), leaves.end(), partner);
  return static_cast<std::size_t>(found - leaves.begin());
}

bool is_rich(data::Value leaf) {
  return leaf.key() == "van_ban" || leaf.key() == "phan_them" || leaf.key() == "noi_dung_sao";
}

std::vector<data::Value> lists_of(data::Value root) {
  std::vector<data::Value> out;
  walk(root, [&](data::Value value) {
    if (value.kind() == data::Kind::list && value.size() > 0) {
      out.push_back(value);
    }
  });
  return out;
}

std::string to_json(data::Value value, Replacements const& replacements) {
  std::string out;
  write(value, replacements, out);
  return out;
}

std::vector<data::Value> blocks_of(data::Value root) {
  std::vector<data::Value> out;
  walk(root, [&](data::Value value) {
    if (data::Value const blocks = value.find("blocks"); blocks.kind() == data::Kind::list) {
      out.push_back(blocks);
    }
  });
  return out;
}

bool is_picture(data::Value leaf) {
  return leaf.key() == "chu_ky" || leaf.key() == "con_dau";
}

std::vector<Fresh> fresh_values(data::Value old, int serial) {
  auto const text = [](std::string s) { return Fresh{json_string(s), s}; };
  std::string const number = std::to_string(900'000 + serial);
  // A share below 100, a year, a quarter: what bounds leave. A fraction keeps shares apart.
  std::string const share = "43.0" + std::to_string(1'000 + serial) + "7";
  std::vector<Fresh> const numbers{{number, number}, {share, share}, {"1987", "1987"}, {"4", "4"}};
  if (old.kind() == data::Kind::number) {
    return numbers;
  }
  std::string word = "Zq";
  for (int rest = serial, i = 0; i < 4; ++i, rest /= 20) {
    word += static_cast<char>('a' + rest % 20);
  }
  std::vector<Fresh> out{text(word)};
  // "BC-UBND" → "BC-Zq…", "BC/ĐU" → "BC/Zq…", "Căn cứ Luật …" → "Căn Zq…", "Căn cứ Zq…"
  std::string_view const was = old.text();
  constexpr std::size_t kMostHeads = 4;
  std::size_t mark = was.find_first_of("-. /");
  for (std::size_t i = 0; i < kMostHeads && mark != std::string_view::npos; ++i) {
    std::size_t const rest = was.find_first_not_of("-. /", mark);
    if (rest == std::string_view::npos) {
      break;
    }
    out.push_back(text(std::string{was.substr(0, rest)} + word));
    mark = was.find_first_of("-. /", rest);
  }
  // "Căn cứ Luật …" → "Căn cứ Zq…", "Theo đề nghị của …" → "Theo đề nghị Zq…", "QĐ/ĐU" → "QĐ/Zq…"
  for (std::string_view const beginning : {"Căn cứ ", "Theo đề nghị ", "QĐ/", "TB/", "BC/"}) {
    if (was.starts_with(beginning)) {
      out.push_back(text(std::string{beginning} + word));
    }
  }
  out.push_back(text(number));
  if (is_digits(was) && was.size() > number.size()) {
    out.push_back(text(std::string(was.size() - number.size(), '9') + number));
  }
  out.push_back(text("CCCLXXXVIII"));
  out.push_back(text("1987-09-26"));
  out.push_back(text("2087-09-26"));  // behind another date
  out.push_back(text("1987-09"));
  out.push_back(text("13 giờ 58 phút"));
  out.push_back(text("13:58:49+07:00"));
  out.insert(out.end(), numbers.begin(), numbers.end());
  for (std::string_view const listed : {"HỎA TỐC", "KHẨN", "TUYỆT MẬT", "Ông", "Bà"}) {
    if (was != listed) {
      Fresh fresh = text(std::string{listed});
      fresh.listed = true;
      out.push_back(std::move(fresh));
    }
  }
  return out;
}

std::vector<std::string> printed_forms(std::string_view text) {
  std::string const plain = replace_all(std::string{text}, "\n", " ");
  return {plain,
          base::to_upper(plain),
          vietnamese_number(text),
          is_digits(text) && text.size() == 1 ? "0" + plain : plain,
          in_words(text),
          base::upper_first(in_words(text)),
          text == "1"   ? "quý I"
          : text == "4" ? "quý IV"
                        : plain,
          in_digits(text)};
}

std::string number_token(std::string_view printed) {
  std::string token;
  for (char c : printed) {
    if (c != '.' && c != ' ') {
      token += c == ',' ? '.' : c;
    }
  }
  return token.find_first_not_of("0123456789.") == std::string::npos ? token : "";
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  if (from.empty()) {
    return text;
  }
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    std::size_t const end = at + word.size();
    if ((at == 0 || !is_word_byte(text[at - 1])) &&
        (end == text.size() || !is_word_byte(text[end]))) {
      return true;
    }
  }
  return false;
}

}  // namespace thethuc::test
