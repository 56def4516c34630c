// CSV with all that spreadsheet programs write.

#include <catch2/catch.hpp>

#include "bulk/read_all.h"

using namespace thethuc;

namespace {

struct Case {
  char const* name;
  std::string text;
  std::string expected;
};

std::string read(std::string const& text,
                 bulk::SourceOptions const& options = {},
                 std::size_t piece = 1 << 16) {
  return test::read_text(bulk::RecordFormat::csv, text, options, piece);
}

}  // namespace

TEST_CASE("rows of a CSV are records", "[records]") {
  auto const c = GENERATE(values<Case>({
      {"commas",
       "so,ten\n1,Lan\n2,Huệ\n",
       "2: {\"so\":\"1\",\"ten\":\"Lan\"}\n3: {\"so\":\"2\",\"ten\":\"Huệ\"}\n"},
      {"semicolons, mark, CRLF",
       "\xEF\xBB\xBFso;ten\r\n1,5;a\r\n",
       "2: {\"so\":\"1,5\",\"ten\":\"a\"}\n"},
      {"tabs", "so\tten, tuổi\n1\ta;b\n", "2: {\"so\":\"1\",\"ten, tuổi\":\"a;b\"}\n"},
      {"the line of Excel", "sep=;\nso;ten\n1;a", "3: {\"so\":\"1\",\"ten\":\"a\"}\n"},
      {"one column", "so\n1\n2", "2: {\"so\":\"1\"}\n3: {\"so\":\"2\"}\n"},
      {"quotes",
       "so,ten\n\"1,2\",\"nói \"\"vâng\"\"\"\n",
       "2: {\"so\":\"1,2\",\"ten\":\"nói \\\"vâng\\\"\"}\n"},
      {"line breaks in quotes",
       "so,ten\n1,\"a\r\nb\nc\"\r\n2,d\n",
       "2: {\"so\":\"1\",\"ten\":\"a\\nb\\nc\"}\n5: {\"so\":\"2\",\"ten\":\"d\"}\n"},
      {"quoted names", "\"a;b\";\"c\nd\"\n1;2\n", "3: {\"a;b\":\"1\",\"c\\nd\":\"2\"}\n"},
      {"a quote within a bare cell",
       "a,b\n12\" ống,x\n",
       "2: {\"a\":\"12\\\" ống\",\"b\":\"x\"}\n"},
      {"blank rows",
       "\n\na,b\n\n1,2\n,\n\"\",\" \"\n3,4\n\n",
       "5: {\"a\":\"1\",\"b\":\"2\"}\n8: {\"a\":\"3\",\"b\":\"4\"}\n"},
      {"empty cells are no fields",
       "a,b,c\n1,,\"\"\n,,3\n",
       "2: {\"a\":\"1\"}\n3: {\"c\":\"3\"}\n"},
      {"empty columns behind the last", "a,b,,\n1,2,,\n", "2: {\"a\":\"1\",\"b\":\"2\"}\n"},
      {"ragged",
       "a,b\n1\n1,2,3\n1,2,\n1,2\n",
       "2: record_cells@2\n3: record_cells@3\n4: {\"a\":\"1\",\"b\":\"2\"}\n5: "
       "{\"a\":\"1\",\"b\":\"2\"}\n"},
      {"text behind a quote",
       "a,b\n1,\"x\"y\n1,2\n",
       "2: csv_quote@2\n3: {\"a\":\"1\",\"b\":\"2\"}\n"},
      {"quote not closed", "a,b\n1,2\n1,\"x\n1,2\n", "2: {\"a\":\"1\",\"b\":\"2\"}\ncsv_quote@3"},
      {"quote of a name not closed", "a,\"b\n1,2\n", "csv_quote@1"},
      {"another encoding",
       "a,b\n1,\xC0\xE1\n1,2\n",
       "2: records_not_readable@2\n3: {\"a\":\"1\",\"b\":\"2\"}\n"},
      {"names in another encoding", "a,\xC0\xE1\n1,2\n", "records_not_readable@1"},
      {"nothing", "\n\r\n", "records_not_readable"},
      {"names only", "a,b", ""},
      {"all mistakes in names",
       "a,,a,b.c,b,d..e\n",
       "column_name@1 column_name@1 column_name@1 column_name@1"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(read(c.text) == c.expected);
    for (std::size_t const piece : {1u, 2u, 3u, 7u}) {
      CHECK(read(c.text, {}, piece) == c.expected);
    }
  }
}

TEST_CASE("rows and tables beyond the limits are told", "[records]") {
  bulk::SourceOptions options;
  options.limits.max_record_bytes = 20;
  CHECK(read("a,b\n1,2\n" + std::string(50, 'x') + ",1\n3,4\n", options) ==
        "2: {\"a\":\"1\",\"b\":\"2\"}\n3: record_too_large@3\n4: {\"a\":\"3\",\"b\":\"4\"}\n");
  CHECK(read("a,b\n123456,12345\n", options) == "2: record_too_large@2\n");
  options = {};
  options.limits.max_columns = 2;
  CHECK(read("a,b\n1,2\n", options) == "2: {\"a\":\"1\",\"b\":\"2\"}\n");
  CHECK(read("a,b,c\n1,2,3\n", options) == "record_too_large@1");
}

TEST_CASE("many blank lines before the names cost nothing", "[records]") {
  CHECK(read(std::string(2'000'000, '\n') + "a\n1\n") == "2000002: {\"a\":\"1\"}\n");
}
