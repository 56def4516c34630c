#include "joining.h"

using namespace thethuc;
using namespace thethuc::test;

namespace {

std::string style(std::string const& id, std::string const& name, std::string const& content) {
  return "<w:style w:type=\"paragraph\" w:styleId=\"" + id + "\"><w:name w:val=\"" + name + "\"/>" +
         content + "</w:style>";
}

std::string const kNormal =
    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name "
    "w:val=\"Normal\"/></w:style>";

std::string styled(std::string const& id) {
  return p("x", "<w:pStyle w:val=\"" + id + "\"/>");
}

Files with_styles(std::string const& content, std::string const& defaults = "") {
  return {{"word/styles.xml", part("styles", defaults + kNormal + content)}};
}

std::string bold(char const* base = "Normal") {
  return "<w:basedOn w:val=\"" + std::string{base} + "\"/><w:rPr><w:b/></w:rPr>";
}

std::string italic() {
  return "<w:basedOn w:val=\"Normal\"/><w:rPr><w:i/></w:rPr>";
}

std::string numbering() {
  return part("numbering",
              "<w:abstractNum w:abstractNumId=\"0\"><w:nsid w:val=\"0000000A\"/><w:multiLevelType "
              "w:val=\"multilevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt "
              "w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num "
              "w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num "
              "w:numId=\"2\"><w:abstractNumId w:val=\"0\"/></w:num>");
}

std::string listed(char const* num_id) {
  return p(
      "x",
      "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"" + std::string{num_id} + "\"/></w:numPr>");
}

constexpr char kUsed[] = R"(<w:pStyle w:val="(\w+)\")";
constexpr char kIds[] = R"(w:styleId="(\w+)\")";
constexpr char kLists[] = R"(<w:numId w:val="(\d+)\")";

}  // namespace

TEST_CASE("styles that say the same are one; others get another id", "[styles]") {
  struct Case {
    char const* name;
    std::string first;
    std::string second;
    char const* used;
    char const* ids;
  };
  auto const c = GENERATE_COPY(values<Case>({
      {"equal", style("A", "a", bold()), style("A", "a", bold()), "A A", "Normal A"},
      {"another definition",
       style("A", "a", bold()),
       style("A", "a", italic()),
       "A A2",
       "Normal A A2"},
      {"another name", style("A", "a", bold()), style("A", "b", bold()), "A A2", "Normal A A2"},
      {"revision marks only",
       style("A", "a", bold()),
       style("A", "a", bold()).replace(0, 8, "<w:style w:rsid=\"00A1\""),
       "A A",
       "Normal A"},
      {"another base",
       style("B", "b", bold()) + style("A", "a", bold("B")),
       style("B", "b", italic()) + style("A", "a", bold("B")),
       "A A2",
       "Normal B A A2 B2"},
      {"one that the first does not have", "", style("A", "a", bold()), "Normal A", "Normal A"},
  }));
  DYNAMIC_SECTION(c.name) {
    std::string const first = c.first.empty() ? "Normal" : "A";
    Joined const all = joined({make_docx(styled(first), with_styles(c.first)),
                               make_docx(styled("A"), with_styles(c.second))});
    CHECK(test::all(all.main(), kUsed) == c.used);
    CHECK(test::all(all.styles(), kIds) == c.ids);
    CHECK(all.told.empty());
  }
}

