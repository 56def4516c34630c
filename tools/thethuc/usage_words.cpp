#include "usage_words.h"

#include <array>
#include <regex>

namespace thethuc::cli {

namespace {

struct Row {
  char const* english;  // a regular expression of the whole
  char const* vietnamese;
};

// Of CLI11 2.x, Error.hpp and Validators.hpp. The first that fits counts.
constexpr std::array<Row, 22> kRows{{
    {"Could not convert: (.+) = (.*)", "$1 không nhận giá trị $2"},
    {"The value (.*) is not an allowed value for (.+)", "$2 không nhận giá trị $1"},
    {"(.+): Value (.*) not in range (.+) to (.+)", "$1 cần giá trị từ $3 đến $4, nhưng đây là $2"},
    {"(.+): (.*) not in (\\{.*\\})", "$1 cần một trong $3, nhưng đây là $2"},
    {"(.+): Value (.*) could not be converted", "$1 không nhận giá trị $2"},
    {"(.+): Failed parsing (.*) as a .+", "$1 không nhận giá trị $2"},
    {"(.+): File does not exist: (.*)", "$1: không có tệp $2"},
    {"(.+): File is actually a directory: (.*)", "$1: $2 là thư mục, không phải tệp"},
    {"(.+): Directory does not exist: (.*)", "$1: không có thư mục $2"},
    {"(.+): Directory is actually a file: (.*)", "$1: $2 là tệp, không phải thư mục"},
    {"(.+): Path does not exist: (.*)", "$1: không có $2"},
    {"The following arguments? (?:was|were) not expected: (.*)", "thừa $1"},
    {"A subcommand is required", "thiếu lệnh con"},
    {"(.+) is required", "thiếu $1"},
    {"(.+): [0-9]+ required .+ missing", "$1 thiếu giá trị"},
    {"Expected (?:exactly|at least) (-?[0-9]+) arguments to (.+), got ([0-9]+)",
     "$2 cần $1 giá trị, nhưng có $3"},
    {"(.+): At least ([0-9]+) required but received ([0-9]+)",
     "$1 cần ít nhất $2 giá trị, nhưng có $3"},
    {"(.+): At [Mm]ost ([0-9]+) required but received ([0-9]+)",
     "$1 nhận nhiều nhất $2 giá trị, nhưng có $3"},
    {"(.+) requires (.+)", "$1 cần đi cùng $2"},
    {"(.+) excludes (.+)", "$1 không đi cùng $2"},
    {"(.+): Should be true/false or a number", "$1 chỉ nhận true, false hoặc một số"},
    {"(.+) was given a disallowed flag override", "$1 không nhận giá trị"},
}};

}  // namespace

std::string usage_words(std::string const& problem, base::Language language) {
  if (language == base::Language::vi) {
    for (Row const& row : kRows) {
      std::smatch found;
      if (std::regex_match(problem, found, std::regex{row.english})) {
        return found.format(row.vietnamese);
      }
    }
  }
  return problem;
}

}  // namespace thethuc::cli
