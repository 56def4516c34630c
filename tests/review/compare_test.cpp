#include "review/compare.h"

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "review/geometry_text.h"

using namespace thethuc;
using namespace thethuc::review;
using rules::Component;

namespace {

// The text of a short letter; a test changes records of it.
struct Page {
  std::vector<std::string> records{
      "= 1 210 297",
      "13b 110 20 75 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
      "14b 120 26 55 Độc lập - Tự do - Hạnh phúc",
      "14b 80 50 50 Về việc báo cáo",
      "14 40 60 140 Thực hiện kế hoạch của huyện, xã đã làm",
      "14 30 66 150 xong ba việc trong quý này.",
      "14 40 76 120 Trên đây là báo cáo./.",
      "- 120 27.5 175 27.5 0.3",
  };
  std::string text() const {
    std::string out;
    for (std::string const& record : records) {
      out += record + "\n";
    }
    return out;
  }
};

Layout layout(std::string const& text) {
  Layout out;
  out.geometry = geometry_from_text(text).value();
  out.sections = {{210, 297, 20, 20, 30, 20, 10, 10}};
  out.texts = {
      {Component::quoc_hieu, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
      {Component::tieu_ngu, "Độc lập - Tự do - Hạnh phúc"},
      {Component::trich_yeu, "Về việc báo cáo"},
      {Component::noi_dung, "Thực hiện kế hoạch của huyện, xã đã làm xong ba việc trong quý này."},
      {Component::ket_thuc, "Trên đây là báo cáo./."}};
  return out;
}

std::string lines(std::vector<Change> const& changes, base::Language language) {
  std::string out;
  for (Change const& change : changes) {
    base::Words const words = change.message();
    out += (language == base::Language::vi ? words.vi : words.en) + "\n";
  }
  return out;
}

std::string differences(Layout const& from, Layout const& to, double points = 0.5) {
  return lines(compare(from, to, {points}), base::Language::vi);
}

}  // namespace

TEST_CASE("changes are told in words", "[compare]") {
  struct Case {
    char const* name;
    std::size_t record;
    char const* becomes;
    char const* told;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"nothing", 3, "14b 80 50 50 Về việc báo cáo", ""},
      {"within the tolerance", 3, "14b 80.1 50.1 50 Về việc báo cáo", ""},
      {"size", 3, "13b 80 50 50 Về việc báo cáo", "trích yếu: cỡ chữ 14 → 13 pt (trang 1)\n"},
      {"half a point", 1, "12.5b 110 20 75 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
       "Quốc hiệu: cỡ chữ 13 → 12,5 pt (trang 1)\n"},
      {"bold", 2, "14 120 26 55 Độc lập - Tự do - Hạnh phúc",
       "Tiêu ngữ: chữ đậm → chữ thường (trang 1)\n"},
      {"italic", 6, "14i 40 76 120 Trên đây là báo cáo./.",
       "dấu kết thúc “./.”: chữ đứng → chữ nghiêng (trang 1)\n"},
      {"a centred line that became wider", 3, "14b 78 50 54 Về việc báo cáo", ""},
      {"a line that moved", 3, "14b 80 51.7 50 Về việc báo cáo",
       "trích yếu: dịch xuống 4,8 pt (trang 1)\n"},
      {"to the left and up", 3, "14b 75 49 50 Về việc báo cáo",
       "trích yếu: dịch lên 2,8 pt, sang trái 14,2 pt (trang 1)\n"},
      {"a word came", 6, "14 40 76 120 Trên đây là toàn bộ báo cáo./.",
       "dấu kết thúc “./.”: thêm “toàn bộ” (trang 1)\n"},
      {"a word went", 4, "14 40 60 140 Thực hiện kế hoạch của huyện, xã đã",
       "nội dung: bỏ “làm” (trang 1)\n"},
      {"a word for another", 5, "14 30 66 150 xong bốn việc trong quý này.",
       "nội dung: “ba” → “bốn” (trang 1)\n"},
      {"the drawn line is shorter", 7, "- 130 27.5 165 27.5 0.3",
       "Tiêu ngữ: đường kẻ dài 55 → 35 mm (trang 1)\n"},
      {"and thicker", 7, "- 120 27.5 175 27.5 0.6", "Tiêu ngữ: đường kẻ dày 0,85 → 1,7 pt (trang 1)\n"},
      {"and further below", 7, "- 120 28.5 175 28.5 0.3",
       "Tiêu ngữ: đường kẻ cách chữ 4,3 → 7,1 pt (trang 1)\n"},
      {"and aside", 7, "- 154 27.5 209 27.5 0.3",
       "Tiêu ngữ: đường kẻ dịch sang phải 96,4 pt (trang 1)\n"},
      {"and at the foot of the page", 7, "- 120 237.5 175 237.5 0.3",
       "Tiêu ngữ: đường kẻ dịch xuống 595,3 pt (trang 1)\n"},
      {"shorter, and aside", 7, "- 60 27.5 95 27.5 0.3",
       "Tiêu ngữ: đường kẻ dài 55 → 35 mm (trang 1)\n"
       "Tiêu ngữ: đường kẻ dịch sang trái 170,1 pt (trang 1)\n"},
      {"and gone", 7, "", "Tiêu ngữ: bỏ đường kẻ (trang 1)\n"},
      {"a picture came", 7, "- 120 27.5 175 27.5 0.3\n# 30 200 20 20", "trang: thêm hình (trang 1)\n"},
      {"landscape paper is a matter of sections", 0, "= 1 297 210", ""},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    Page const then;
    Page now;
    now.records[c.record] = c.becomes;
    CHECK(differences(layout(then.text()), layout(now.text())) == c.told);
  }
}

