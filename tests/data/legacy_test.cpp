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

TEST_CASE("an encoding that the user knows counts for short texts, too", "[legacy]") {
  CHECK(treated(R"(["Caàn","Vieät","Hà Nội"])", LegacyText::convert, base::LegacyEncoding::vni)
            .json == R"(["Cần","Việt","Hà Nội"])");
}
