// Gives our verdicts to the scripts beside this file. Usage: data_oracle json|filters|schema,
// questions on stdin.
//   json:   each line a text in hexadecimal        -> "1" when it is accepted, else "0"
//   filters: each line a JSON value, a tab, filters -> the text, or "!" and the id of the fault
//   schema: two lines each, the schema and a value -> "1" valid, "0" not, "?" when the schema is
//   refused

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "data/filters.h"
#include "data/schema.h"
#include "data/value.h"

using namespace thethuc;

namespace {

std::string from_hex(std::string const& hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    out += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return out;
}

char judge(std::string const& schema_json, std::string const& json) {
  base::Diagnostics out;
  auto const schema = data::Schema::compile(schema_json, "schema", out);
  data::Document document;
  if (!schema || !document.parse(json, "data", {}, out)) {
    return '?';
  }
  schema->validate(document, "data", out);
  return out.has_errors() ? '0' : '1';
}

std::string filtered(std::string const& json, std::string const& filters) {
  base::Diagnostics out;
  data::Document document;
  std::vector<data::ChainProblem> problems;
  auto const calls = data::parse_filters(filters, problems);
  if (!calls || !document.parse(json, "data", {}, out)) {
    return "?";
  }
  data::Arena arena;
  data::Item item = data::Item::of(document.root());
  auto const fault = data::apply_filters(item, *calls, arena);
  return fault ? "!" + std::string(base::id_name(fault->id)) : std::string(item.text);
}

}  // namespace

int main(int argc, char** argv) {
  std::string const mode = argc > 1 ? argv[1] : "";
  std::string line;
  std::string next;
  if (mode == "json") {
    data::Document document;
    while (std::getline(std::cin, line)) {
      base::Diagnostics out;
      std::cout << (document.parse(from_hex(line), "data", {}, out) ? '1' : '0') << '\n';
    }
    return 0;
  }
  if (mode == "filters") {
    while (std::getline(std::cin, line)) {
      std::size_t const tab = std::min(line.find('\t'), line.size());
      std::cout << filtered(line.substr(0, tab), line.substr(std::min(tab + 1, line.size())))
                << '\n';
    }
    return 0;
  }
  if (mode == "schema") {
    while (std::getline(std::cin, line) && std::getline(std::cin, next)) {
      std::cout << judge(line, next) << '\n';
    }
    return 0;
  }
  std::cerr << "usage: data_oracle json|filters|schema\n";
  return 2;
}