TEST_CASE("what is drawn goes with the text around it, or is told", "[compare]") {
  struct Case {
    char const* name;
    char const* then;
    char const* now;
    char const* told;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"a drawn line with its text, down", "14 50 50 100 Một\n- 60 52 140 52 0.3\n",
       "14 50 60 100 Một\n- 60 62 140 62 0.3\n", "“Một”: dịch xuống 28,3 pt (trang 1)\n"},
      {"and aside", "14 50 50 100 Một\n- 60 52 140 52 0.3\n",
       "14 60 50 100 Một\n- 70 52 150 52 0.3\n", "“Một”: dịch sang phải 28,3 pt (trang 1)\n"},
      {"without its text", "14 50 50 100 Một\n- 60 52 140 52 0.3\n",
       "14 50 60 100 Một\n- 60 52 140 52 0.3\n",
       "trang: đường kẻ dịch lên 28,3 pt (trang 1)\n“Một”: dịch xuống 28,3 pt (trang 1)\n"},
      {"no text is near: aside", "14 50 50 100 Một\n- 60 200 140 200 0.3\n",
       "14 50 50 100 Một\n- 72 200 152 200 0.3\n",
       "trang: đường kẻ dịch sang phải 34 pt (trang 1)\n"},
      {"within the tolerance", "14 50 50 100 Một\n- 60 200 140 200 0.3\n",
       "14 50 50 100 Một\n- 60.1 200.1 140.1 200.1 0.3\n", ""},
      {"no text at all", "- 60 200 140 200 0.3\n", "- 60 210 140 210 0.3\n",
       "trang: đường kẻ dịch xuống 28,3 pt (trang 1)\n"},
      {"borders of a table, of which one row became higher",
       "- 30 44 180 44 0.3\n14 50 50 100 Một\n- 30 52 180 52 0.3\n14 50 58 100 Hai\n- 30 60 180 60 0.3\n",
       "- 30 44 180 44 0.3\n14 50 50 100 Một\n- 30 55 180 55 0.3\n14 50 61 100 Hai\n- 30 63 180 63 0.3\n",
       "“Hai”: dịch xuống 8,5 pt (trang 1)\n"},
      {"an upright line aside", "14 50 50 100 Một\n- 40 40 40 60 0.3\n", "14 50 50 100 Một\n- 45 40 45 60 0.3\n",
       "nội dung bảng: đường kẻ dịch sang phải 14,2 pt (trang 1)\n"},
      {"one more before others of its form",
       "- 30 44 180 44 0.3\n14 50 50 100 Một\n- 30 52 180 52 0.3\n",
       "- 30 34 180 34 0.3\n- 30 44 180 44 0.3\n14 50 50 100 Một\n- 30 52 180 52 0.3\n",
       "trang: thêm đường kẻ (trang 1)\n"},
      {"a picture aside", "14 50 50 100 Một\n# 30 80 40 40\n", "14 50 50 100 Một\n# 60 80 40 40\n",
       "trang: hình dịch sang phải 85 pt (trang 1)\n"},
      {"a picture with its text", "14 50 50 100 Một\n# 60 54 40 40\n", "14 50 60 100 Một\n# 60 64 40 40\n",
       "“Một”: dịch xuống 28,3 pt (trang 1)\n"},
      {"a picture that became larger, around its middle", "# 60 60 40 40\n", "# 55 55 50 50\n",
       "trang: hình 40 × 40 → 50 × 50 mm (trang 1)\n"},
      {"two pictures that changed places", "# 30 80 40 40\n# 130 80 20 20\n", "# 130 80 40 40\n# 30 80 20 20\n",
       "trang: hình dịch sang phải 283,5 pt (trang 1)\ntrang: hình dịch sang trái 283,5 pt (trang 1)\n"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    std::string const page = "= 1 210 297\n";
    Layout then = layout(page + c.then);
    Layout now = layout(page + c.now);
    then.texts.clear();
    now.texts.clear();
    CHECK(differences(then, now) == c.told);
  }
}

