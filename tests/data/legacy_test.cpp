#include "data/legacy.h"

#include <string>

#include <catch2/catch.hpp>

#include "data/json_text.h"

using namespace thethuc;
using data::LegacyText;

namespace {

struct Treated {
  std::string json;
  base::Diagnostics found;
};

Treated treated(std::string_view json,
                LegacyText treatment,
                std::optional<base::LegacyEncoding> encoding = std::nullopt) {
  Treated out;
  data::Document document;
  REQUIRE(document.parse(json, "d.json", {}, out.found));
  data::treat_legacy_text(document, "d.json", treatment, encoding, out.found);
  data::append_json(out.json, document.root());
  return out;
}

}  // namespace

TEST_CASE("text in old encodings is told with what it reads as", "[legacy]") {
  Treated const t = treated(R"({"a":["x","Uû ban nh©n d©n"],"b":"Hà Nội"})", LegacyText::tell);
  REQUIRE(t.found.entries().size() == 1);
  base::Diagnostic const& d = t.found.entries()[0];
  CHECK(d.id == base::Id::data_legacy_text);
  CHECK(d.data_pointer == "/a/1");
  CHECK(d.arg("reading") == "\"Uỷ ban nhân dân\"");
  CHECK_FALSE(t.found.has_errors());
  CHECK(t.json == R"({"a":["x","Uû ban nh©n d©n"],"b":"Hà Nội"})");
}

TEST_CASE("it is converted on request, in the company of its like", "[legacy]") {
  struct Case {
    char const* name;
    char const* json;
    char const* converted;
    char const* id;  // of what is told all the same
  };
  auto const c = GENERATE(values<Case>({
      {"by itself", R"(["Uû ban nh©n d©n"])", R"(["Uỷ ban nhân dân"])", ""},
      {"a short one beside it",
       R"(["Uû ban nh©n d©n","TrÇn"])",
       R"(["Uỷ ban nhân dân","Trần"])",
       ""},
      {"a short one alone", R"(["TrÇn"])", R"(["TrÇn"])", ""},
      {"Unicode beside it",
       R"(["Uû ban nh©n d©n","Hà Nội","xã","café"])",
       R"(["Uỷ ban nhân dân","Hà Nội","xã","café"])",
       ""},
      {"by escapes", R"(["B\u00b6o Th\u00beng"])", R"(["Bảo Thắng"])", ""},
      {"damaged", R"(["Mêng Kh¬ng"])", R"(["Mêng Kh¬ng"])", "data_legacy_damaged"},
  }));
  DYNAMIC_SECTION(c.name) {
    Treated const t = treated(c.json, LegacyText::convert);
    CHECK(t.json == c.converted);
    std::string ids;
    for (base::Diagnostic const& d : t.found.entries()) {
      ids += base::id_name(d.id);
    }
    CHECK(ids == c.id);
  }
}

TEST_CASE("of an encoding that the user knows all is converted that does not read as Unicode",
          "[legacy]") {
  constexpr auto kTcvn3 = base::LegacyEncoding::tcvn3;
  constexpr auto kVni = base::LegacyEncoding::vni;
  struct Case {
    char const* name;
    base::LegacyEncoding encoding;
    char const* json;
    char const* converted;
    char const* ids;  // of what is told all the same
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"short texts", kVni, R"(["Caàn","Vieät","Hà Nội"])", R"(["Cần","Việt","Hà Nội"])", ""},
      {"one word", kTcvn3, R"(["TrÇn"])", R"(["Trần"])", ""},
      {"among words of other languages", kTcvn3, R"(["C«ng ty ABC Windows Software Solutions"])", R"(["Công ty ABC Windows Software Solutions"])", ""},
      {"among codes", kVni, R"(["Soá 12/QÑ-UBND-XDCB kyù ngaøy 3/4 PMU85 DN123"])", R"(["Số 12/QĐ-UBND-XDCB ký ngày 3/4 PMU85 DN123"])", ""},
      {"a letter before a bracket", kTcvn3, R"(["®) Néi dung"])", R"(["đ) Nội dung"])", ""},
      {"names of other peoples", kTcvn3, R"(["huyÖn Kr«ng P¾c, tØnh §¾k L¾k"])", R"(["huyện Krông Pắc, tỉnh Đắk Lắk"])", ""},
      {"such a name alone", kTcvn3, R"(["§¾k L¾k"])", R"(["Đắk Lắk"])", ""},
      {"what reads both ways", kTcvn3, R"(["tháng"])", R"(["thỏng"])", ""},
      {"what reads both ways, beside Unicode", kTcvn3, R"(["tháng","Hà Nội"])", R"(["tháng","Hà Nội"])", "data_legacy_unsure"},
      {"Unicode of Latin-1 letters alone", kTcvn3, R"(["Hà Nam","là"])", R"(["Hà Nam","là"])", ""},
      {"one text of both", kTcvn3, R"(["Ủy ban nh©n d©n tỉnh"])", R"(["Ủy ban nhân dân tỉnh"])", ""},
      {"one text of both, with a word that may be either", kTcvn3, R"(["Ủy ban nh©n d©n tháng 3"])", R"(["Ủy ban nhân dân tháng 3"])", "data_legacy_unsure"},
      {"signs", kTcvn3, R"(["5×10", "©", "«"])", R"(["5×10","©","«"])", ""},
      {"figures in a text", kTcvn3, R"(["diÖn tÝch 5×10 m²"])", R"(["diện tích 5×10 m²"])", ""},
      {"lost letters", kTcvn3, R"(["huyÖn Mêng Kh¬ng"])", R"(["huyện Mêng Kh¬ng"])", "data_legacy_damaged"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    Treated const t = treated(c.json, LegacyText::convert, c.encoding);
    CHECK(t.json == c.converted);
    std::string ids;
    for (base::Diagnostic const& d : t.found.entries()) {
      ids += base::id_name(d.id);
    }
    CHECK(ids == c.ids);
  }
}
