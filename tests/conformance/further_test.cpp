// Further traps: text boxes, content controls, tracked changes, links, pictures, fonts, security.

#include <algorithm>

#include <catch2/catch.hpp>

#include "conformance/building.h"
#include "conformance/reading.h"
#include "support/docx_fixture.h"

using namespace thethuc;
using namespace thethuc::test;

namespace {

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

std::string control(std::string const& content) {
  return "<w:sdt><w:sdtPr><w:tag w:val=\"o\"/></w:sdtPr><w:sdtContent>" + content +
         "</w:sdtContent></w:sdt>";
}

std::string inserted(std::string const& content) {
  return "<w:ins w:id=\"1\" w:author=\"An\" w:date=\"2021-09-14T00:00:00Z\">" + content +
         "</w:ins>";
}

std::string deleted(std::string const& text) {
  return "<w:del w:id=\"2\" w:author=\"An\" w:date=\"2021-09-14T00:00:00Z\"><w:r><w:delText>" +
         text + "</w:delText></w:r></w:del>";
}

std::string text_box(std::string const& blocks) {
  std::string const box = "<w:txbxContent>" + blocks + "</w:txbxContent>";
  return "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:inline><wp:extent "
         "cx=\"360000\" cy=\"360000\"/><wp:docPr id=\"8\" name=\"Khung\"/><a:graphic>"
         "<a:graphicData "
         "uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><wps:wsp>"
         "<wps:cNvSpPr txBox=\"1\"/><wps:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"360000\" "
         "cy=\"360000\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></wps:spPr>"
         "<wps:txbx>" +
         box +
         "</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
         "</mc:Choice><mc:Fallback><w:pict><v:shape id=\"Khung_8\" "
         "style=\"width:28pt;height:28pt\"><v:textbox>" +
         box + "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>";
}

}  // namespace

TEST_CASE("Text boxes: both copies are filled, and counted once", "[boxes][documents]") {
  std::string const body = paragraph(
      run("Số ") +
      text_box(paragraphs({"{{so}}", "{{#ds}}", "- {{.}}", "{{/ds}}", "{{#x}}mật{{/x}}"})));
  Filled const filled = keep("boxes", test::fill(body, R"({"so":"52","ds":["a","b"],"x":false})"));
  std::string const xml = main_part(filled);
  CHECK(count(xml, ">52</w:t>") == 2);
  CHECK(count(xml, ">- b</w:t>") == 2);
  CHECK(text_of(filled.docx) == "Số [52 / - a / - b]");
  compile::Result const result = compile_body(body);
  REQUIRE(result.compiled);
  auto const& tags = result.compiled->tags();
  CHECK(tags.size() == 12);
  CHECK(std::count_if(tags.begin(), tags.end(), [](auto const& t) { return t.is_copy; }) == 6);
  CHECK(result.compiled->fields().size() == 3);
  // A mistake in both is told once.
  CHECK(ids(compile_body(paragraph(text_box(paragraphs({"{{#so}}"})))).diagnostics) ==
        "section_not_closed");
}

