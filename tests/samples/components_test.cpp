// The shared partials: what each component of a document prints.

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "compile/template.h"
#include "data/value.h"
#include "library/library.h"
#include "render/render.h"
#include "support/docx_fixture.h"
#include "support/soundness.h"

using namespace thethuc;

namespace {

// A document of nothing but the partials named, each in a paragraph of its own, in the library's
// bao-cao: so `{{@ten_loai}}` is "Báo cáo". What the margins of page 1 ask for may be missing.
std::string filled(std::string const& partials, std::string const& json) {
  base::Diagnostics diagnostics;
  auto source = library::open_template("bao-cao", std::filesystem::path{"templates"}, diagnostics);
  INFO(diagnostics.to_text(base::Language::en));
  REQUIRE(source);
  std::string body;
  for (std::size_t at = 0; at < partials.size();) {
    std::size_t const end = std::min(partials.find(' ', at), partials.size());
    body += "<w:p><w:r><w:t>{{> " + partials.substr(at, end - at) + "}}</w:t></w:r></w:p>";
    at = end + 1;
  }
  source->package.find(source->package.main_part())->bytes =
      test::document_xml(body + "<w:p><w:r><w:t>hết</w:t></w:r></w:p>");
  source->options.schema_json.clear();
  compile::Result const result =
      compile::compile(std::move(source->package), source->partials, source->options);
  INFO(result.diagnostics.to_text(base::Language::en));
  REQUIRE(result.compiled);
  data::Document data;
  INFO(json);
  REQUIRE(data.parse(json, "a.json", {}, diagnostics));
  render::Scratch scratch;
  std::string docx;
  render::Options options;
  options.missing = render::Missing::blank;
  diagnostics.add(render::render(*result.compiled, data, options, scratch, docx));
  INFO(diagnostics.to_text(base::Language::en));
  REQUIRE_FALSE(diagnostics.has_errors());
  CHECK(test::defects_of(docx) == std::vector<std::string>{});
  return docx;
}

struct Row {
  char const* name;
  char const* partials;
  char const* json;
  char const* text;  // of the main part; its last line "hết" is left out here
};

void check_each(std::initializer_list<Row> rows) {
  for (Row const& row : rows) {
    DYNAMIC_SECTION(row.name) {
      std::string const text = test::text_of(filled(row.partials, row.json));
      CHECK(text == (*row.text == '\0' ? "hết" : std::string{row.text} + "\nhết"));
    }
  }
}

}  // namespace

TEST_CASE("the header block", "[components]") {
  check_each({
      {"a body below another, number and date",
       "co_quan_so_ky_hieu",
       R"({"co_quan":{"chu_quan":"UBND tỉnh","ten":"Sở Nội vụ"},"so":5,"ky_hieu":"BC-SNV","dia_danh":"Huế","ngay":"2026-02-03"})",
       "UBND TỈNH / SỞ NỘI VỤ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / Độc lập - Tự do - Hạnh phúc"
       "\nSố: 05/BC-SNV\tHuế, ngày 03 tháng 02 năm 2026"},
      {"a draft without number and day, and all stamps",
       "co_quan_so_ky_hieu",
       R"({"co_quan":{"ten":"Sở Nội vụ"},"ky_hieu":"BC-SNV","dia_danh":"Huế","thang_ban_hanh":"2026-03","du_thao":"Dự thảo lần 2","do_mat":"MẬT","do_khan":"HỎA TỐC"})",
       "SỞ NỘI VỤ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / Độc lập - Tự do - Hạnh phúc"
       "\nSố:         /BC-SNV / DỰ THẢO LẦN 2 / MẬT / HỎA TỐC\tHuế, ngày … tháng 3 năm 2026"},
      {"several bodies, and V/v",
       "dau_cong_van",
       R"({"co_quan":{"ten":"Bộ A"},"co_quan_cung":[{"ten":"Bộ B"},{"ten":"Ủy ban C","dau_trang":"Ủy ban\nC"}],"so":12,"ky_hieu":"A-B","dia_danh":"Hà Nội","ngay":"2026-12-03","trich_yeu":"họp"})",
       "BỘ A - / BỘ B - / ỦY BAN⏎C\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / Độc lập - Tự do - Hạnh "
       "phúc\nSố: 12/A-B / V/v họp\tHà Nội, ngày 03 tháng 12 năm 2026"},
      {"without number and date, above what a decision issues",
       "dau_khong_so",
       R"({"co_quan":{"ten":"Bộ A"}})",
       "BỘ A\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / Độc lập - Tự do - Hạnh phúc"},
  });
}

