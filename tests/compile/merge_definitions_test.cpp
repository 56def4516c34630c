// Styles and lists of one package that is merged into another.

#include <catch2/catch.hpp>

#include "merging.h"

using namespace thethuc;
using namespace thethuc::test;

TEST_CASE("styles of one type and name are one; others are added", "[merge]") {
  struct Case {
    char const* name;
    std::string host;
    std::string guest;
    std::string body;
    char const* used;   // styles of the merged body
    char const* added;  // id, and what the definition refers to
  };
  std::string const normal = default_style("Normal", "Normal");
  std::string const binh_thuong = default_style("Binhthng", "Normal");
  auto const c = GENERATE_COPY(values<Case>({
      {"an id of another language",
       normal + style("paragraph", "Heading1", "heading 1"),
       binh_thuong + style("paragraph", "u1", "Heading 1"),
       with_style("u1"),
       "Heading1",
       ""},
      {"a style of its own, with its chain",
       normal,
       binh_thuong +
           style("paragraph", "a", "A", "<w:basedOn w:val=\"b\"/><w:next w:val=\"Binhthng\"/>") +
           style("paragraph", "b", "B", "<w:basedOn w:val=\"Binhthng\"/>"),
       with_style("a"),
       "a",
       "a b Normal b Normal"},
      {"an id that another style has",
       normal + style("paragraph", "a", "Khác"),
       binh_thuong + style("paragraph", "a", "A"),
       with_style("a"),
       "a2",
       "a2"},
      {"a name that a style of another type has",
       normal + style("character", "x", "Nhấn"),
       binh_thuong + style("paragraph", "a", "nhấn"),
       with_style("a"),
       "a",
       "a"},
      {"a pair",
       normal,
       binh_thuong + style("paragraph", "a", "A", "<w:link w:val=\"aC\"/>") +
           style("character", "aC", "A Char", "<w:link w:val=\"a\"/>"),
       with_style("a"),
       "a",
       "a aC aC a"},
      {"half of a pair",
       normal + style("character", "Z", "a char"),
       binh_thuong + style("paragraph", "a", "A", "<w:link w:val=\"aC\"/>") +
           style("character", "aC", "A Char", "<w:link w:val=\"a\"/>"),
       with_style("a"),
       "a",
       "a"},
      {"a circle",
       normal,
       binh_thuong + style("paragraph", "a", "A", "<w:basedOn w:val=\"b\"/>") +
           style("paragraph", "b", "B", "<w:basedOn w:val=\"a\"/>"),
       with_style("b"),
       "b",
       "b a a b"},
      {"a style that the guest has not",
       normal + style("paragraph", "la", "Lạ"),
       binh_thuong,
       with_style("la"),
       "",
       ""},
      {"a style of another type",
       normal,
       binh_thuong + style("character", "c", "C"),
       with_style("c"),
       "",
       ""},
      {"another default", normal, default_style("Nen", "Nền"), p("x"), "Nen", "Nen"},
      {"characters and tables",
       normal,
       binh_thuong + style("character", "c", "C") + style("table", "t", "T"),
       "<w:tbl><w:tblPr><w:tblStyle "
       "w:val=\"t\"/></w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>"
       "<w:tc><w:p><w:r><w:rPr><w:rStyle "
       "w:val=\"c\"/></w:rPr><w:t>x</w:t></w:r></w:p></w:tc></w:tr>"
       "</w:tbl>" +
           p("x"),
       "t c",
       "t c"},
  }));
  DYNAMIC_SECTION(c.name) {
    Package const host =
        merged(package(p("chủ"), {styles(c.host)}), package(c.body, {styles(c.guest)}), {2});
    std::string const used = all(host, host.main_part(), "<w:(?:p|r|tbl)Style w:val=\"(\\w*)\"");
    CHECK(used == (*c.used == '\0' ? "" : std::string{c.used} + " " + c.used));
    std::string const now = host.find("/word/styles.xml")->bytes;
    std::size_t const own =
        now.find(c.host) == std::string::npos ? 0 : now.find(c.host) + c.host.size();
    REQUIRE(own > 0);  // the host's definitions are as they were
    CHECK(all(now.substr(own), "w:styleId=\"(\\w*)\"|<w:(?:basedOn|next|link) w:val=\"(\\w*)\"") ==
          c.added);
    CHECK(now.find("w:default=\"1\"", own) == std::string::npos);
  }
}

