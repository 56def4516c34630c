#include "rules/legacy_text.h"

#include <string>

#include "base/text.h"

namespace thethuc::rules {
namespace {

// Characters that TCVN3 text is full of and Vietnamese Unicode text never has inside of words: the
// Latin-1 signs at the codes of the commonest letters (ă ê ơ ư đ and those with tones).
bool is_tcvn3_sign(char32_t c) {
  switch (c) {
    case 0xA8:  // ă
    case 0xA9:  // â
    case 0xAA:  // ê
    case 0xAC:  // ơ
    case 0xAE:  // đ
    case 0xB5:  // à
    case 0xB6:  // ả
    case 0xB7:  // ã
    case 0xB8:  // á
    case 0xB9:  // ạ
    case 0xBB:
    case 0xBC:
    case 0xBD:
    case 0xBE:
    case 0xC6:
    case 0xCB:
    case 0xCE:
    case 0xCF:
    case 0xD1:
    case 0xD6:
    case 0xD7:
    case 0xD8:
    case 0xDC:
    case 0xDE:
    case 0xE4:
    case 0xE5:
    case 0xE6:
    case 0xE7:
    case 0xEB:
    case 0xEE:
    case 0xEF:
    case 0xF1:
    case 0xF6:
    case 0xF7:
    case 0xF8:
    case 0xFB:
    case 0xFC:
    case 0xFE:
      return true;
    default:
      return false;
  }
}

// VNI writes a letter and then a mark at these codes: "chaøo", "baïn", "ñ" for đ.
bool is_vni_mark(char32_t c) {
  return c == 0xF8 || c == 0xF9 || c == 0xFB || c == 0xEF || c == 0xF5 || c == 0xE4 || c == 0xE5 ||
         c == 0xE0 || c == 0xE1 || c == 0xE2 || c == 0xE3 || c == 0xEB || c == 0xFC || c == 0xFA;
}

bool is_ascii(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_vowel(char32_t c) {
  return c == 'a' || c == 'e' || c == 'o' || c == 'u' || c == 'y' || c == 'i' || c == 'A' ||
         c == 'E' || c == 'O' || c == 'U' || c == 0xF4 || c == 0xF6;
}

struct Signs {
  int tcvn3 = 0;
  int vni = 0;
  bool has_look_alike = false;
};

// base::next_code_point, of what parsed XML holds: valid UTF-8, most of it of one or two bytes.
char32_t next(std::string_view text, std::size_t& at) {
  auto const lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  if ((lead & 0xE0) == 0xC0 && at + 1 < text.size()) {
    at += 2;
    return (lead & 0x1Fu) << 6 | (static_cast<unsigned char>(text[at - 1]) & 0x3Fu);
  }
  return base::next_code_point(text, at);
}

Signs signs_of(std::string_view text) {
  Signs out;
  char32_t before = 0, before_that = 0;
  for (std::size_t at = 0; at < text.size();) {
    char32_t const c = next(text, at);
    out.has_look_alike = out.has_look_alike || c == 0xD0 || c == 0xF0 || c == 0x189;
    // Between letters only: © and ® stand alone.
    if (is_ascii(c) && is_tcvn3_sign(before) && before != 0 &&
        (is_ascii(before_that) || is_tcvn3_sign(before_that))) {
      ++out.tcvn3;
    }
    // ø, ï and å behind a vowel are in no Vietnamese word; à and á behind one may be ("toà").
    if (is_vowel(before) && is_vni_mark(c) &&
        (c == 0xF8 || c == 0xEF || c == 0xFB || c == 0xE5 || c == 0xE4 || c == 0xEB || c == 0xFC)) {
      ++out.vni;
    }
    before_that = before;
    before = c;
  }
  return out;
}

bool starts_with_folded(std::string_view font, std::string_view prefix) {
  return base::ascii_lower(font.substr(0, prefix.size())) == prefix;
}

}  // namespace

bool is_legacy_font(std::string_view font) {
  return starts_with_folded(font, ".vn") || starts_with_folded(font, "vni-");
}

EncodingFault encoding_fault(Paragraph const& p) {
  if (p.is_blank()) {
    return {};
  }
  for (Span const& span : p.spans) {
    std::string_view const font = span.format.fonts.other;
    if (is_legacy_font(font)) {
      bool const is_vni = starts_with_folded(font, "vni-");
      std::string const name = (is_vni ? "VNI (" : "TCVN3 (") + std::string{font} + ")";
      return {is_vni ? EncodingFault::Kind::vni : EncodingFault::Kind::tcvn3,
              {"chữ gõ theo bảng mã " + name, "text in the encoding " + name}};
    }
  }
  // Text that is ASCII and Vietnamese letters only, which is most, has none of these.
  Signs const signs = signs_of(p.text);
  constexpr int kEnough = 2;
  if (signs.tcvn3 >= kEnough && signs.tcvn3 >= signs.vni) {
    return {EncodingFault::Kind::tcvn3,
            {"chữ gõ theo bảng mã TCVN3", "text in the encoding TCVN3"}};
  }
  if (signs.vni >= kEnough) {
    return {EncodingFault::Kind::vni, {"chữ gõ theo bảng mã VNI", "text in the encoding VNI"}};
  }
  if (base::may_change_under_nfc(p.text) && !base::is_nfc(p.text)) {
    return {EncodingFault::Kind::decomposed, {"Unicode tổ hợp", "decomposed Unicode"}};
  }
  if (signs.has_look_alike) {
    return {EncodingFault::Kind::look_alike,
            {"chữ Ð hoặc ð (U+00D0, U+00F0) thay cho Đ, đ",
             "the letters Ð or ð (U+00D0, U+00F0) for Đ, đ"}};
  }
  return {};
}

}  // namespace thethuc::rules
