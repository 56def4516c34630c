// Gives our verdicts to the scripts beside this file. Usage: data_oracle json|schema, questions on
// stdin.
//   json:   each line a text in hexadecimal        -> "1" when it is accepted, else "0"
//   schema: two lines each, the schema and a value -> "1" valid, "0" not, "?" when the schema is
//   refused

#include <iostream>
#include <string>

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
  if (mode == "schema") {
    while (std::getline(std::cin, line) && std::getline(std::cin, next)) {
      std::cout << judge(line, next) << '\n';
    }
    return 0;
  }
  std::cerr << "usage: data_oracle json|schema\n";
  return 2;
}
