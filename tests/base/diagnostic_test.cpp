#include "base/diagnostic.h"

#include <algorithm>
#include <string>

#include <simdjson.h>
#include <catch2/catch.hpp>

#include "base/text.h"

using namespace thethuc::base;

namespace {

Diagnostic not_closed(Place place = {}) {
  return diagnose(
      Id::section_not_closed, std::move(place), "{{#noi_nhan}}", {{"closing", "{{/noi_nhan}}"}});
}

Place in_text(std::string text, std::string_view marked) {
  Place place;
  place.text = std::move(text);
  place.mark_begin = place.text.find(marked);
  place.mark_end = place.mark_begin + marked.size();
  return place;
}

// The lines below the message: the paragraph's text and its carets, without the indent.
struct MarkLines {
  std::string text;
  std::string carets;
};

MarkLines mark_lines(Place const& place) {
  Diagnostic d = diagnose(Id::json_syntax, place, {}, {{"problem", "x"}});
  std::string const text = to_text(d, Language::en);
  std::size_t const first = text.find("\n    ");
  REQUIRE(first != std::string::npos);
  std::size_t const second = text.find("\n    ", first + 1);
  if (second == std::string::npos) {
    return {text.substr(first + 5), ""};
  }
  return {text.substr(first + 5, second - first - 5), text.substr(second + 5)};
}

std::string times(std::string_view s, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) {
    out += s;
  }
  return out;
}

}  // namespace