TEST_CASE("lists are copied, and begin anew in each fragment", "[merge]") {
  std::string const level =
      "<w:lvl w:ilvl=\"0\"><w:start w:val=\"3\"/><w:numFmt w:val=\"decimal\"/><w:lvlText "
      "w:val=\"%1.\"/></w:lvl>";
  std::string const list =
      "<w:abstractNum w:abstractNumId=\"4\"><w:nsid w:val=\"0A0B0C0D\"/>" + level +
      "</w:abstractNum><w:num w:numId=\"7\"><w:abstractNumId w:val=\"4\"/></w:num>";
  Files const guest_files = {{"word/numbering.xml", part("numbering", list)}};
  char const* const kNums =
      "<w:num w:numId=\"(\\d+)\">|<w:abstractNumId w:val=\"(\\d+)\"|<w:startOverride "
      "w:val=\"(\\d+)\"";

  SECTION("into a host without lists") {
    Package const host =
        merged(package(p("chủ")), package(with_list("7") + with_list("7"), guest_files), {2});
    CHECK(all(host, host.main_part(), "<w:numId w:val=\"(\\d+)\"") == "1 1 2 2");
    // The second instance sets all nine levels back, the first of them to its own start.
    CHECK(all(host, "/word/numbering.xml", kNums) == "1 0 2 0 3 1 1 1 1 1 1 1 1");
    CHECK(host.relationships(host.main_part()).by_type(office("numbering"))->target ==
          "numbering.xml");
    CHECK(host.find("/word/numbering.xml")->content_type == std::string{kWml} + "numbering+xml");
  }
  SECTION("beside the host's lists") {
    Package const host =
        merged(package(with_list("7"), guest_files), package(with_list("7"), guest_files));
    CHECK(all(host, host.main_part(), "<w:numId w:val=\"(\\d+)\"") == "7 8");
    CHECK(all(host, "/word/numbering.xml", kNums) == "7 4 8 5");
    CHECK(all(host, "/word/numbering.xml", "<w:nsid w:val=\"(\\w+)\"") == "0A0B0C0D 00000001");
  }
  SECTION("a list that the guest has not is none") {
    Package const host =
        merged(package(with_list("7"), guest_files), package(with_list("9"), guest_files));
    CHECK(all(host, host.main_part(), "<w:numId w:val=\"(\\d+)\"") == "7 0");
  }
  SECTION("two instances of one definition count on within a fragment") {
    Files const two = {
        {"word/numbering.xml",
         part("numbering", list + "<w:num w:numId=\"8\"><w:abstractNumId w:val=\"4\"/></w:num>")}};
    Package const host =
        merged(package(p("chủ")), package(with_list("7") + with_list("8"), two), {2});
    CHECK(all(host, host.main_part(), "<w:numId w:val=\"(\\d+)\"") == "1 2 3 4");
    CHECK(all(host,
              "/word/numbering.xml",
              "<w:num w:numId=\"(\\d+)\"><w:abstractNumId w:val=\"0\"/><w:lvlO") == "3");
  }
}

TEST_CASE("lists of styles go on through the document", "[merge]") {
  std::string const linked =
      "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:pStyle "
      "w:val=\"muc\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:pStyle w:val=\"cu\"/></w:lvl></w:abstractNum>"
      "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
  std::string const own = default_style("N", "Normal") + style("paragraph", "cu", "Cũ");
  std::string const numbered =
      style("paragraph", "muc", "Mục", "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>");
  Package const guest =
      package(with_style("muc") + with_list("1"),
              {styles(own + numbered), {"word/numbering.xml", part("numbering", linked)}});
  Files const host_files = {
      styles(default_style("Normal", "Normal") + style("paragraph", "x", "cũ"))};
  Package const host = merged(package(p("chủ"), host_files), guest, {2});
  CHECK(all(host, host.main_part(), "<w:numId w:val=\"(\\d+)\"") == "1 1");
  CHECK(all(host, "/word/styles.xml", "<w:numId w:val=\"(\\d+)\"") == "1");
  // A level is the style's that came along; the host's own style keeps to its own list.
  CHECK(all(host, "/word/numbering.xml", "<w:(?:pStyle|num) [^>]*\"(\\w+)\"") == "muc 1");
}

TEST_CASE("a style of lists brings its definition", "[merge]") {
  std::string const lists =
      "<w:abstractNum w:abstractNumId=\"0\"><w:styleLink w:val=\"ds\"/><w:lvl "
      "w:ilvl=\"0\"/></w:abstractNum>"
      "<w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"ds\"/></w:abstractNum>"
      "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
      "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>";
  std::string const list_style = style(
      "numbering", "ds", "Danh sách", "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>");
  Package const guest = package(with_list("2"),
                                {styles(default_style("N", "Normal") + list_style),
                                 {"word/numbering.xml", part("numbering", lists)}});
  struct Case {
    char const* name;
    std::string host_styles;
    char const* links;
  };
  auto const c = GENERATE_COPY(values<Case>({
      {"new to the host", "", "numStyleLink ds styleLink ds"},
      {"the host's own of the name", style("numbering", "cua", "danh sách"), "numStyleLink cua"},
  }));
  DYNAMIC_SECTION(c.name) {
    Package const host = merged(
        package(p("chủ"), {styles(default_style("Normal", "Normal") + c.host_styles)}), guest);
    CHECK(all(host, "/word/numbering.xml", "<w:(numStyleLink|styleLink) w:val=\"(\\w+)\"") ==
          c.links);
  }
}