TEST_CASE("a font is told by its family", "[compare]") {
  Page const then;
  Page now;
  now.records[3] = "@ DejaVuSans\n14b 80 50 50 Về việc báo cáo\n@ LiberationSerif";
  CHECK(differences(layout(then.text()), layout(now.text())) ==
        "trích yếu: phông chữ LiberationSerif → DejaVuSans (trang 1)\n");
}

TEST_CASE("English", "[compare]") {
  Page const then;
  Page now;
  now.records[3] = "12.5b 80 51.7 50 Về việc báo cáo";
  CHECK(lines(compare(layout(then.text()), layout(now.text()), {}), base::Language::en) ==
        "summary (trích yếu): size 14 → 12.5 pt (page 1)\n"
        "summary (trích yếu): moved down 4.8 pt (page 1)\n");
}

TEST_CASE("lines that moved by the same are one change", "[compare]") {
  Page const then;
  Page now;
  now.records[3] = "14b 80 51 50 Về việc báo cáo";
  now.records[4] = "14 40 61 140 Thực hiện kế hoạch của huyện, xã đã làm";
  now.records[5] = "14 30 67 150 xong ba việc trong quý này.";
  now.records[6] = "14 40 77 120 Trên đây là báo cáo./.";
  CHECK(differences(layout(then.text()), layout(now.text())) ==
        "trang: dịch xuống 2,8 pt, từ “Về việc báo cáo” đến “Trên đây là báo cáo./.” (4 dòng, "
        "trang 1)\n");
  CHECK(differences(layout(then.text()), layout(now.text()), 3) == "");
}

TEST_CASE("a paragraph that breaks elsewhere keeps its words", "[compare]") {
  Page const then;
  Page now;
  now.records[4] = "14 40 60 120 Thực hiện kế hoạch của huyện, xã";
  now.records[5] = "14 30 66 170 đã làm xong ba việc trong quý này.";
  CHECK(differences(layout(then.text()), layout(now.text())) ==
        "nội dung: ngắt dòng khác đi (2 dòng, trang 1)\n");
}