TEST_CASE("Content controls: tags within controls of each level", "[controls][documents]") {
  struct Case {
    char const* name;
    std::string body;
    char const* expect;
    char const* none;  // without items
  };
  auto const c = GENERATE(values<Case>({
      {"around blocks",
       control(paragraphs({"{{so}}", "{{#ds}}", "- {{.}}", "{{/ds}}"})) + paragraphs({"sau"}),
       "52\n- a\n- b\nsau",
       "52\nsau"},
      {"around all that repeats",
       control(paragraphs({"{{#ds}}", "- {{.}}", "{{/ds}}"})) + paragraphs({"sau"}),
       "- a\n- b\nsau",
       "\nsau"},
      {"around a paragraph that vanishes",
       control(paragraphs({"{{#ds}}{{.}} {{/ds}}"})) + paragraphs({"sau"}),
       "a b \nsau",
       "\nsau"},
      {"all that a cell holds",
       table({2000}, {row({cell(control(paragraphs({"{{#ds}}{{.}} {{/ds}}"})))})}) +
           paragraphs({"sau"}),
       "a b \nsau",
       "\nsau"},
      {"within what repeats",
       paragraphs({"{{#ds}}"}) + control(paragraphs({"- {{.}}"})) + paragraphs({"{{/ds}}", "sau"}),
       "- a\n- b\nsau",
       "sau"},
      {"in a line", paragraph(run("Số ") + control(run("{{so}}")) + run(".")), "Số 52.", "Số 52."},
      {"what repeats in a line",
       paragraph(run("Gồm ") + control(run("{{#ds}}{{.}};{{/ds}}")) + run(".")),
       "Gồm a;b;.",
       "Gồm ."},
      {"around a row",
       table({2000, 2000},
             {row({cell("STT"), cell("Tên")}),
              control(row({cell("{{#ds}}{{@number}}"), cell("{{.}}{{/ds}}")}))}) +
           paragraphs({"sau"}),
       "STT\tTên\n1\ta\n2\tb\nsau",
       "STT\tTên\nsau"},
      {"around the only row",
       paragraphs({"trước"}) +
           table({2000, 2000}, {control(row({cell("{{#ds}}{{@number}}"), cell("{{.}}{{/ds}}")}))}) +
           paragraphs({"sau"}),
       "trước\n1\ta\n2\tb\nsau",
       "trước\nsau"},
      {"around cells",
       table({2000, 2000},
             {row({cell("STT"), cell("Tên")}),
              row({control(cell("{{#ds}}{{@number}}")), control(cell("{{.}}{{/ds}}"))})}) +
           paragraphs({"sau"}),
       "STT\tTên\n1\ta\n2\tb\nsau",
       "STT\tTên\nsau"},
      {"around a table",
       control(table({2000}, {row({cell("{{#ds @row}}{{.}}{{/ds}}")})})) + paragraphs({"sau"}),
       "a\nb\nsau",
       "\nsau"},
  }));
  DYNAMIC_SECTION(c.name) {
    Filled const filled =
        keep("controls-" + std::string{c.name}, test::fill(c.body, R"({"so":52,"ds":["a","b"]})"));
    main_part(filled);
    CHECK(text_of(filled.docx) == c.expect);
    Filled const none =
        keep("controls-none-" + std::string{c.name}, test::fill(c.body, R"({"so":52,"ds":[]})"));
    std::string const xml = main_part(none);
    CHECK(text_of(none.docx) == c.none);
    bool const in_line = std::string{c.name}.find("in a line") != std::string::npos;
    CHECK((in_line || !contains(xml, "<w:sdtContent></w:sdtContent>")));
  }
}

TEST_CASE("Content controls that are filled are placeholders and bound no more", "[controls]") {
  std::string const properties =
      "<w:sdtPr><w:tag w:val=\"o\"/><w:showingPlcHdr/><w:dataBinding w:xpath=\"/a\" "
      "w:storeItemID=\"{00000000-0000-0000-0000-000000000000}\"/></w:sdtPr>";
  auto const bound = [&](std::string const& content) {
    return "<w:sdt>" + properties + "<w:sdtContent>" + content + "</w:sdtContent></w:sdt>";
  };
  Filled const filled = keep(
      "controls-bound",
      test::fill(bound(paragraphs({"{{so}}"})) + paragraph(bound(run("{{so}}")) + run(" và ")) +
                     bound(paragraphs({"Bấm vào đây"})),
                 R"({"so":52})"));
  std::string const xml = main_part(filled);
  CHECK(text_of(filled.docx) == "52\n52 và \nBấm vào đây");
  CHECK(count(xml, "<w:showingPlcHdr/>") == 1);
  CHECK(count(xml, "<w:dataBinding") == 1);
  CHECK(count(xml, "<w:tag w:val=\"o\"/>") == 3);
}

