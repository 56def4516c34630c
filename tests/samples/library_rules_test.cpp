// What the library's schemas ask of data: what `templates new` makes of them, and how mistakes are
// told.

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "compile/template.h"
#include "data/json_text.h"
#include "data/value.h"
#include "library/library.h"
#include "render/render.h"
#include "rules/check.h"
#include "support/docx_fixture.h"
#include "support/soundness.h"

using namespace thethuc;

namespace {

using Compiled = decltype(compile::Result::compiled);

Compiled compiled(std::string const& id, std::string const& profile) {
  base::Diagnostics out;
  auto source = library::open_template(
      id, std::filesystem::path{"templates"}, out, {}, library::profile_option(profile));
  REQUIRE(source);
  compile::Result result =
      compile::compile(std::move(source->package), source->partials, source->options);
  INFO(result.diagnostics.to_text(base::Language::en));
  REQUIRE(result.compiled);
  CHECK(out.empty());
  return std::move(result.compiled);
}

base::Diagnostics findings(Compiled const& of, std::string const& json, std::string& docx) {
  base::Diagnostics out;
  data::Document data;
  REQUIRE(data.parse(json, "", {}, out));
  render::Scratch scratch;
  out.add(render::render(*of, data, {}, scratch, docx));
  return out;
}

// Names of the schema's root that the data does not have, without those that the schema forbids.
std::vector<std::string> missing_names(std::string const& schema_json, std::string const& json) {
  base::Diagnostics out;
  data::Document schema;
  data::Document data;
  REQUIRE(schema.parse(schema_json, "", {}, out));
  REQUIRE(data.parse(json, "", {}, out));
  std::vector<std::string> names;
  data::Value const properties = schema.root().find("properties");
  data::Value property = properties.first();
  for (std::size_t i = 0; i < properties.size(); ++i, property = property.next()) {
    if (property.kind() == data::Kind::object && data.root().find(property.key()).is_missing()) {
      names.emplace_back(property.key());
    }
  }
  return names;
}

// The members of a data file that is right, with others in the place of those of the same names.
std::string data_with(std::vector<std::pair<std::string, std::string>> members,
                      std::vector<std::pair<std::string, std::string>> const& others) {
  for (auto const& other : others) {
    auto const found = std::find_if(members.begin(), members.end(), [&](auto const& member) {
      return member.first == other.first;
    });
    if (found == members.end()) {
      members.push_back(other);
    } else {
      found->second = other.second;
    }
  }
  std::string json = "{";
  for (auto const& [name, value] : members) {
    if (!value.empty()) {
      json += (json.size() > 1 ? "," : "") + data::json_string(name) + ":" + value;
    }
  }
  return json + "}";
}

std::vector<std::pair<std::string, std::string>> right_data(bool is_of_party) {
  return {{"co_quan", R"({"ten":"Cơ quan A"})"},
          {"ky_hieu", is_of_party ? R"("BC/ĐU")" : R"("BC-A")"},
          {"dia_danh", R"("Sơn Phú")"},
          {"ngay", R"("2026-09-05")"},
          {"trich_yeu", R"("Kết quả")"},
          {"muc", R"([{"ten":"Kết quả"}])"},
          {"ket_luan", R"("Trên đây là báo cáo")"},
          {"noi_nhan", R"(["Như trên"])"},
          {"luu", R"("VP")"},
          {"ky", R"({"chuc_vu":"GIÁM ĐỐC","ho_ten":"Nguyễn Văn A"})"}};
}

// "pointer: message" of each mistake.
std::string told(base::Diagnostics const& out) {
  std::string text;
  for (base::Diagnostic const& d : out.entries()) {
    text += text.empty() ? "" : "; ";
    text += d.data_pointer + ": " + base::message(d, base::Language::vi);
  }
  return text;
}

std::string pointers(base::Diagnostics const& out) {
  std::string text;
  for (base::Diagnostic const& d : out.entries()) {
    text += (text.empty() ? "" : " ") + d.data_pointer;
  }
  return text;
}

std::string report_told(std::string const& profile,
                        std::vector<std::pair<std::string, std::string>> const& others) {
  std::string docx;
  return told(findings(
      compiled("bao-cao", profile), data_with(right_data(profile == "hd05-vptw"), others), docx));
}

// What the checker finds wrong, a line each.
std::string errors_of_check(std::string const& docx, std::string const& profile) {
  base::Diagnostics out;
  rules::Options options;
  options.profile = rules::builtin_profile(profile);
  auto const found = rules::check(docx, options, out);
  REQUIRE(found);
  std::string errors;
  for (rules::Finding const& f : found->entries) {
    if (f.severity == base::Severity::error) {
      errors += std::string{f.rule} + " " + f.message(base::Language::vi) + "\n";
    }
  }
  return errors;
}

}  // namespace

