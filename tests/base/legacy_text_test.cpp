#include "base/legacy_text.h"

#include <string>

#include <catch2/catch.hpp>

#include "base/text.h"

using namespace thethuc::base;

namespace {

constexpr LegacyEncoding kTcvn3 = LegacyEncoding::tcvn3;
constexpr LegacyEncoding kVni = LegacyEncoding::vni;

}  // namespace

TEST_CASE("letters of the old encodings are read", "[legacy]") {
  struct Case {
    LegacyEncoding encoding;
    char const* legacy;
    char const* text;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {kVni, "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"},
      {kTcvn3, "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"},
      {kVni, "Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"},
      {kTcvn3, "§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"},
      {kVni, "ñöôøng phoá, ngöôøi daân, giöõ gìn, quyeát ñònh", "đường phố, người dân, giữ gìn, quyết định"},
      {kTcvn3, "®­êng phè, ng­êi d©n, gi÷ g×n, quyÕt ®Þnh", "đường phố, người dân, giữ gìn, quyết định"},
      {kVni, "aá aà aå aã aä aé aè aú aü aë eá eà eå eã eä oá oà oå oã oä", "ấ ầ ẩ ẫ ậ ắ ằ ẳ ẵ ặ ế ề ể ễ ệ ố ồ ổ ỗ ộ"},
      {kVni, "ôù ôø ôû ôõ ôï öù öø öû öõ öï yù yø yû yõ î í ì æ ó ò", "ớ ờ ở ỡ ợ ứ ừ ử ữ ự ý ỳ ỷ ỹ ỵ í ì ỉ ĩ ị"},
      {kTcvn3, "Ê Ç È É Ë ¾ » ¼ ½ Æ Õ Ò Ó Ô Ö è å æ ç é í ê ë ì î ø õ ö ÷ ù ý ú û ü þ Ý × Ø Ü Þ", "ấ ầ ẩ ẫ ậ ắ ằ ẳ ẵ ặ ế ề ể ễ ệ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ứ ừ ử ữ ự ý ỳ ỷ ỹ ỵ í ì ỉ ĩ ị"},
      {kVni, "COÄNG HOØA, Aø AÙ", "CỘNG HÒA, À Á"},
      {kTcvn3, "\uF0A7\uF0E9c", "Độc"},  // a font stored as symbols
      {kTcvn3, "{{ten}} 2021", "{{ten}} 2021"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.legacy) {
    CHECK(decode_legacy(c.encoding, c.legacy) == c.text);
  }
}

TEST_CASE("a letter that is cut goes to the first piece", "[legacy]") {
  std::size_t taken = 0;
  CHECK(decode_legacy_piece(kVni, "Vie", "ät", taken) == "Việ");
  CHECK(taken == std::string{"ä"}.size());
  taken = 0;
  CHECK(decode_legacy_piece(kVni, "Vi", "eät", taken) == "Vi");
  CHECK(taken == 0);
}

TEST_CASE("text in an old encoding is known by itself", "[legacy]") {
  struct Case {
    LegacyEncoding encoding;
    char const* legacy;
    char const* text;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {kVni, "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"},
      {kTcvn3, "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"},
      {kVni, "Uyû ban nhaân daân tænh Quaûng Ngaõi", "Uỷ ban nhân dân tỉnh Quảng Ngãi"},
      {kTcvn3, "Uû ban nh©n d©n tØnh Qu¶ng Ng·i", "Uỷ ban nhân dân tỉnh Quảng Ngãi"},
      {kVni, "UÛY BAN NHAÂN DAÂN", "ỦY BAN NHÂN DÂN"},
      {kVni, "Xin chaøo caùc baïn", "Xin chào các bạn"},
      {kTcvn3, "Uû ban nh©n d©n", "Uỷ ban nhân dân"},
      {kTcvn3, "B¶o Th¾ng", "Bảo Thắng"},
      {kTcvn3, "M­êng Kh­¬ng", "Mường Khương"},
      {kTcvn3, "TrÇn V¨n B×nh, 52/BC-UBND", "Trần Văn Bình, 52/BC-UBND"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.legacy) {
    LegacyReading const reading = read_legacy(c.legacy);
    CHECK(reading.verdict == LegacyVerdict::legacy);
    CHECK(reading.encoding == c.encoding);
    CHECK(reading.text == c.text);
    CHECK(is_nfc(reading.text));
  }
}

TEST_CASE("what has lost letters is told, not read", "[legacy]") {
  CHECK(read_legacy("Mêng Kh¬ng").verdict == LegacyVerdict::damaged);
}

TEST_CASE("ordinary text is ordinary", "[legacy]") {
  auto const text = GENERATE(values<char const*>({"Ủy ban nhân dân xã Sơn Phú",
                                                  "Hà Nam",
                                                  "Thanh Hoá, Hoà Bình, Lào Cai",
                                                  "Tô Hoài",
                                                  "khoá, toà, xoá",
                                                  "où à la forêt",
                                                  "Noël, naïf, maïs, Israël",
                                                  "août, goût, coûte, voûte",
                                                  "España, niño, ñandú",
                                                  "hyvää päivää, pimeä, tietää",
                                                  "Ærø, Faaø, Lilleø",
                                                  "geändert, beängstigend",
                                                  "coördinatie, reünie",
                                                  "ações, põe, questões",
                                                  "© 2021 Công ty",
                                                  "Windows® 10, AT&T®",
                                                  "«Bonjour»",
                                                  "«la»",
                                                  "§ 5, §1a",
                                                  "kN·m µg",
                                                  "m² m³ 5½ 1ª 2º",
                                                  "col·legi",
                                                  "100 µm",
                                                  "dis\u00ADcontinue",
                                                  "",
                                                  "2021-09-14"}));
  DYNAMIC_SECTION(text) {
    LegacyVerdict const verdict = read_legacy(text).verdict;
    CHECK((verdict == LegacyVerdict::ordinary || verdict == LegacyVerdict::likely));
    // Even where other text is in an old encoding, nothing that reads as it stands is touched.
    for (LegacyEncoding const encoding : {kTcvn3, kVni}) {
      CHECK(read_legacy(text, encoding).verdict != LegacyVerdict::legacy);
    }
  }
}

TEST_CASE("what stands among the texts of a document is no legacy text", "[legacy]") {
  // clang-format off
  auto const text = GENERATE(values<char const*>({
      // signs beside words that look the same in both encodings
      "Công ty TNHH Nam Á®", "Sao Mai®", "®VNPT", "© Báo Nhân Dân", "«Hà Nam»", "mục «Chí công»", "TT·BTC",
      "công·nông", "Tàu Hòa Bình ¶", "khoản 2 § 5", "§2 khoản 3", "1½ ngày, ¾ ha, 1ª", "ký tên ¶", "Bên A \u00AD Bên B",
      "kinh\u00AD tế", "máy tính¹, ghi chú²", "Trần Bình ±", "a ¦ b", "¬A",
      // mathematics, chemistry, units, codes, addresses
      "p¬q", "a¬b ∧ c", "x¨y", "α·β·γ", "5×10³ µg/m³", "CO₂, H₂SO₄, Ca²⁺", "µs, µF, Ω", "±0,5 °C", "½·m·v²",
      "52/BC-UBND", "H29.50-210914-0001", "vanthu@sonphu.gov.vn", "https://a.vn/?q=%C3%A9", "0912·345·678",
      // names and words of other languages beside Vietnamese ones
      "Café Mê Trang", "Hôtel de l’Opéra", "Müller, Bà Hà", "Zürich, Köln", "São Paulo", "Curaçao", "Tromsø", "Malmö",
      "poäng", "POÄNG 12", "Ångström", "Häfele", "Übung macht den Meister", "garçon, façade", "Ça va",
      "Straße 5, Größe", "l’été où il naquît", "Señor Ibáñez", "Moët & Chandon", "Nestlé, Côte d’Or",
      // Unicode that was read as Latin-1 is no Vietnamese either
      "Cá»™ng hÃ²a xÃ£ há»™i", "BÃ¡o cÃ¡o",
  }));
  // clang-format on
  DYNAMIC_SECTION(text) {
    LegacyVerdict const verdict = read_legacy(text).verdict;
    CHECK((verdict == LegacyVerdict::ordinary || verdict == LegacyVerdict::likely));
  }
}

TEST_CASE("each Vietnamese letter is ordinary, with a look at its bytes", "[legacy]") {
  CHECK_FALSE(may_be_legacy("Cộng hòa xã hội chủ nghĩa Việt Nam – “Độc lập”… 21 °C"));
  CHECK(may_be_legacy("Uû"));
  CHECK(may_be_legacy("§éc"));
}

TEST_CASE("fonts tell the encoding", "[legacy]") {
  CHECK(legacy_font(".VnTime")->encoding == kTcvn3);
  CHECK_FALSE(legacy_font(".VnTime")->is_capitals);
  CHECK(legacy_font(".VnTimeH")->is_capitals);
  CHECK(legacy_font("VNI-Times")->encoding == kVni);
  CHECK(legacy_font("VNI Aptima")->encoding == kVni);
  for (char const* name :
       {"Times New Roman", "UVN Van", "SVN-Arial", "UTM Avo", "Vn", ".Vn", "VNI"}) {
    CHECK_FALSE(legacy_font(name));
  }
}

TEST_CASE("syllables", "[legacy]") {
  for (char const* word :
       {"nghiêng", "Việt", "quý", "giếng", "gì", "HÒA", "khuya", "quyển", "ương", "y", "ỷ"}) {
    INFO(word);
    CHECK(is_vietnamese_syllable(word));
  }
  for (char const* word : {"goût", "gỏt", "cafộ", "ầm5", "khơng", "mờng", "", "ứơ", "Windows"}) {
    INFO(word);
    CHECK_FALSE(is_vietnamese_syllable(word));
  }
}