TEST_CASE("Content controls: what repeats may not cross their border", "[controls]") {
  struct Case {
    char const* name;
    std::string body;
  };
  auto const c = GENERATE(values<Case>({
      {"in a line", paragraph(control(run("{{#ds}}a")) + run("b{{/ds}}"))},
      {"in two controls of a line", paragraph(control(run("{{#ds}}")) + control(run("{{/ds}}")))},
      {"around blocks", control(paragraphs({"{{#ds}}", "a"})) + paragraphs({"{{/ds}}"})},
      {"in two controls", control(paragraphs({"{{#ds}}"})) + control(paragraphs({"{{/ds}}"}))},
      {"around a row", table({2000}, {control(row({cell("{{#ds}}a")})), row({cell("b{{/ds}}")})})},
  }));
  DYNAMIC_SECTION(c.name) {
    compile::Result const result = compile_body(c.body);
    REQUIRE(ids(result.diagnostics) == "section_crosses_structure");
    base::Diagnostic const& d = result.diagnostics.entries()[0];
    CHECK(d.tag == "{{#ds}}");
    CHECK(d.place.part == "/word/document.xml");
    CHECK(d.place.paragraph > 0);
    REQUIRE(d.related.size() == 1);
    CHECK(contains(d.related[0].text, "{{/ds}}"));
    CHECK(contains(base::to_text(d, base::Language::en), "content control"));
  }
}

TEST_CASE("Tracked changes: insertions count, deletions do not", "[tracked][documents]") {
  struct Case {
    char const* name;
    std::string content;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"a tag in an insertion", run("Ông ") + inserted(run("{{ten}}")) + run("."), "Ông Tỏa."},
      {"a list in an insertion", inserted(run("{{#ds}}{{.}};{{/ds}}")), "a;b;"},
      {"a tag in a deletion", deleted("{{ten}} {{#ds}}") + run("Ông {{ten}}"), "Ông Tỏa"},
      {"a tag whose name was mended",
       run("Ông {{t") + inserted(run("e")) + deleted("i") + run("n}}"),
       "Ông Tỏa"},
      {"a deletion within a tag", run("{{") + deleted("ho_") + run("ten}}"), "Tỏa"},
      {"an insertion within what repeats",
       run("{{#ds}}") + inserted(run("{{.}}")) + run(";{{/ds}}"),
       "a;b;"},
  }));
  DYNAMIC_SECTION(c.name) {
    Filled const filled = keep("tracked-" + std::string{c.name},
                               test::fill(paragraph(c.content), R"({"ten":"Tỏa","ds":["a","b"]})"));
    std::string const xml = main_part(filled);
    CHECK(text_of(filled.docx) == c.expect);
    CHECK(contains(xml, "{{") == contains(c.content, "<w:delText>{{"));
  }
}

TEST_CASE("Tracked changes: a section with one tag in an insertion is refused with its place",
          "[tracked]") {
  auto const content = GENERATE(as<std::string>{},
                                run("a ") + inserted(run("{{#ds}}b")) + run("c{{/ds}}"),
                                run("a {{#ds}}b") + inserted(run("c{{/ds}}")),
                                run("a ") + inserted(run("{{#d")) + run("s}}b{{/ds}}"),
                                run("a {{#d") + inserted(run("s}}")) + run("b{{/ds}}"),
                                run("a {{#ds}}b{{") + inserted(run("/ds}}")),
                                inserted(run("a {{#ds}}b{{/d")) + run("s}}"));
  compile::Result const result = compile_body(paragraphs({"một"}) + paragraph(content));
  REQUIRE(ids(result.diagnostics) == "section_crosses_structure");
  CHECK(result.diagnostics.entries()[0].place.paragraph == 2);
  CHECK(result.diagnostics.entries()[0].related.size() == 1);
  CHECK(contains(result.diagnostics.entries()[0].arg("problem.en"), "tracked insertion"));
}

TEST_CASE("Hyperlinks: tags in the text of a link and in its target", "[links][documents]") {
  Setup setup;
  setup.files = {
      {"word/_rels/document.xml.rels",
       "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
       "<Relationship Id=\"styles\" Type=\"" OFFICE
       "styles\" Target=\"styles.xml\"/><Relationship Id=\"settings\" Type=\"" OFFICE
       "settings\" Target=\"settings.xml\"/><Relationship Id=\"lk\" Type=\"" OFFICE
       "hyperlink\" Target=\"https://vanban.vn/%7B%7Bma%7D%7D\" TargetMode=\"External\"/>"
       "</Relationships>"}};
  std::string const body = paragraphs({"{{#ds}}"}) +
                           paragraph(run("Xem ") + "<w:hyperlink r:id=\"lk\">" + run("{{t") +
                                     run("en}}") + "</w:hyperlink>") +
                           paragraphs({"{{/ds}}"});
  Filled const filled = keep(
      "links",
      test::fill(body,
                 R"({"ds":[{"ten":"Luật","ma":"luật 1"},{"ten":"Nghị định","ma":"30/2020&x"}]})",
                 setup));
  main_part(filled);
  CHECK(text_of(filled.docx) == "Xem Luật\nXem Nghị định");
  CHECK(all(part_of(filled.docx, "word/_rels/document.xml.rels"), "Target=\"(https:[^\"]*)\"") ==
        "https://vanban.vn/luật%201 https://vanban.vn/30/2020&amp;x");
}

