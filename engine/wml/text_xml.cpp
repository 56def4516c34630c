#include "wml/text_xml.h"

#include <array>
#include <cstddef>

#include "opc/xml.h"

namespace thethuc::wml {

namespace {

constexpr std::string_view kBreak = "</w:t><w:br/><w:t xml:space=\"preserve\">";
constexpr std::string_view kTab = "</w:t><w:tab/><w:t xml:space=\"preserve\">";
constexpr std::string_view kPageBreak = "</w:t><w:br w:type=\"page\"/><w:t xml:space=\"preserve\">";

constexpr std::array<bool, 256> special_bytes() {
  std::array<bool, 256> table{};
  for (char c : {'&', '<', '>', '\n', '\r', '\t', '\f', '\v'}) {
    table[static_cast<unsigned char>(c)] = true;
  }
  return table;
}
constexpr std::array<bool, 256> kSpecial = special_bytes();

}  // namespace

void append_text(std::string& out, std::string_view text) {
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!kSpecial[static_cast<unsigned char>(text[i])]) {
      continue;
    }
    out += text.substr(plain, i - plain);
    plain = i + 1;
    switch (text[i]) {
      case '\r':
        if (i + 1 < text.size() && text[i + 1] == '\n') {
          break;  // the line feed makes the break
        }
        [[fallthrough]];
      case '\n':
      case '\v':
        out += kBreak;
        break;
      case '\t':
        out += kTab;
        break;
      case '\f':
        out += kPageBreak;
        break;
      default:
        opc::append_escaped(out, text.substr(i, 1));
    }
  }
  out += text.substr(plain);
}

}  // namespace thethuc::wml
