// The indicators of period reports: what templates/_schema/chi-tieu.json takes, and how what it
// does not is told.

#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "library/library.h"
#include "render/render.h"

using namespace thethuc;

namespace {

// "id pointer: message" of each mistake in a report whose appendix has this one indicator.
std::string told_of(std::string const& appendix) {
  base::Diagnostics out;
  auto source = library::open_template("bao-cao", std::filesystem::path{"templates"}, out);
  REQUIRE(source);
  compile::Result const result =
      compile::compile(std::move(source->package), source->partials, source->options);
  INFO(result.diagnostics.to_text(base::Language::en));
  REQUIRE(result.compiled);
  std::string const json =
      R"({"co_quan":{"ten":"A"},"ky_hieu":"BC-A","dia_danh":"A","ngay":"2022-01-05",
    "trich_yeu":"A","muc":[{"ten":"A"}],"ket_luan":"A","noi_nhan":[],"ky":{"chuc_vu":"A"},
    "phu_luc":[{"tieu_de":"A",)" +
      appendix + "}]}";
  data::Document data;
  REQUIRE(data.parse(json, "", {}, out));
  render::Scratch scratch;
  std::string docx;
  out.add(render::render(*result.compiled, data, {}, scratch, docx));
  std::string text;
  for (base::Diagnostic const& d : out.entries()) {
    text += text.empty() ? "" : "; ";
    text += std::string(base::id_name(d.id)) + " " + d.data_pointer + ": " +
            base::message(d, base::Language::vi);
  }
  return text;
}

std::string told_of_row(std::string const& row) {
  return told_of(R"("dong":[{"ten":"A",)" + row + "}]");
}

}  // namespace

TEST_CASE("a value outside its unit or its list of codes is told", "[samples]") {
  struct Case {
    char const* row;
    char const* expect;
  };
  std::string const at = "/phu_luc/0/dong/0/";
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {R"("don_vi":"%","so_lieu":100)", ""},
      {R"("don_vi":"%","so_lieu":99.95)", ""},
      {R"("don_vi":"%","so_lieu":"05")", ""},
      {R"("don_vi":"%","so_lieu":100.1)", "data_range so_lieu: \"Số liệu\": cần một số không quá 100, nhưng gặp 100.1"},
      {R"("don_vi":"%","so_lieu":-1)", "data_range so_lieu: \"Số liệu\": cần một số từ 0, nhưng gặp -1"},
      {R"("don_vi":"%","so_lieu":"150")", "data_pattern so_lieu: \"Số liệu\": cần giá trị như 21.1, nhưng gặp \"150\""},
      {R"("don_vi":"% dự toán","so_lieu":145.15)", ""},
      {R"("don_vi":"Người","so_lieu":0)", ""},
      {R"("don_vi":"Người","so_lieu":"01")", ""},
      {R"("don_vi":"Người","so_lieu":null)", ""},
      {R"("don_vi":"Người","so_lieu":1.5)", "data_wrong_type so_lieu: \"Số liệu\": cần chữ, một số nguyên hoặc null, nhưng gặp một số 1.5"},
      {R"("don_vi":"hồ sơ","so_lieu":-3)", "data_range so_lieu: \"Số liệu\": cần một số từ 0, nhưng gặp -3"},
      {R"("don_vi":" Hồ\u00a0\nSƠ ","so_lieu":1.5)", "data_wrong_type so_lieu: \"Số liệu\": cần chữ, một số nguyên hoặc null, nhưng gặp một số 1.5"},
      {R"("don_vi":"Ho\u0302\u0300 so\u031b","so_lieu":1.5)", "data_wrong_type so_lieu: \"Số liệu\": cần chữ, một số nguyên hoặc null, nhưng gặp một số 1.5"},
      {R"("don_vi":" % ","so_lieu":100.1)", "data_range so_lieu: \"Số liệu\": cần một số không quá 100, nhưng gặp 100.1"},
      {R"("don_vi":"triệu  đồng","so_lieu":-1)", "data_range so_lieu: \"Số liệu\": cần một số từ 0, nhưng gặp -1"},
      {R"("don_vi":"ha","so_lieu":"74.9")", "data_pattern so_lieu: \"Số liệu\": cần giá trị như 490, nhưng gặp \"74.9\""},
      {R"("don_vi":"ha","so_lieu":"74,9")", "data_pattern so_lieu: \"Số liệu\": cần giá trị như 490, nhưng gặp \"74,9\""},
      {R"("don_vi":"Hồ sơ","so_lieu":-3)", "data_range so_lieu: \"Số liệu\": cần một số từ 0, nhưng gặp -3"},
      {R"("don_vi":"Đồng","so_lieu":2590755750)", ""},
      {R"("don_vi":"Triệu đồng","so_lieu":2590.75)", ""},
      {R"("don_vi":"Đồng","so_lieu":-1)", "data_range so_lieu: \"Số liệu\": cần một số từ 0, nhưng gặp -1"},
      {R"("don_vi":"Độ C","so_lieu":-1.5)", ""},
      {R"("so_lieu":-1.5)", ""},
      {R"("lua_chon":[{"gia_tri":0,"nghia":"Trực tuyến"},{"gia_tri":1,"nghia":"Phát phiếu"}],"so_lieu":1)", ""},
      {R"("lua_chon":[{"gia_tri":0,"nghia":"Trực tuyến"},{"gia_tri":1,"nghia":"Phát phiếu"}],"so_lieu":null)", ""},
      {R"("lua_chon":[{"gia_tri":0,"nghia":"Trực tuyến"},{"gia_tri":1,"nghia":"Phát phiếu"}],"so_lieu":2)",
       "data_not_in_enum so_lieu: \"Số liệu\": cần 0 (Trực tuyến) hoặc 1 (Phát phiếu), nhưng gặp 2"},
      {R"("don_vi":"%","trong_do":[{"ten":"A","chu_thich":"","don_vi":"Người","so_lieu":0.5,"ghi_chu":""}])",
       "data_wrong_type trong_do/0/so_lieu: \"Số liệu\": cần chữ, một số nguyên hoặc null, nhưng gặp một số 0.5"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.row) {
    std::string expect = c.expect;
    if (std::size_t const blank = expect.find(' '); blank != std::string::npos) {
      expect.insert(blank + 1, at);
    }
    CHECK(told_of_row(c.row) == expect);
  }
}

TEST_CASE("a report is of one period", "[samples]") {
  struct Case {
    char const* period;
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {R"({"quy":1,"nam":2023})", ""},
      {R"({"sau_thang":"cuối năm","nam":2023})", ""},
      {R"({"nam":2023,"tu_ngay":"2022-12-15","den_ngay":"2023-12-14"})", ""},
      {R"({"chuyen_de":"kiểm soát thủ tục hành chính","nam":2023})", ""},
      {R"({"quy":5,"nam":2023})", "data_range /quy"},
      {R"({"quy":1})", "data_missing_property /nam"},
      {R"({"quy":1,"sau_thang":"đầu năm","nam":2023})", "data_not_allowed /sau_thang"},
      {R"({"nam":2023,"tu_ngay":"2022-12-15"})", "data_missing_property /den_ngay"},
      {R"({"nam":2023,"den_ngay":"2023-12-14"})", "data_not_allowed /den_ngay"},
      {R"({"nam":2023,"tu_ngay":"2023-02-30","den_ngay":"2023-12-14"})", "data_date /tu_ngay"},
      {R"({"nam":2023,"tu_ngay":"2023-12-14","den_ngay":"2023-12-14"})", ""},
      {R"({"nam":2023,"tu_ngay":"2023-12-15","den_ngay":"2023-12-14"})", "data_range /den_ngay"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.period) {
    std::string const told = told_of(R"("ky_bao_cao":)" + std::string{c.period} + R"(,"dong":[])");
    std::string const id = std::string{c.expect}.substr(0, std::string{c.expect}.find('/'));
    CHECK(
        told.substr(0, told.find(':')) ==
        (id.empty() ? "" : id + "/phu_luc/0/ky_bao_cao" + std::string{c.expect}.substr(id.size())));
  }
}