TEST_CASE("Images: the same picture a thousand times is stored once", "[images]") {
  std::string json =
      "{\"anh\":\"data:image/"
      "png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQAAAAA3bvkkAAAACklEQVR4nGNo"
      "AAAAggCBd81ytgAAAABJRU5ErkJggg==\",\"ds\":[0";
  for (int i = 1; i < 1000; ++i) {
    json += "," + std::to_string(i);
  }
  Filled const filled = test::fill("{{#ds}}\nẢnh {{.}}: {{anh | anh:10mm}}\n{{/ds}}", json + "]}");
  CHECK(count(main_part(filled), "<w:drawing>") == 1000);
  std::vector<std::string> const names = entry_names(filled.docx);
  CHECK(std::count_if(names.begin(), names.end(), [](std::string const& name) {
          return name.starts_with("word/media/");
        }) == 1);
  CHECK(count(part_of(filled.docx, "word/_rels/document.xml.rels"), "media/") == 1);
}

TEST_CASE("Fonts: what is inserted names all four kinds of letters, or leaves it to the style",
          "[fonts][documents]") {
  // As Word writes a font that was chosen: without a slot for letters of East Asia.
  std::string const fonts = "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/>";
  std::string const body = paragraph(run("{{ten}} {{{dong}}} {{lk | lien_ket:\"đây\"}}", fonts)) +
                           paragraph(run("{{{khoi}}}", fonts));
  char const* const json =
      R"j({"ten":"Tỏa","dong":"**đậm** ^[chú]","lk":"https://a.vn",)j"
      R"j("khoi":"# Mục\n\n* một\n\n|ô|\n|-|\n|hai|\n\nba *bốn* [năm](https://b.vn)"})j";
  Filled const filled = keep("fonts", test::fill(body, json));
  main_part(filled);
  for (char const* name : {"word/document.xml", "word/footnotes.xml", "word/numbering.xml"}) {
    std::string const xml = part_of(filled.docx, name);
    // The author's own runs stay as they are.
    std::size_t const made = count(xml, "<w:rFonts ") - count(xml, fonts);
    for (char const* slot :
         {"w:ascii=\"Arial\"", "w:hAnsi=\"Arial\"", "w:eastAsia=\"Arial\"", "w:cs=\"Arial\""}) {
      INFO(name << " " << slot);
      CHECK(count(xml, slot) == made + (contains(slot, "eastAsia") ? 0 : count(xml, fonts)));
    }
    CHECK(made >= (contains(name, "document") ? 8 : contains(name, "footnotes") ? 2 : 0));
  }
}