TEST_CASE("what templates new makes renders without a finding, and shows what may be filled in",
          "[library]") {
  // Of two ways to arrange a document a data file has one.
  std::vector<std::string> const others{"phan", "chuong"};
  base::Diagnostics out;
  for (library::Metadata const& metadata : library::list_templates("templates", out)) {
    for (std::string const& profile : metadata.profiles) {
      DYNAMIC_SECTION(metadata.id << " under " << profile) {
        Compiled const made_of = compiled(metadata.id, profile);
        std::string const json = compile::own_sample(*made_of);
        std::string docx;
        INFO(json);
        CHECK(told(findings(made_of, json, docx)) == "");
        CHECK(test::defects_of(docx) == std::vector<std::string>{});
        CHECK(errors_of_check(docx, profile) == "");
        std::vector<std::string> missing = missing_names(made_of->schema_json(), json);
        std::erase_if(missing, [&](std::string const& name) {
          return std::find(others.begin(), others.end(), name) != others.end();
        });
        CHECK(missing == std::vector<std::string>{});
      }
    }
  }
  CHECK(out.empty());
}

TEST_CASE("a document has a date or a month, whatever its type", "[library]") {
  base::Diagnostics out;
  for (library::Metadata const& metadata : library::list_templates("templates", out)) {
    DYNAMIC_SECTION(metadata.id) {
      Compiled const of = compiled(metadata.id, metadata.profile);
      if (metadata.id == "bien-ban") {
        continue;  // its head has no date (form 1.9)
      }
      data::Document data;
      REQUIRE(data.parse(compile::own_sample(*of), "", {}, out));
      std::vector<std::pair<std::string, std::string>> members;
      data::Value member = data.root().first();
      for (std::size_t i = 0; i < data.root().size(); ++i, member = member.next()) {
        if (member.key() != "ngay" && member.key() != "thang_ban_hanh") {
          members.emplace_back(member.key(), "");
          data::append_json(members.back().second, member);
        }
      }
      std::string docx;
      CHECK(told(findings(of, data_with(members, {}), docx)) ==
            "/ngay: thiếu \"Ngày ban hành\" (ngay) hoặc \"Tháng ban hành\" (thang_ban_hanh)");
    }
  }
}