TEST_CASE("title, addressees, bases and reference lines", "[components]") {
  check_each({
      {"the type's name and trích yếu",
       "ten_loai",
       R"({"trich_yeu":"Kết quả"})",
       "BÁO CÁO\nKết quả\n"},
      {"a type without trích yếu", "ten_loai", "{}", "BÁO CÁO\n"},
      {"one addressee", "kinh_gui", R"({"kinh_gui":["Bộ Nội vụ"]})", "Kính gửi: Bộ Nội vụ"},
      {"several addressees",
       "kinh_gui",
       R"({"kinh_gui":["A","B","C"]})",
       "Kính gửi:\n- A;\n- B;\n- C."},
      {"no addressee", "kinh_gui", "{}", ""},
      {"bases", "can_cu", R"({"can_cu":["Căn cứ A","Căn cứ B"]})", "Căn cứ A;\nCăn cứ B."},
      {"bases and a proposal",
       "can_cu",
       R"({"can_cu":["Căn cứ A"],"theo_de_nghi":"Theo đề nghị của B"})",
       "Căn cứ A;\nTheo đề nghị của B."},
      {"what a decision issues",
       "kem_theo",
       R"({"so":7,"ky_hieu":"QĐ-UBND","ngay":"2026-04-05","co_quan":{"ten":"Ủy ban nhân dân xã A"}})",
       "(Kèm theo Báo cáo số 07/QĐ-UBND ngày 05 tháng 4 năm 2026 của Ủy ban nhân dân xã A)\n"},
  });
}

TEST_CASE("a body of sections", "[components]") {
  check_each({
      {"sections count themselves unless they say their number",
       "than_muc",
       R"({"mo_dau":[{"noi_dung":"Mở."}],"muc":[{"ten":"một"},{"so_la_ma":"V","ten":"hai"}],"ket_luan":"Hết"})",
       "Mở.\nI. MỘT\nV. HAI\nHết./."},
      {"parts, each with sections from I",
       "than_muc",
       R"({"phan":[{"ten":"chung","muc":[{"ten":"a"},{"ten":"b"}]},{"ten":"riêng","muc":[{"ten":"c"}]}]})",
       "Phần I\nCHUNG\nI. A\nII. B\nPhần II\nRIÊNG\nI. C"},
      {"a body that begins with 1.",
       "than_muc",
       R"({"muc":[{"khoan":[{"noi_dung":"Một."},{"tieu_de":"Hai","doan":[{"noi_dung":"x"}]}]}],"ket_luan":"Hết"})",
       "1. Một.\n2. Hai\nx\nHết./."},
      {"points and what stands below them",
       "than_muc",
       R"({"muc":[{"ten":"m","khoan":[{"tieu_de":"k","diem":[{"noi_dung":"A;","doan_diem":[{"gach":true,"noi_dung":"y"}]},{"noi_dung":"B."}]},{"tieu_de":"l","tieu_muc":[{"tieu_de":"t","doan":[]}]}]}]})",
       "I. M\n1. k\na) A;\n- y\nb) B.\n2. l\n2.1. t"},
      {"rich text", "than_muc", R"({"mo_dau":[{"van_ban":"một **hai**\n\nba"}]})", "một hai\nba"},
  });
}