TEST_CASE("Fonts: what is inserted is set in the theme's font where the text around it is",
          "[fonts][documents]") {
  std::string const styles =
      part("styles",
           "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme=\"minorHAnsi\" "
           "w:hAnsiTheme=\"minorHAnsi\" w:eastAsiaTheme=\"minorEastAsia\" w:cstheme=\"minorBidi\"/>"
           "</w:rPr></w:rPrDefault></w:docDefaults>"
           "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name "
           "w:val=\"Normal\"/></w:style>");
  std::string const theme =
      "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"a\">"
      "<a:themeElements><a:fontScheme name=\"a\"><a:majorFont><a:latin typeface=\"Arial\"/>"
      "</a:majorFont><a:minorFont><a:latin typeface=\"Liberation Sans\"/></a:minorFont>"
      "</a:fontScheme></a:themeElements></a:theme>";
  // Not shown to the judges: the theme has fonts alone.
  Filled const filled = test::fill_docx(
      test::make_docx(paragraphs({"{{{dong}}} và {{lk | lien_ket:\"đây\"}}", "{{{dong}}}"}),
                      {{"word/styles.xml", styles}, {"word/theme1.xml", theme}}),
      R"({"dong":"xã **Sơn Phú**","lk":"https://a.vn"})");
  std::string const xml = main_part(filled);
  CHECK(count(xml, "<w:rFonts ") == 5);
  for (char const* slot : {"w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"}) {
    CHECK(count(xml, std::string{slot} + "=\"Liberation Sans\"") == 5);
  }
}

TEST_CASE("Security: a DOCTYPE in any part is refused", "[security]") {
  std::vector<opc::Package::File> const whole =
      docx_files(paragraphs({"{{a}}"}),
                 {{"word/header1.xml", part("hdr", paragraphs({"x"}))},
                  {"word/numbering.xml", numbering_part()},
                  {"word/footnotes.xml", footnotes_part("")}});
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::vector<opc::Package::File> files = whole;
    std::size_t const root = files[i].bytes.find("?>") + 2;
    files[i].bytes.insert(files[i].bytes.starts_with("<?") ? root : 0,
                          "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>");
    INFO(files[i].name);
    Filled const filled = fill_docx(zipped(files), R"({"a":"&e;"})");
    CHECK(contains(ids(filled.diagnostics), "xml_doctype"));
    CHECK(filled.docx.empty());
  }
}

TEST_CASE("Security: archives are bounded, and their names stay within", "[security]") {
  struct Case {
    char const* name;
    void (*spoil)(std::vector<opc::Package::File>&, Setup&);
    char const* expect;
  };
  // The package is read with the limits that everyone gets; those that need much to be passed are
  // tested with smaller ones in tests/opc.
  auto const c = GENERATE(values<Case>({
      {"a name that leaves the folder",
       [](auto& files, Setup&) {
         files.push_back({"../../etc/passwd", "x"});
       },
       "archive_entry_name"},
      {"a name from the root",
       [](auto& files, Setup&) {
         files.push_back({"/etc/passwd", "x"});
       },
       "archive_entry_name"},
      {"a name with a backslash",
       [](auto& files, Setup&) {
         files.push_back({"word\\..\\..\\x", "x"});
       },
       "archive_entry_name"},
      {"a part that unpacks to a thousand times its size",
       [](auto& files, Setup&) {
         files.push_back({"word/media/a.bin", std::string(50u << 20, '0')});
       },
       "archive_ratio"},
      {"a name twice",
       [](auto& files, Setup&) {
         files.push_back({"WORD/document.xml", "<a/>"});
       },
       "archive_entry_twice"},
  }));
  DYNAMIC_SECTION(c.name) {
    std::vector<opc::Package::File> files = docx_files(paragraphs({"{{a}}"}));
    Setup setup;
    c.spoil(files, setup);
    Filled const filled = fill_docx(zipped(files), R"({"a":1})", setup);
    CHECK(contains(ids(filled.diagnostics), c.expect));
    CHECK(filled.docx.empty());
  }
}

TEST_CASE("Security: no tag can call code or read a file", "[security]") {
  struct Case {
    char const* tag;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"{{system(\"id\")}}", "bad_name"},
      {"{{a.constructor.constructor(\"x\")()}}", "bad_name"},
      {"{{7*7}}", "bad_name"},
      {"{{a | exec:\"id\"}}", "unknown_filter"},
      {"{{__class__.__mro__}}", "value_missing"},
      {"{{> ../../etc/passwd}}", "partial_not_found"},
      {"{{a | anh}}",
       "picture_not_readable"},  // from a folder: picture_outside_folder, tests/media
      {"{{b | anh}}", "picture_not_readable"},
  }));
  DYNAMIC_SECTION(c.tag) {
    Filled const filled = test::fill(c.tag, R"({"a":"/etc/passwd","b":"http://127.0.0.1/a.png"})");
    INFO(filled.diagnostics.to_text(base::Language::en));
    CHECK(ids(filled.diagnostics).starts_with(c.expect));
    CHECK(filled.docx.empty());
  }
}