TEST_CASE("signing capacities are those of the profile", "[library]") {
  struct Case {
    char const* profile;
    char const* quyen_han;  // "" none
    char const* chuc_vu;
    char const* at;  // pointers of what is told, below /ky/
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"nd30-2020", "", "GIÁM ĐỐC", ""},
      {"nd30-2020", R"(["TM. ỦY BAN NHÂN DÂN"])", "CHỦ TỊCH", ""},
      {"nd30-2020", R"(["TM. ỦY BAN NHÂN DÂN","KT. CHỦ TỊCH"])", "PHÓ CHỦ TỊCH", ""},
      {"nd30-2020", R"(["TL. BỘ TRƯỞNG","KT. CHÁNH VĂN PHÒNG"])", "PHÓ CHÁNH VĂN PHÒNG", ""},
      {"nd30-2020", R"(["TM. ỦY BAN NHÂN DÂN","TL. CHỦ TỊCH","KT. CHÁNH VĂN PHÒNG"])", "PHÓ CHÁNH VĂN PHÒNG", ""},
      {"nd30-2020", R"(["TUQ. GIÁM ĐỐC"])", "TRƯỞNG PHÒNG", ""},
      {"nd30-2020", R"(["Q. GIÁM ĐỐC"])", "", ""},
      {"nd30-2020", "", "Q. GIÁM ĐỐC", ""},
      {"nd30-2020", R"(["TM. ỦY BAN NHÂN DÂN","Q. CHỦ TỊCH"])", "", ""},
      {"tt01-2011", R"(["TM. ỦY BAN NHÂN DÂN"])", "CHỦ TỊCH", ""},
      {"hd05-vptw", R"(["T/M BAN THƯỜNG VỤ"])", "PHÓ BÍ THƯ", ""},
      {"hd05-vptw", R"(["T/L BAN THƯỜNG VỤ"])", "CHÁNH VĂN PHÒNG", ""},
      {"hd05-vptw", R"(["K/T TRƯỞNG BAN"])", "PHÓ TRƯỞNG BAN", ""},
      {"hd05-vptw", R"(["T/L BAN THƯỜNG VỤ","K/T CHÁNH VĂN PHÒNG"])", "PHÓ CHÁNH VĂN PHÒNG", ""},
      {"hd05-vptw", R"(["Q. CHÁNH VĂN PHÒNG"])", "", ""},
      {"nd30-2020", R"(["T/M ỦY BAN NHÂN DÂN"])", "CHỦ TỊCH", "quyen_han/0"},
      {"tt01-2011", R"(["K/T GIÁM ĐỐC"])", "PHÓ GIÁM ĐỐC", "quyen_han/0"},
      {"hd05-vptw", R"(["TM. BAN THƯỜNG VỤ"])", "BÍ THƯ", "quyen_han/0"},
      {"hd05-vptw", R"(["KT. TRƯỞNG BAN"])", "PHÓ TRƯỞNG BAN", "quyen_han/0"},
      {"hd05-vptw", R"(["TUQ. BÍ THƯ"])", "CHÁNH VĂN PHÒNG", "quyen_han/0"},
      {"hd05-vptw", R"(["K/T BAN THƯỜNG VỤ"])", "PHÓ BÍ THƯ", "quyen_han/0"},
      {"nd30-2020", R"(["KT."])", "PHÓ GIÁM ĐỐC", "quyen_han/0"},
      {"nd30-2020", R"(["KT.GIÁM ĐỐC"])", "PHÓ GIÁM ĐỐC", "quyen_han/0"},
      {"nd30-2020", R"(["TN. GIÁM ĐỐC"])", "PHÓ GIÁM ĐỐC", "quyen_han/0"},
      {"nd30-2020", R"(["TM. CHỦ TỊCH"])", "CHỦ TỊCH", "quyen_han/0"},
      {"nd30-2020", R"(["KT. ỦY BAN NHÂN DÂN"])", "PHÓ CHỦ TỊCH", "quyen_han/0"},
      {"nd30-2020", R"(["KT. PHÓ CHỦ TỊCH"])", "PHÓ CHỦ TỊCH", "quyen_han/0"},
      {"nd30-2020", R"(["KT. CHỦ TỊCH","TM. ỦY BAN NHÂN DÂN"])", "PHÓ CHỦ TỊCH", "quyen_han/1 quyen_han/0"},
      {"nd30-2020", R"(["KT. CHỦ TỊCH","TL. CHỦ TỊCH"])", "PHÓ CHỦ TỊCH", "quyen_han/0"},
      {"nd30-2020", R"(["TM. ỦY BAN NHÂN DÂN","TL. CHỦ TỊCH","TUQ. CHỦ TỊCH"])", "CHÁNH VĂN PHÒNG", "quyen_han/2"},
      {"nd30-2020", R"(["KT. GIÁM ĐỐC"])", "GIÁM ĐỐC", "chuc_vu"},
      {"nd30-2020", R"(["TM. ỦY BAN NHÂN DÂN"])", "", "chuc_vu"},
      {"nd30-2020", "", "", "chuc_vu"},
      {"nd30-2020", R"(["Q. GIÁM ĐỐC"])", "GIÁM ĐỐC", "chuc_vu"},
      {"nd30-2020", "", "KT. GIÁM ĐỐC", "chuc_vu"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.profile << " " << c.quyen_han << " " << c.chuc_vu) {
    std::string const ky =
        data_with({{"quyen_han", c.quyen_han},
                   {"chuc_vu", *c.chuc_vu == '\0' ? "" : data::json_string(c.chuc_vu)}},
                  {});
    std::string docx;
    std::string const found = pointers(
        findings(compiled("bao-cao", c.profile),
                 data_with(right_data(std::string{c.profile} == "hd05-vptw"), {{"ky", ky}}),
                 docx));
    std::string expect;
    for (std::string rest = c.at; !rest.empty();) {
      std::size_t const end = std::min(rest.find(' '), rest.size());
      expect += (expect.empty() ? "/ky/" : " /ky/") + rest.substr(0, end);
      rest.erase(0, end + 1);
    }
    CHECK(found == expect);
  }
}