TEST_CASE("a body of articles", "[components]") {
  check_each({
      {"articles without chapters; the last ends the text",
       "than_dieu",
       R"({"dieu":[{"noi_dung":"Ban hành."},{"noi_dung":"Chánh Văn phòng thi hành"}]})",
       "Ban hành.\nChánh Văn phòng thi hành./."},
      {"a last article with a full stop of its own",
       "than_dieu",
       R"({"dieu":[{"noi_dung":"Ban hành."},{"noi_dung":"Chánh Văn phòng thi hành."}]})",
       "Ban hành.\nChánh Văn phòng thi hành./."},
      {"a last article with the whole end",
       "than_dieu",
       R"({"dieu":[{"ten":"A","noi_dung":"Chánh Văn phòng thi hành./."}]})",
       "A\nChánh Văn phòng thi hành./."},
      {"a last paragraph with a full stop",
       "than_dieu",
       R"({"dieu":[{"ten":"A","doan":[{"noi_dung":"x."},{"noi_dung":"y."}]}]})",
       "A\nx.\ny./."},
      {"a last paragraph that ends in a figure, with and without words behind it",
       "than_dieu",
       R"({"dieu":[{"ten":"A","doan":[{"noi_dung":"y","con_so":[{"gia_tri":1,"sau":" xã."},{"gia_tri":2}]}]}]})",
       "A\ny 1 xã. 2./."},
      {"words behind the last figure, with a full stop",
       "than_dieu",
       R"({"dieu":[{"ten":"A","doan":[{"noi_dung":"y","con_so":[{"gia_tri":1},{"gia_tri":2,"sau":" xã."}]}]}]})",
       "A\ny 1 2 xã./."},
      {"a last clause and a last point with a full stop",
       "than_dieu",
       R"({"dieu":[{"noi_dung":"A:","khoan":[{"noi_dung":"x:","diem":[{"noi_dung":"b;"},{"noi_dung":"c."}]}]}]})",
       "A:\n1. x:\na) b;\nb) c./."},
      {"an end in a paragraph, a clause, a point",
       "than_dieu",
       R"({"dieu":[{"ten":"A","doan":[{"noi_dung":"x;"},{"gach":true,"noi_dung":"y"}]}]})",
       "A\nx;\n- y./."},
      {"the last clause ends the text",
       "than_dieu",
       R"({"dieu":[{"ten":"A","noi_dung":"Như sau:","khoan":[{"noi_dung":"x;"},{"tieu_de":"T","noi_dung":"y"}]}]})",
       "A\nNhư sau:\n1. x;\n2. T\ny./."},
      {"the last point ends the text",
       "than_dieu",
       R"({"dieu":[{"noi_dung":"A:","khoan":[{"noi_dung":"x:","diem":[{"noi_dung":"b;"},{"noi_dung":"c","doan_diem":[{"noi_dung":"z"}]}]}]}]})",
       "A:\n1. x:\na) b;\nb) c\nz./."},
      {"chapters and their sections; only the last article of all ends the text",
       "than_dieu",
       R"({"chuong":[{"ten":"chung","dieu":[{"ten":"A","noi_dung":"a."}]},{"ten":"riêng","muc":[{"ten":"m","dieu":[{"ten":"B","noi_dung":"b."}]},{"ten":"n","dieu":[{"ten":"C","noi_dung":"c."},{"ten":"D","noi_dung":"d"}]}]}]})",
       "Chương I\nCHUNG\nA\na.\nChương II\nRIÊNG\nMục 1\nM\nB\nb.\nMục 2\nN\nC\nc.\nD\nd./."},
  });
}

TEST_CASE("articles are counted by Word, through all chapters", "[components]") {
  std::string const docx = filled(
      "than_dieu",
      R"({"chuong":[{"ten":"c","dieu":[{"ten":"A","noi_dung":"a"}]},{"ten":"d","dieu":[{"ten":"B","noi_dung":"b"}]}]})");
  std::string const styles = test::part_of(docx, "word/styles.xml");
  for (char const* style : {"Dieu", "DieuNoiDung"}) {
    std::size_t const at = styles.find(std::string{"w:styleId=\""} + style + '"');
    std::size_t const list = styles.find("<w:numId w:val=\"1\"/>", at);
    CHECK(list < styles.find("</w:style>", at));
  }
  CHECK(test::part_of(docx, "word/numbering.xml").find("<w:lvlText w:val=\"Điều %1.\"/>") !=
        std::string::npos);
  // No paragraph has a list of its own, so that nothing begins anew.
  CHECK(test::part_of(docx, "word/document.xml").find("<w:numPr>") == std::string::npos);
}

TEST_CASE("recipients and signature", "[components]") {
  check_each({
      {"authority over authority",
       "noi_nhan_chu_ky",
       R"({"noi_nhan":["Như trên"],"luu":"VP","ky":{"quyen_han":["TM. Ủy ban nhân dân","KT. Chủ tịch"],"chuc_vu":"Phó Chủ tịch","ho_ten":"Nguyễn Văn A"}})",
       "Nơi nhận: / - Như trên; / - Lưu: VT, VP.\tTM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ "
       "TỊCH /  / "
       "Nguyễn Văn A"},
      {"an acting head: one line",
       "noi_nhan_chu_ky",
       R"({"noi_nhan":["A"],"ky":{"quyen_han":["Q. Giám đốc"],"ho_ten":"Nguyễn Văn A"}})",
       "Nơi nhận: / - A; / - Lưu: VT.\tQ. GIÁM ĐỐC /  / Nguyễn Văn A"},
      {"drafter's code, another post, no name yet",
       "noi_nhan_chu_ky",
       R"({"noi_nhan":[],"nguoi_soan":{"ky_hieu":"PL","so_ban":300},"ky":{"chuc_vu":"Trưởng ban","chuc_vu_khac":"Giám đốc\nSở A"}})",
       "Nơi nhận: / - Lưu: VT. / PL.(300)\tTRƯỞNG BAN /  / GIÁM ĐỐC⏎SỞ A"},
      {"two signers: the second at the left, recipients below",
       "noi_nhan_chu_ky",
       R"({"noi_nhan":["A"],"ky":{"chuc_vu":"Chủ tọa","ho_ten":"Nguyễn Văn A"},"ky_cung":[{"quyen_han":["TL. B"],"chuc_vu":"Thư ký","ho_ten":"Nguyễn Văn B"}]})",
       "TL. B\t\nTHƯ KÝ\tCHỦ TỌA\n\t\n\t\nNguyễn Văn B\tNguyễn Văn A\n"
       "Nơi nhận: / - A; / - Lưu: VT.\t"},
      {"three signers: the third in a row of its own",
       "noi_nhan_chu_ky",
       R"({"noi_nhan":["A"],"ky":{"chuc_vu":"a","ho_ten":"x"},"ky_cung":[{"chuc_vu":"b","ho_ten":"y"},{"chuc_vu":"c","ho_ten":"z"}]})",
       "\t\nB\tA\n\t\n\t\ny\tx\n\tC /  / z\t\nNơi nhận: / - A; / - Lưu: VT.\t"},
      {"a copy",
       "ban_sao",
       R"({"co_quan":{"ten":"Sở A"},"so":7,"ky_hieu":"SY-SA","dia_danh":"Huế","ngay":"2026-12-12","hinh_thuc":"Sao y","noi_nhan":["B"],"ky":{"chuc_vu":"Giám đốc","ho_ten":"C"}})",
       "\nSỞ A\tSAO Y\nSố: 07/SY-SA\tHuế, ngày 12 tháng 12 năm 2026\n\n"
       "Nơi nhận: / - B; / - Lưu: VT.\tGIÁM ĐỐC /  / C\n"},
  });
}

