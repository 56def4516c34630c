#include "review/report.h"

#include <catch2/catch.hpp>

using namespace thethuc;
using namespace thethuc::review;
using base::Language;

namespace {

Report report() {
  Report out;
  out.from = "HEAD:templates";
  out.to = "templates";
  for (std::string const id : {"bao-cao", "cong-van"}) {
    Entry entry;
    entry.template_id = id;
    entry.sample = id + "/<một>.json";
    entry.outcome = Outcome::changed;
    entry.old_pages = 1;
    entry.new_pages = 2;
    Change change;
    change.kind = ChangeKind::size;
    change.component = rules::Component::trich_yeu;
    change.what = {"cỡ chữ 13 → 14 pt", "size 13 → 14 pt"};
    change.quote = "Về việc “A & B”";
    change.new_marks.push_back({1, 30, 50, 80, 5});
    change.old_marks.push_back({1, 30, 50, 80, 5});
    change.lines = 1;
    entry.changes.push_back(change);
    PageReport page;
    page.changed = 0.0123;
    page.width_mm = 210;
    page.height_mm = 297;
    page.old_png = "old picture";
    page.new_png = "new picture";
    page.overlay_png = "both";
    entry.pages.push_back(page);
    out.entries.push_back(std::move(entry));
  }
  Entry same;
  same.template_id = same.sample = "thu-cong";
  out.entries.push_back(same);
  return out;
}

bool holds(std::string const& text, std::string const& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the report as text", "[report]") {
  CHECK(report_text(report(), Language::vi) == R"(HEAD:templates → templates
2 trên 3 văn bản thay đổi, 2 trang

Thay đổi chung:
  trích yếu: cỡ chữ 13 → 14 pt: 2 văn bản của 2 mẫu

bao-cao/<một>.json: 1 → 2 trang, 1 trang thay đổi
  trích yếu: cỡ chữ 13 → 14 pt (trang 1)
  điểm ảnh khác: trang 1 1,2 %

cong-van/<một>.json: 1 → 2 trang, 1 trang thay đổi
  trích yếu: cỡ chữ 13 → 14 pt (trang 1)
  điểm ảnh khác: trang 1 1,2 %
)");
  CHECK(holds(report_text(report(), Language::en), "2 of 3 documents changed, 2 pages\n"));
}

TEST_CASE("the report as JSON", "[report]") {
  std::string const json = report_json(report(), Language::en);
  CHECK(holds(json, R"("differs": true)"));
  CHECK(holds(
      json,
      R"j({"kind":"size","component":"trich_yeu","message":"summary (trích yếu): size 13 → 14 pt (page 1)")j"));
  CHECK(holds(json, R"({"page":1,"changed":0.012300})"));
  CHECK(holds(json, R"({"outcome":"same","template":"thu-cong")"));
}

TEST_CASE("the HTML report needs nothing from outside and trusts no text", "[report]") {
  std::string const html = report_html(report(), Language::vi);
  CHECK(holds(html, "default-src 'none'; img-src data:; style-src 'sha256-"));
  CHECK(holds(html, "bao-cao/&lt;một&gt;.json"));
  CHECK(holds(html, "A &amp; B"));
  CHECK_FALSE(holds(html, "<một>"));
  for (std::string const outside :
       {"http:", "https:", "src=\"/", "@import", "url(", " style=\"", " onclick"}) {
    INFO(outside);
    CHECK_FALSE(holds(html, outside));
  }
  CHECK(holds(html, "data:image/png;base64,b2xkIHBpY3R1cmU="));  // old picture
  CHECK(holds(html, R"(<html lang="vi" data-lang="vi")"));
  CHECK(holds(report_html(report(), Language::en), R"(<html lang="en" data-lang="en")"));
  CHECK(holds(
      html,
      R"j(<span lang="vi">trích yếu: cỡ chữ 13 → 14 pt (trang 1)</span><span lang="en">summary)j"));
}

TEST_CASE("numbers are written as each language does", "[report]") {
  CHECK(number_text(13, 1).vi == "13");
  CHECK(number_text(13.5, 1).vi == "13,5");
  CHECK(number_text(13.46, 1).en == "13.5");
  CHECK(number_text(-0.01, 1).en == "0");
  CHECK(number_text(100, 1).en == "100");
  CHECK(share_text(0.125, 1).vi == "12,5 %");
  CHECK(share_text(1, 1).en == "100 %");
  CHECK(share_text(0, 1).en == "0 %");
  CHECK(share_text(0.0002, 1).vi == "dưới 0,1 %");
  CHECK(share_text(0.0002, 2).en == "0.02 %");
  CHECK(share_text(0.00001, 2).en == "less than 0.01 %");
}