TEST_CASE("margins and paper are those of the sections", "[compare]") {
  Layout const then = layout(Page{}.text());
  Layout now = then;
  now.sections[0].left_mm = 25;
  now.sections[0].width_mm = 297;
  CHECK(differences(then, now) == "trang: chiều rộng 210 → 297 mm\ntrang: lề trái 30 → 25 mm\n");
  now.sections.push_back(now.sections[0]);
  CHECK(differences(then, now).find("số phần (section) 1 → 2") != std::string::npos);
}

TEST_CASE("the tolerance holds for margins, spacing and paper, too", "[compare]") {
  Layout const then = layout(Page{}.text());
  Layout now = then;
  now.sections[0].left_mm = 30.3;  // 0.85 points
  now.sections[0].width_mm = 211;  // 2.8
  CHECK(differences(then, now, 0.5) ==
        "trang: chiều rộng 210 → 211 mm\ntrang: lề trái 30 → 30,3 mm\n");
  CHECK(differences(then, now, 1) == "trang: chiều rộng 210 → 211 mm\n");
  CHECK(differences(then, now, 1000).empty());

  std::string wide = "= 1 210 297\n";
  std::string narrow = wide;
  for (int i = 0; i < 20; ++i) {
    std::string const text = " 150 Dòng thứ " + std::to_string(i) + "\n";
    narrow += "14 30 " + std::to_string(30 + 6 * i) + text;
    wide += "14 30 " + std::to_string(30 + 6.2 * i) + text;
  }
  CHECK(compare(layout(narrow), layout(wide), {0.5}).front().kind == ChangeKind::line_pitch);
  CHECK(differences(layout(narrow), layout(wide), 50).empty());
}

TEST_CASE("a document and its own PDF, which has no sections, are the same", "[compare]") {
  Layout const document = layout(Page{}.text());
  Layout pdf = document;
  pdf.sections.clear();
  pdf.texts.clear();
  CHECK(differences(document, pdf).empty());
  CHECK(differences(pdf, document).empty());
}

TEST_CASE("of a PDF the paper is that of its pages", "[compare]") {
  Layout then = layout(Page{}.text());
  Layout now = then;
  then.sections.clear();
  now.sections.clear();
  now.geometry.sheets[0].width_mm = 297;
  now.geometry.sheets[0].height_mm = 210;
  CHECK(differences(then, now) == "trang: khổ giấy 210 × 297 → 297 × 210 mm (trang 1)\n");
}

TEST_CASE("a page break that moved", "[compare]") {
  std::string const first = "= 1 210 297\n14 30 20 20 Dòng một\n14 30 30 20 Dòng hai\n";
  std::string const then = first + "= 2 210 297\n14 100 10 3 2\n14 30 20 20 Dòng ba\n";
  std::string const now =
      "= 1 210 297\n14 30 20 20 Dòng một\n= 2 210 297\n14 100 10 3 2\n"
      "14 30 20 20 Dòng hai\n14 30 30 20 Dòng ba\n";
  std::string const told = differences(layout(then), layout(now));
  CHECK(told.find("trang: trang 2 bắt đầu từ “Dòng hai”, trước đây từ “Dòng ba” (trang 2)\n") !=
        std::string::npos);
  CHECK(differences(layout(then), layout(then)).empty());
}

TEST_CASE("a page more is told", "[compare]") {
  std::string const one = "= 1 210 297\n14 30 20 20 Dòng một\n";
  std::string const two = one + "= 2 210 297\n14 30 20 20 Dòng hai\n";
  CHECK(differences(layout(one), layout(two)) ==
        "trang: số trang 1 → 2\nnội dung: thêm “Dòng hai” (trang 2)\n");
}

