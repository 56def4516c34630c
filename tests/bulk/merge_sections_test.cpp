#include "joining.h"

using namespace thethuc;
using namespace thethuc::test;

namespace {

std::string header(std::string const& text) {
  return part("hdr", p(text));
}

std::string const kDefaultHeader = "<w:headerReference w:type=\"default\" r:id=\"header1\"/>";
std::string const kFirstHeader = "<w:headerReference w:type=\"first\" r:id=\"header2\"/>";
std::string const kEvenHeader = "<w:headerReference w:type=\"even\" r:id=\"header2\"/>";

std::string settings(std::string const& content) {
  return part("settings", content);
}

// What the headers of each section say, in order: "default=A first=B | default=".
std::string headers_of(Joined const& all) {
  base::Diagnostics diagnostics;
  auto const package = opc::Package::read(all.docx, "x.docx", {}, diagnostics);
  REQUIRE(package);
  std::string const main = all.main();
  std::string out;
  bool is_first = true;
  for (std::size_t at = main.find("<w:sectPr"); at != std::string::npos;
       at = main.find("<w:sectPr", at + 1)) {
    std::string const one = main.substr(at, main.find("</w:sectPr>", at) - at);
    std::regex const reference{R"-(<w:(header|footer)Reference w:type="(\w+)" r:id="(\w+)")-"};
    std::string line;
    for (std::sregex_iterator m{one.begin(), one.end(), reference}, end; m != end; ++m) {
      auto const* const relationship =
          package->relationships(package->main_part()).by_id((*m)[3].str());
      REQUIRE(relationship);
      std::string const name = opc::Package::target_part(package->main_part(), *relationship);
      line += (line.empty() ? "" : " ") + (*m)[2].str() + "=" + text_of_part(all.docx, name);
    }
    out += (is_first ? "" : " | ") + line;
    is_first = false;
  }
  return out;
}

}  // namespace

TEST_CASE("each document begins on a new page and counts its pages from 1", "[sections]") {
  struct Case {
    char const* name;
    std::string section;
    char const* expect;  // w:start and w:type of both sections
  };
  auto const c = GENERATE(values<Case>({
      {"nothing said", section(), "1"},
      {"own beginning", section("", "<w:pgNumType w:start=\"5\"/>"), "5 5"},
      {"a format, no beginning", section("", "<w:pgNumType w:fmt=\"lowerRoman\"/>"), "1"},
      {"continuous", section("<w:type w:val=\"continuous\"/>"), "continuous 1"},
      {"on an odd page", section("<w:type w:val=\"oddPage\"/>"), "oddPage 1"},
  }));
  DYNAMIC_SECTION(c.name) {
    std::string const one = make_docx(p("một") + c.section);
    Joined const all = joined({one, one});
    CHECK(test::all(all.main(), R"(w:start="(\d+)\"|<w:type w:val="(\w+)\")") == c.expect);
    CHECK(text_of(all.docx) == "một\nmột");
  }
}

TEST_CASE("sections within a document go on counting", "[sections]") {
  std::string const two =
      make_docx(p("một", section()) + p("hai") + section("<w:type w:val=\"continuous\"/>"));
  Joined const all = joined({two, two});
  CHECK(test::all(all.main(), R"(<w:t>([^<]+)<|<w:(sectPr)|w:start="(\d+)\"|w:val="(cont)i)") ==
        "sectPr một sectPr cont hai sectPr 1 một hai sectPr cont");
}