TEST_CASE("mistakes are told of the field that is wrong, with a remedy", "[library]") {
  struct Case {
    char const* profile;
    char const* name;
    char const* value;
    char const* told;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"nd30-2020", "ky", R"({"quyen_han":["KT. GIÁM ĐỐC"],"chuc_vu":"GIÁM ĐỐC"})",
       "/ky/chuc_vu: \"Chức vụ\": cần giá trị như \"PHÓ CHỦ TỊCH\", nhưng gặp \"GIÁM ĐỐC\""},
      {"nd30-2020", "ky", R"({"chuc_vu":"GIÁM ĐỐC","ho_ten":"TS. Nguyễn Văn A"})",
       "/ky/ho_ten: \"Họ và tên\": cần giá trị như \"Nguyễn Văn A\", nhưng gặp \"TS. Nguyễn Văn A\""},
      {"nd30-2020", "ky_hieu", R"("XX")", "/ky_hieu: \"Ký hiệu\": cần giá trị như \"BC-UBND\", nhưng gặp \"XX\""},
      {"nd30-2020", "ky_hieu", R"("BC/A")", "/ky_hieu: \"Ký hiệu\": cần giá trị như \"BC-UBND\", nhưng gặp \"BC/A\""},
      {"hd05-vptw", "ky_hieu", R"("BC-A")", "/ky_hieu: \"Ký hiệu\": cần giá trị như \"BC/ĐU\", nhưng gặp \"BC-A\""},
      {"hd05-vptw", "ky_hieu", R"("XX")", "/ky_hieu: \"Ký hiệu\": cần giá trị như \"BC/ĐU\", nhưng gặp \"XX\""},
      {"nd30-2020", "ky_hieu", R"("BCLT-A-B")", ""},
      {"nd30-2020", "phan", R"([{"ten":"Một","muc":[{"ten":"A"}]}])",
       ": \"Nội dung\": chỉ được một trong \"Các mục lớn\" (muc) hoặc \"Các phần\" (phan), nhưng gặp \"Các mục lớn\" (muc) và \"Các phần\" (phan)"},
      {"nd30-2020", "muc", "", "/muc: thiếu \"Các mục lớn\" (muc) hoặc \"Các phần\" (phan)"},
      {"nd30-2020", "noi_nhan", R"(["- Như trên"])", "/noi_nhan/0: \"Nơi nhận\": cần giá trị như \"Như trên\", nhưng gặp \"- Như trên\""},
      {"nd30-2020", "kinh_gui", R"(["- Sở Nội vụ"])", "/kinh_gui/0: \"Nơi kính gửi\": cần giá trị như \"Ủy ban nhân dân tỉnh Điện Biên\", nhưng gặp \"- Sở Nội vụ\""},
      {"nd30-2020", "luu", R"("VT, VP")", "/luu: \"Đơn vị soạn thảo ở dòng Lưu\": cần giá trị như \"VP-UBND\", nhưng gặp \"VT, VP\""},
      {"nd30-2020", "luu", R"("VTLT")", ""},
      {"hd05-vptw", "luu", R"("Lưu Văn phòng Đảng ủy")", "/luu: \"Nơi lưu\": cần giá trị như \"Văn phòng Đảng ủy\", nhưng gặp \"Lưu Văn phòng Đảng ủy\""},
      {"nd30-2020", "do_khan", R"("HỎA TỐC HẸN GIỜ")",
       "/do_khan: \"Mức độ khẩn\": cần \"KHẨN\", \"THƯỢNG KHẨN\" hoặc \"HỎA TỐC\", nhưng gặp \"HỎA TỐC HẸN GIỜ\""},
      {"tt01-2011", "do_khan", R"("HỎA TỐC HẸN GIỜ")", ""},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.profile << " " << c.name << " " << c.value) {
    CHECK(report_told(c.profile, {{c.name, c.value}}) == c.told);
  }
}