TEST_CASE("appendices, each a section upright or on its side", "[components]") {
  std::string const docx = filled(
      "het_phan cac_phu_luc",
      R"({"so":7,"ky_hieu":"BC-A","ngay":"2026-04-05","co_quan":{"ten":"Sở A"},"phu_luc":[{"so_la_ma":"I","tieu_de":"một","than":[{"so_la_ma":"I","ten":"m","khoan":[{"noi_dung":"k"},{"tieu_de":"t"}]}]},{"so_la_ma":"II","tieu_de":"hai","ngang":true,"phan_them":"x"}]})");
  std::string const line = "(Kèm theo Báo cáo số 07/BC-A ngày 05 tháng 4 năm 2026 của Sở A)";
  CHECK(test::text_of(docx) == "\nPhụ lục I\nMỘT\n" + line +
                                   "\n\nI. M\n1. k\n2. t\n./.\n\nPhụ lục II\nHAI\n" + line +
                                   "\n\nx\n./.\n\nhết");
  std::string const xml = test::part_of(docx, "word/document.xml");
  std::size_t const first = xml.find("<w:pgSz w:w=\"11906\"");
  std::size_t const second = xml.find("<w:pgSz w:w=\"11906\"", first + 1);
  CHECK(second < xml.find("w:orient=\"landscape\""));
}

TEST_CASE("pictures of signature and seal", "[components]") {
  constexpr char kPng[] =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR42mNgAAIAAAUAAen63NgAAAAASUVORK5CYII"
      "=";
  std::string const picture = std::string{"\"data:image/png;base64,"} + kPng + "\"";
  auto const drawn = [&](std::string const& members) {
    std::string const xml =
        test::part_of(filled("noi_nhan_chu_ky",
                             R"({"noi_nhan":[],"ky":{"chuc_vu":"A","ho_ten":"B")" + members + "}}"),
                      "word/document.xml");
    return std::pair{xml.find("<wp:inline") != std::string::npos,
                     xml.find("<wp:extent cx=\"1296000\" cy=\"1296000\"/>") != std::string::npos};
  };
  CHECK(drawn("") == std::pair{false, false});
  CHECK(drawn(",\"chu_ky\":" + picture) == std::pair{true, false});
  CHECK(drawn(",\"con_dau\":" + picture) == std::pair{false, true});
  CHECK(drawn(",\"chu_ky\":" + picture + ",\"con_dau\":" + picture) == std::pair{true, true});
}

TEST_CASE("the margins of page 1", "[components]") {
  std::string const docx = filled(
      "doan",
      R"({"noi_dung":"x","luu_hanh":"Lưu hành nội bộ","ky_so":{"so_ky_hieu":"5/A","ngay":"2026-04-05","gio":"10:00:00+07:00"},"dia_chi":{"dia_chi":"Số 1","fax":"2","thu_dien_tu":"a@b.vn","trang_tin":"b.vn"}})");
  CHECK(test::text_of_part(docx, "word/header2.xml") ==
        "Số: 5/A; 05/4/2026; 10:00:00+07:00\nLƯU HÀNH NỘI BỘ\n");
  CHECK(test::text_of_part(docx, "word/footer2.xml") ==
        "\nĐịa chỉ: Số 1\nFax: 2\nE-Mail: a@b.vn, Website: b.vn\n");
  std::string const without = filled("doan", R"({"noi_dung":"x"})");
  CHECK(test::text_of_part(without, "word/header2.xml").empty());
  CHECK(test::text_of_part(without, "word/footer2.xml").empty());
}