TEST_CASE("headers are those of each document", "[sections]") {
  struct Case {
    char const* name;
    std::string first;
    std::string second;
    char const* expect;
  };
  Files const a = {{"word/header1.xml", header("A")}, {"word/header2.xml", header("A2")}};
  Files const b = {{"word/header1.xml", header("B")}, {"word/header2.xml", header("B2")}};
  Files without_even = a;
  without_even.push_back({"word/settings.xml", settings("")});
  Files with_even = b;
  with_even.push_back({"word/settings.xml", settings("<w:evenAndOddHeaders/>")});
  auto const body = [](std::string const& references) { return p("x") + section(references); };
  std::vector<Case> const cases = {
      {"none, then one", make_docx(body("")), make_docx(body(kDefaultHeader), b), " | default=B"},
      {"one, then none",
       make_docx(body(kDefaultHeader), a),
       make_docx(body("")),
       "default=A | default="},
      {"different ones",
       make_docx(body(kDefaultHeader), a),
       make_docx(body(kDefaultHeader), b),
       "default=A | default=B"},
      {"a first page's, then none",
       make_docx(body(kDefaultHeader + kFirstHeader), a),
       make_docx(body(kDefaultHeader), b),
       "default=A first=A2 | first= default=B"},
      {"inherited within the document",
       make_docx(p("x", section(kDefaultHeader)) + p("y") + section(), a),
       make_docx(p("x", section()) + p("y") + section(kDefaultHeader), b),
       "default=A |  | default= | default=B"},
      {"even pages, then none of these",
       make_docx(body(kDefaultHeader + kEvenHeader), with_even),
       make_docx(body(kDefaultHeader), without_even),
       "default=B even=B2 | even=A default=A"},
  };
  for (Case const& c : cases) {
    DYNAMIC_SECTION(c.name) {
      Joined const all = joined({c.first, c.second});
      CHECK(headers_of(all) == c.expect);
      CHECK(all.told.empty());
    }
  }
}

TEST_CASE("even pages that come later are told", "[sections]") {
  Files const even = {{"word/settings.xml", settings("<w:evenAndOddHeaders/>")}};
  Files const none = {{"word/settings.xml", settings("")}};
  CHECK(joined({make_docx(p("x"), none), make_docx(p("y"), none)}).told.empty());
  CHECK(joined({make_docx(p("x"), none), make_docx(p("y"), even)}).told == "join_settings_differ");
}

TEST_CASE("equal headers and footers are one part", "[sections]") {
  Files const files = {{"word/header1.xml", header("A")}};
  std::string const one = make_docx(p("một") + section(kDefaultHeader), files);
  std::string const other =
      make_docx(p("hai", "<w:jc w:val=\"center\"/>") + section(kDefaultHeader),
                {{"word/header1.xml", header("A")},
                 {"word/styles.xml", part_of(one, "word/styles.xml") + " "}});
  std::string names;
  for (std::string const& name : entry_names(joined({one, other, one}).docx)) {
    names += name.find("header") == std::string::npos ? "" : name + " ";
  }
  CHECK(names == "word/header1.xml ");
}

TEST_CASE("a document that ends in a table still ends its section", "[sections]") {
  std::string const table =
      "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"100\"/></w:tblGrid><w:tr><w:tc><w:tcPr/>" +
      p("ô") + "</w:tc></w:tr></w:tbl>";
  struct Case {
    char const* name;
    std::string body;
    char const* expect;
  };
  auto const c = GENERATE_COPY(values<Case>({
      {"a table", p("một") + table, "một\nô\n\nhai"},
      {"a content control",
       "<w:sdt><w:sdtContent>" + p("một") + "</w:sdtContent></w:sdt>",
       "một\n\nhai"},
      {"a paragraph that ends a section", p("một", section()), "một\n\nhai"},
      {"a bookmark's end",
       "<w:bookmarkStart w:id=\"0\" w:name=\"a\"/>" + p("một") + "<w:bookmarkEnd w:id=\"0\"/>",
       "một\nhai"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(text_of(joined({make_docx(c.body + section()), make_docx(p("hai"))}).docx) == c.expect);
  }
}

TEST_CASE("pages that a field counts are those of its document", "[sections]") {
  std::string const field =
      "<w:p><w:fldSimple w:instr=\" NUMPAGES \"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>";
  struct Case {
    char const* name;
    std::string body;
    char const* expect;
  };
  auto const c = GENERATE_COPY(values<Case>({
      {"one section", field, "SECTIONPAGES SECTIONPAGES"},
      {"several", p("x", section()) + field, "NUMPAGES NUMPAGES"},
  }));
  DYNAMIC_SECTION(c.name) {
    std::string const one = make_docx(c.body);
    CHECK(test::all(joined({one, one}).main(), R"((\w*PAGES))") == c.expect);
  }
}