TEST_CASE("a document ends in one ./., whether its last sentence has a full stop or not",
          "[library]") {
  struct Case {
    char const* profile;
    char const* ket_luan;
    char const* printed;
  };
  auto const c = GENERATE(values<Case>({
      {"nd30-2020", "Trên đây là báo cáo", "\nTrên đây là báo cáo./.\n"},
      {"nd30-2020", "Trên đây là báo cáo.", "\nTrên đây là báo cáo./.\n"},
      {"nd30-2020", "Trên đây là báo cáo./.", "\nTrên đây là báo cáo./.\n"},
      {"hd05-vptw", "Trên đây là báo cáo", "\nTrên đây là báo cáo.\n"},
      {"hd05-vptw", "Trên đây là báo cáo.", "\nTrên đây là báo cáo.\n"},
  }));
  DYNAMIC_SECTION(c.profile << " " << c.ket_luan) {
    std::string docx;
    auto const found = findings(compiled("bao-cao", c.profile),
                                data_with(right_data(std::string{c.profile} == "hd05-vptw"),
                                          {{"ket_luan", data::json_string(c.ket_luan)}}),
                                docx);
    CHECK(told(found) == "");
    CHECK_THAT(test::text_of(docx), Catch::Contains(c.printed));
  }
}

TEST_CASE("a true copy is called as its profile calls it", "[library]") {
  for (auto const& [profile, name] :
       {std::pair{"nd30-2020", "SAO Y"}, std::pair{"tt01-2011", "SAO Y BẢN CHÍNH"}}) {
    Compiled const of = compiled("sao-y", profile);
    data::Document data;
    base::Diagnostics out;
    REQUIRE(data.parse(compile::own_sample(*of), "", {}, out));
    std::string json;
    data::append_json(json, data.root());
    // What is not said is the template's to say.
    std::string const said = ",\"hinh_thuc\":" + data::json_string(name);
    REQUIRE(json.find(said) != std::string::npos);
    json.erase(json.find(said), said.size());
    std::string docx;
    CHECK(told(findings(of, json, docx)) == "");
    CHECK_THAT(test::text_of(docx),
               Catch::Contains(std::string{name} + "\n") ||
                   Catch::Contains(std::string{name} + " /") ||
                   Catch::Contains(std::string{name} + "\t"));
  }
}