TEST_CASE("document defaults that differ stand in the styles of the later document", "[styles]") {
  std::string const small =
      "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"24\"/></w:rPr></w:rPrDefault>"
      "<w:pPrDefault/></w:docDefaults>";
  std::string const wide =
      "<w:docDefaults><w:rPrDefault><w:rPr><w:b/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
      "<w:spacing w:after=\"200\"/></w:pPr></w:pPrDefault></w:docDefaults>";
  struct Case {
    char const* name;
    std::string first;
    std::string second;
    char const* expect;  // properties of the later document's default style
    char const* told;
  };
  auto const c = GENERATE_COPY(values<Case>({
      {"set where nothing was", "", small, "sz val=24", ""},
      {"set, and taken back", wide, small, "spacing after=0 b val=0 sz val=24", ""},
      {"taken back alone", small, "", "sz val=20", ""},
      {"what no neutral value is known of",
       "<w:docDefaults><w:rPrDefault><w:rPr><w:emboss/></w:rPr></w:rPrDefault></w:docDefaults>",
       "",
       "",
       "join_settings_differ"},
  }));
  DYNAMIC_SECTION(c.name) {
    Joined const all = joined({make_docx(p("một"), with_styles("", c.first)),
                               make_docx(p("hai"), with_styles("", c.second))});
    std::string const styles = all.styles();
    std::size_t const later = styles.find("w:styleId=\"Normal2\"");
    std::string found;
    if (later != std::string::npos) {
      std::regex const property{R"-(<w:(\w+) w:(\w+)="(\w+)"/>)-"};
      std::string const one = styles.substr(later, styles.find("</w:style>", later) - later);
      for (std::sregex_iterator m{one.begin(), one.end(), property}, end; m != end; ++m) {
        if ((*m)[1] != "name") {
          found += (found.empty() ? "" : " ") + (*m)[1].str() + " " + (*m)[2].str() + "=" +
                   (*m)[3].str();
        }
      }
      CHECK(test::all(all.main(), kUsed) == "Normal2");
    }
    CHECK(found == c.expect);
    CHECK(all.told == c.told);
  }
}

TEST_CASE("lists begin anew in each document", "[lists]") {
  Files const files = {{"word/numbering.xml", numbering()}};
  struct Case {
    char const* name;
    std::vector<std::string> bodies;
    char const* lists;
    char const* restarts;  // w:num and w:startOverride
  };
  auto const c = GENERATE_COPY(values<Case>({
      {"one list", {listed("1"), listed("1"), listed("1")}, "1 2 3", "1 2 1 3 1"},
      {"goes on within a document", {listed("1"), listed("1") + listed("1")}, "1 2 2", "1 2 1"},
      {"two instances of a definition count together",
       {listed("1") + listed("2"), listed("1") + listed("2")},
       "1 2 3 4",
       "1 2 3 1 4"},
      {"another instance of a definition that has counted",
       {listed("1"), listed("2")},
       "1 3",
       "1 2 3 1"},
  }));
  DYNAMIC_SECTION(c.name) {
    std::vector<std::string> documents;
    for (std::string const& body : c.bodies) {
      documents.push_back(make_docx(body, files));
    }
    Joined const all = joined(documents);
    CHECK(test::all(all.main(), kLists) == c.lists);
    std::string const lists = part_of(all.docx, "word/numbering.xml");
    CHECK(
        test::all(
            lists,
            R"(<w:num w:numId="(\d+)\"|<w:lvlOverride w:ilvl="0"><w:startOverride w:val="(\d+)\")") ==
        c.restarts);
  }
}

TEST_CASE("numbers of a style begin anew in each document", "[lists]") {
  Files files = with_styles(
      style("Muc",
            "Muc",
            "<w:basedOn w:val=\"Normal\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr><w:ind "
            "w:left=\"99\"/></w:pPr>"));
  files.push_back({"word/numbering.xml", numbering()});
  std::string const one = make_docx(styled("Muc") + styled("Muc"), files);
  Joined const all = joined({one, one, one});
  CHECK(test::all(all.main(), kLists) == "2 2 3 3");  // the first document's are its style's
  CHECK(test::all(all.main(), R"(<w:ind w:left="(\d+)\")") == "99 99 99 99");
  CHECK(test::all(all.styles(), kLists) == "1");
}

TEST_CASE("settings that a document has once are told when they differ", "[settings]") {
  struct Case {
    char const* name;
    char const* first;
    char const* second;
    char const* told;
  };
  auto const c = GENERATE(values<Case>({
      {"equal", "<w:defaultTabStop w:val=\"567\"/>", "<w:defaultTabStop w:val=\"567\"/>", ""},
      {"tab stops",
       "<w:defaultTabStop w:val=\"567\"/>",
       "<w:defaultTabStop w:val=\"720\"/>",
       "join_settings_differ"},
      {"mirrored margins", "", "<w:mirrorMargins/>", "join_settings_differ"},
      {"what changes no page", "<w:zoom w:percent=\"100\"/>", "<w:zoom w:percent=\"80\"/>", ""},
  }));
  DYNAMIC_SECTION(c.name) {
    auto const with = [](char const* content) {
      return make_docx(p("x"), {{"word/settings.xml", part("settings", content)}});
    };
    std::string const second = with(c.second);
    CHECK(joined({with(c.first), second, second}).told == c.told);
  }
}