TEST_CASE("more spacing between lines is one change, not one for each line", "[compare]") {
  std::string then = "= 1 210 297\n";
  std::string now = then;
  for (int i = 0; i < 20; ++i) {
    std::string const text = " 150 Dòng thứ " + std::to_string(i) + "\n";
    then += "14 30 " + std::to_string(30 + 6 * i) + text;
    now += "14 30 " + std::to_string(30 + 7 * i) + text;
  }
  std::vector<Change> const changes = compare(layout(then), layout(now), {});
  CHECK(changes.size() < 9);
  CHECK(changes.front().kind == ChangeKind::line_pitch);
  CHECK(changes.front().what.vi == "khoảng cách dòng 17 → 19,8 pt");
}

TEST_CASE("documents that have nothing in common are told within bounds", "[compare]") {
  std::string then = "= 1 210 297\n";
  std::string now = then;
  for (int i = 0; i < 3000; ++i) {
    then += "14 30 30 150 cũ" + std::to_string(i) + "\n";
    now += "14 30 30 150 mới" + std::to_string(i) + "\n";
  }
  std::vector<Change> const changes = compare(layout(then), layout(now), {});
  CHECK(changes.size() == 1);
}

TEST_CASE("comparing the other way tells the opposite", "[compare]") {
  Page const then;
  Page now;
  now.records[3] = "13b 80 50 50 Về việc báo cáo";
  now.records[6] = "14 40 76 120 Trên đây là toàn bộ báo cáo./.";
  CHECK(differences(layout(now.text()), layout(then.text())) ==
        "trích yếu: cỡ chữ 13 → 14 pt (trang 1)\ndấu kết thúc “./.”: bỏ “toàn bộ” (trang 1)\n");
}

TEST_CASE("text that goes over to the next page passes the number of the page", "[compare]") {
  std::string const first = "= 1 210 297\n14 30 20 20 Dòng một\n";
  std::string const number = "= 2 210 297\n14 100 10 3 2\n";
  std::string const then = first + "14 30 30 20 Dòng hai\n" + number + "14 30 20 20 Dòng ba\n";
  std::string const now = first + number + "14 30 20 20 Dòng hai\n14 30 30 20 Dòng ba\n";
  for (Change const& change : compare(layout(then), layout(now), {})) {
    CHECK(change.kind != ChangeKind::text);
  }
}

TEST_CASE("a hyphen at the end of a line is no change of text", "[compare]") {
  std::string const then = "= 1 210 297\n14 30 20 50 Văn bản số 52/BC\n14 30 30 50 UBND ngày 05\n";
  std::string const now = "= 1 210 297\n14 30 20 50 Văn bản số 52/BC-UBND\n14 30 30 50 ngày 05\n";
  for (Change const& change : compare(layout(then), layout(now), {})) {
    CHECK(change.kind == ChangeKind::rewrapped);
  }
}

TEST_CASE("lines that moved up together are one change, however far sideways", "[compare]") {
  Page const then;
  Page now;
  now.records[4] = "14 35 56 145 Thực hiện kế hoạch của huyện, xã đã làm";  // justified
  now.records[5] = "14 25 62 150 xong ba việc trong quý này.";
  CHECK(differences(layout(then.text()), layout(now.text())) ==
        "nội dung: dịch lên 11,3 pt, sang trái đến 14,2 pt (2 dòng, trang 1)\n");
}

TEST_CASE("text that stands elsewhere has not come and gone", "[compare]") {
  std::string const page = "= 1 210 297\n14 30 20 50 Dòng đầu\n";
  std::string const a = "14 30 30 50 - Phòng Nội vụ huyện;\n";
  std::string const b = "14 30 40 50 - Lưu: VT, VP.\n";
  std::string const c = "14 30 50 50 - Thành viên Ủy ban;\n";
  std::string const told = differences(layout(page + a + b + c), layout(page + b + c + a));
  CHECK(told.find("thêm") == std::string::npos);
  CHECK(told.find("“- Phòng Nội vụ huyện;” sang chỗ khác trong trang") != std::string::npos);
}