TEST_CASE("places read from large to small", "[base][diagnostic]") {
  struct Case {
    const char* name;
    Place place;
    const char* en;
    const char* vi;
  };
  auto const cell = [] {
    Place p;
    p.file = "cong_van.docx";
    p.part = "/word/document.xml";
    p.table = 1;
    p.row = 2;
    p.cell = 1;
    p.paragraph = 1;
    return p;
  };
  auto const body = [] {
    Place p;
    p.file = "cong_van.docx";
    p.part = "/word/document.xml";
    p.paragraph = 14;
    return p;
  };
  auto const json = [](const char* file, int line, int column) {
    Place p;
    p.file = file;
    p.line = line;
    p.column = column;
    return p;
  };
  auto const partial = [] {
    Place p;
    p.file = "bao-cao";
    p.partial = "quoc-hieu";
    p.paragraph = 2;
    return p;
  };
  auto const part_source = [] {
    Place p;
    p.file = "bao-cao";
    p.part = "/word/header1.xml";
    p.line = 7;
    p.column = 3;
    return p;
  };
  auto const odd_name = [] {
    Place p;
    p.file = "a\nb\x1B[31m\xFF.docx";
    return p;
  };
  auto const c = GENERATE_COPY(values<Case>({
      {"nothing known", Place{}, "", ""},
      {"cell",
       cell(),
       "cong_van.docx: /word/document.xml: table 1, row 2, cell 1, paragraph 1: ",
       "cong_van.docx: /word/document.xml: bảng 1, dòng 2, ô 1, đoạn 1: "},
      {"body",
       body(),
       "cong_van.docx: /word/document.xml: paragraph 14: ",
       "cong_van.docx: /word/document.xml: đoạn 14: "},
      {"JSON", json("so-lieu.json", 12, 5), "so-lieu.json:12:5: ", "so-lieu.json:12:5: "},
      {"line only", json("so-lieu.json", 12, 0), "so-lieu.json:12: ", "so-lieu.json:12: "},
      {"line without file", json("", 12, 5), "line 12, column 5: ", "dòng 12, cột 5: "},
      {"partial",
       partial(),
       "bao-cao: partial quoc-hieu: paragraph 2: ",
       "bao-cao: mảnh mẫu quoc-hieu: đoạn 2: "},
      {"source of a part",
       part_source(),
       "bao-cao: /word/header1.xml:7:3: ",
       "bao-cao: /word/header1.xml:7:3: "},
      {"a name that would steer the terminal", odd_name(), "a b�[31m�.docx: ", "a b�[31m�.docx: "},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(place_text(c.place, Language::en) == c.en);
    CHECK(place_text(c.place, Language::vi) == c.vi);
  }
}

TEST_CASE("a diagnostic as people see it", "[base][diagnostic]") {
  Place place = in_text("Nơi nhận: {{#noi_nhan}}- {{ten}}", "{{#noi_nhan}}");
  place.file = "cong_van.docx";
  place.part = "/word/document.xml";
  place.paragraph = 14;
  Diagnostic d = not_closed(place);
  d.data_pointer = "/noi_nhan";
  Place related;
  related.file = "cong_van.docx";
  related.part = "/word/document.xml";
  related.paragraph = 20;
  d.related.push_back(related);

  CHECK(to_text(d, Language::en) ==
        "cong_van.docx: /word/document.xml: paragraph 14: {{#noi_nhan}} is never closed (data: "
        "/noi_nhan)\n"
        "    Nơi nhận: {{#noi_nhan}}- {{ten}}\n"
        "              ^^^^^^^^^^^^^\n"
        "  hint: put {{/noi_nhan}} in the same cell, or in a paragraph of its own after the list\n"
        "  see also: cong_van.docx: /word/document.xml: paragraph 20");
  CHECK(to_text(d, Language::vi) ==
        "cong_van.docx: /word/document.xml: đoạn 14: {{#noi_nhan}} không được đóng (dữ liệu: "
        "/noi_nhan)\n"
        "    Nơi nhận: {{#noi_nhan}}- {{ten}}\n"
        "              ^^^^^^^^^^^^^\n"
        "  gợi ý: đặt {{/noi_nhan}} trong cùng ô, hoặc trong một đoạn riêng sau danh sách\n"
        "  xem thêm: cong_van.docx: /word/document.xml: đoạn 20");
  CHECK(to_text(diagnose(Id::json_syntax, {}, {}, {{"problem", "x"}}), Language::en) ==
        "not valid JSON: x");
}

TEST_CASE("carets stand under what is marked", "[base][diagnostic]") {
  struct Case {
    const char* name;
    Place place;
    std::string text;
    std::string carets;
  };
  Place beyond = in_text("Số: {{so}}", "{{so}}");
  beyond.mark_end = 1000;
  Place outside = in_text("Số: {{so}}", "{{so}}");
  outside.mark_begin = 500;
  outside.mark_end = 1000;
  Place inside_letter = in_text("aộb", "ộ");
  inside_letter.mark_begin += 1;
  Place unmarked;
  unmarked.text = "Kính gửi: {{kinh_gui}}";
  auto const c = GENERATE_REF(values<Case>({
      {"short", in_text("Số: {{so}}/BC", "{{so}}"), "Số: {{so}}/BC", "    ^^^^^^"},
      {"at the start", in_text("{{so}}", "{{so}}"), "{{so}}", "^^^^^^"},
      {"decomposed text before the mark",
       in_text("So\u0302\u0301: {{so}}", "{{so}}"),
       "So\u0302\u0301: {{so}}",
       "    ^^^^^^"},
      {"decomposed text in the mark",
       in_text("a e\u0302\u0323 b", "e\u0302\u0323"),
       "a e\u0302\u0323 b",
       "  ^"},
      {"mark within a letter marks the letter", inside_letter, "aộb", " ^"},
      {"wide characters", in_text("越南 {{so}}", "{{so}}"), "越南 {{so}}", "     ^^^^^^"},
      {"tab and break are spaces",
       in_text("a\t\nb {{so}}", "{{so}}"),
       "a  b {{so}}",
       "     ^^^^^^"},
      {"no mark", unmarked, "Kính gửi: {{kinh_gui}}", ""},
      {"mark goes beyond the end", beyond, "Số: {{so}}", "    ^^^^^^"},
      {"mark is outside", outside, "Số: {{so}}", ""},
  }));
  DYNAMIC_SECTION(c.name) {
    MarkLines const lines = mark_lines(c.place);
    CHECK(lines.text == c.text);
    CHECK(lines.carets == c.carets);
  }
}

TEST_CASE("a long text is shortened around its mark", "[base][diagnostic]") {
  // Wherever the mark stands and however long it is, the line has at most 76 columns and shows the
  // mark.
  std::string const letter = GENERATE("x", "ộ", "o\u0302\u0323");
  int const marked = GENERATE(1, 10, 60, 74, 200);
  int const before = GENERATE(0, 1, 30, 70, 75, 300);
  int const after = GENERATE(0, 1, 30, 300);
  Place place;
  place.text = times(letter, before) + times("M", marked) + times(letter, after);
  place.mark_begin = letter.size() * static_cast<std::size_t>(before);
  place.mark_end = place.mark_begin + static_cast<std::size_t>(marked);
  MarkLines const lines = mark_lines(place);
  CAPTURE(lines.text, lines.carets);

  std::string const composed = to_nfc(lines.text);  // a column each
  std::size_t const columns = code_point_count(composed);
  CHECK(columns <= 76);
  if (before + marked + after <= 76) {
    CHECK(lines.text == place.text);
  } else {
    CHECK(columns >= 74);
    CHECK(lines.text.find("…") != std::string::npos);
  }
  // The carets: spaces up to the first M, then one under each M.
  std::size_t const first = composed.find('M');
  REQUIRE(first != std::string::npos);
  std::size_t const shown = composed.rfind('M') - first + 1;
  CHECK(lines.carets ==
        std::string(code_point_count(composed.substr(0, first)), ' ') + std::string(shown, '^'));
  CHECK(shown == std::min<std::size_t>(static_cast<std::size_t>(marked), 74));
}

TEST_CASE("a place keeps what is around its mark", "[base][diagnostic]") {
  std::string const letter = GENERATE("x", "ộ");
  std::size_t const before = letter.size() * GENERATE(0u, 5u, 400u, 30'000u);
  std::size_t const length = letter.size() * GENERATE(0u, 1u, 9u, 30'000u);
  std::string const text = times(letter, 40'000) + times(letter, 30'000);
  Place place;
  place.paragraph = 7;
  Place const found = marked(place, text, before, before + length);
  CHECK(found.paragraph == 7);
  CHECK(found.text.size() < 3'100);
  CHECK(is_valid_utf8(found.text));
  CHECK(found.mark_end - found.mark_begin ==
        std::min<std::size_t>(length, found.text.size() - found.mark_begin));
  // As the text itself would be shown.
  place.text = text;
  place.mark_begin = before;
  place.mark_end = before + length;
  CHECK(mark_lines(found).text == mark_lines(place).text);
  CHECK(mark_lines(found).carets == mark_lines(place).carets);

  Place const whole = marked({}, "Số {{so}}", 5, 11);
  CHECK(whole.text == "Số {{so}}");
  CHECK(whole.mark_begin == 5);
  CHECK(whole.mark_end == 11);
}

TEST_CASE("hints are chosen by the arguments that are there", "[base][diagnostic]") {
  struct Case {
    const char* name;
    Diagnostic diagnostic;
    const char* hint;
  };
  auto const c = GENERATE(values<Case>({
      {"two wordings, the first",
       diagnose(Id::template_not_found, {}, {}, {{"nearest", "bao-cao"}}),
       "did you mean bao-cao?"},
      {"two wordings, the second",
       diagnose(Id::template_not_found),
       "`thethuc templates list` names the templates that exist"},
      {"two wordings, the argument empty",
       diagnose(Id::template_not_found, {}, {}, {{"nearest", ""}}),
       "`thethuc templates list` names the templates that exist"},
      {"one wording, argument there",
       diagnose(Id::file_not_found, {}, {}, {{"nearest", "a.docx"}}),
       "did you mean a.docx?"},
      {"one wording, argument absent", diagnose(Id::file_not_found), ""},
      {"no wording", diagnose(Id::json_syntax), ""},
      {"an argument that looks like a placeholder or a bar is text",
       diagnose(Id::file_not_found, {}, {}, {{"nearest", "{found}¦x"}}),
       "did you mean {found}¦x?"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(hint(c.diagnostic, Language::en) == c.hint);
  }
}

TEST_CASE("what a limit causes names the option that raises it", "[base][diagnostic]") {
  Diagnostic d = diagnose(Id::file_too_large);  // has no hint of its own
  CHECK(hint(d, Language::en).empty());
  d.args.emplace_back(kLimitName, "data-bytes");
  CHECK(hint(d, Language::en) == "raise the limit with --limit data-bytes=N");
  CHECK(hint(d, Language::vi) == "nâng giới hạn bằng --limit data-bytes=N");
  d = diagnose(Id::rich_text_too_large, {}, {}, {{kLimitName, "rich-bytes"}});
  CHECK(hint(d, Language::en) == "divide the text; or raise the limit with --limit rich-bytes=N");
  CHECK(hint(d, Language::vi) == "chia nhỏ đoạn chữ; hoặc nâng giới hạn bằng --limit rich-bytes=N");
}

TEST_CASE("arguments of one language win over the common one", "[base][diagnostic]") {
  Diagnostic const d =
      diagnose(Id::not_a_zip,
               {},
               {},
               {{"found", "PDF"}, {"found.vi", "một tệp PDF"}, {"found.en", "a PDF file"}});
  CHECK_THAT(message(d, Language::en), Catch::EndsWith("a PDF file"));
  CHECK_THAT(message(d, Language::vi), Catch::EndsWith("một tệp PDF"));
  Diagnostic const common = diagnose(Id::not_a_zip, {}, {}, {{"found", "PDF"}});
  CHECK_THAT(message(common, Language::vi), Catch::EndsWith(" PDF"));
}

TEST_CASE("a message is one short, printable line", "[base][diagnostic]") {
  Diagnostic const broken =
      diagnose(Id::json_syntax, {}, {}, {{"problem", "a\r\nb\t\x1B]0;x\x07\xC3(\xC2\x9B"}});
  CHECK_THAT(message(broken, Language::en), Catch::EndsWith(": a  b �]0;x��(�"));
  Diagnostic const huge =
      diagnose(Id::json_syntax, {}, {}, {{"problem", std::string(1 << 20, 'x')}});
  CHECK(message(huge, Language::en).size() < 1100);
  CHECK_THAT(message(huge, Language::en), Catch::EndsWith("x…"));
}

TEST_CASE("a diagnostic as JSON", "[base][diagnostic]") {
  CHECK(
      to_json(diagnose(Id::json_syntax, {}, {}, {{"problem", "x"}}), Language::en) ==
      R"({"id":"json_syntax","severity":"error","message":"not valid JSON: x","args":{"problem":"x"}})");

  Place place = in_text("Số: {{#ds}}", "{{#ds}}");
  place.file = "a.docx";
  place.part = "/word/document.xml";
  place.table = 1;
  place.row = 2;
  place.cell = 3;
  place.paragraph = 4;
  Place source;
  source.file = "b.json";
  source.line = 12;
  source.column = 5;
  Place partial;
  partial.partial = "quoc-hieu";
  Diagnostic d = diagnose(
      Id::section_not_closed, place, "{{#ds}}", {{"closing", "{{/ds}}"}, {"closing", "no"}});
  d.related = {source, partial};
  d.data_pointer = "/a~1b/0";
  CHECK(
      to_json(d, Language::en) ==
      R"({"id":"section_not_closed","severity":"error","message":"{{#ds}} is never closed",)"
      R"("hint":"put {{/ds}} in the same cell, or in a paragraph of its own after the list",)"
      R"("place":{"file":"a.docx","part":"/word/document.xml","table":1,"row":2,"cell":3,"paragraph":4,)"
      R"("text":"Số: {{#ds}}","mark":[4,11]},"tag":"{{#ds}}",)"
      R"("related":[{"file":"b.json","line":12,"column":5},{"partial":"quoc-hieu"}],)"
      R"("data_pointer":"/a~1b/0","args":{"closing":"{{/ds}}"}})");
}

TEST_CASE("JSON is valid for any text", "[base][diagnostic]") {
  std::string all_bytes;
  for (int byte = 0; byte < 256; ++byte) {
    all_bytes.push_back(static_cast<char>(byte));
  }
  std::string characters;
  for (char32_t c = 0; c < 0x3000; ++c) {
    append_code_point(characters, c);
  }
  append_code_point(characters, 0x1F33E);
  auto const text = GENERATE_COPY(values<std::string>({all_bytes, characters}));

  Place place;
  place.file = place.part = place.partial = place.text = text;
  place.mark_begin = 130;
  place.mark_end = 140;
  Diagnostic d = diagnose(Id::json_syntax, place, text, {{"problem", text}, {text, text}});
  d.related.push_back(place);
  d.data_pointer = text;
  simdjson::dom::parser parser;
  simdjson::padded_string const json{to_json(d, Language::vi)};
  simdjson::dom::element root;
  REQUIRE(parser.parse(json).get(root) == simdjson::SUCCESS);
  std::string_view tag;
  REQUIRE(root["tag"].get(tag) == simdjson::SUCCESS);
  if (is_valid_utf8(text)) {
    CHECK(tag == text);
  } else {
    CHECK(is_valid_utf8(tag));
  }
}

TEST_CASE("at most 100 of one id are kept", "[base][diagnostic]") {
  Diagnostics all;
  CHECK(all.empty());
  CHECK_FALSE(all.has_errors());
  for (int i = 0; i < 103; ++i) {
    all.add(not_closed());
  }
  all.add(diagnose(Id::json_syntax, {}, {}, {{"problem", "x"}}));
  Diagnostic warning = not_closed();
  warning.severity = Severity::warning;
  all.add(warning);
  CHECK(all.entries().size() == 101);
  CHECK(all.entries().back().id == Id::json_syntax);
  CHECK(all.error_count() == 104);
  CHECK(all.omitted() == std::map<Id, std::size_t>{{Id::section_not_closed, 4}});
  CHECK_THAT(all.to_text(Language::en),
             Catch::EndsWith("\nnot valid JSON: x\nsection_not_closed: 4 more, not listed\n"));
  CHECK_THAT(all.to_text(Language::vi), Catch::EndsWith("còn 4 mục nữa không được liệt kê\n"));

  simdjson::dom::parser parser;
  simdjson::padded_string const json{all.to_json(Language::en)};
  simdjson::dom::element root;
  REQUIRE(parser.parse(json).get(root) == simdjson::SUCCESS);
  CHECK(root["diagnostics"].get_array().size() == 101);
  CHECK(root["omitted"]["section_not_closed"].get_int64().value() == 4);
}

TEST_CASE("warnings are no errors", "[base][diagnostic]") {
  Diagnostics all;
  Diagnostic warning = not_closed();
  warning.severity = Severity::warning;
  all.add(warning);
  CHECK_FALSE(all.empty());
  CHECK_FALSE(all.has_errors());
  CHECK(all.error_count() == 0);
}

TEST_CASE("adding one list to another counts as adding all its diagnostics", "[base][diagnostic]") {
  struct Case {
    int first;
    int second;
    std::size_t kept;
    std::size_t omitted;
  };
  auto const c = GENERATE(values<Case>({
      {0, 3, 3, 0},
      {60, 40, 100, 0},
      {60, 60, 100, 20},
      {0, 130, 100, 30},
      {130, 130, 100, 160},
      {50, 130, 100, 80},
  }));
  CAPTURE(c.first, c.second);
  Diagnostics all;
  for (int i = 0; i < c.first; ++i) {
    all.add(not_closed());
  }
  Diagnostics other;
  for (int i = 0; i < c.second; ++i) {
    other.add(not_closed());
  }
  other.add(diagnose(Id::json_syntax));
  all.add(std::move(other));
  CHECK(all.entries().size() == c.kept + 1);
  CHECK(all.error_count() == static_cast<std::size_t>(c.first + c.second) + 1);
  auto const omitted = all.omitted().find(Id::section_not_closed);
  CHECK((omitted == all.omitted().end() ? 0 : omitted->second) == c.omitted);
  CHECK(all.entries().back().id == Id::json_syntax);
}

TEST_CASE("an empty list as text and JSON", "[base][diagnostic]") {
  CHECK(Diagnostics{}.to_text(Language::vi) == "");
  CHECK(Diagnostics{}.to_json(Language::vi) == R"({"diagnostics":[]})");
}
