// Nothing in a filled report is hard-wired: each figure of the data shows at its place and nowhere
// else.

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "data/value.h"
#include "library/library.h"
#include "render/render.h"
#include "support/docx_fixture.h"
#include "support/fill.h"
#include "support/notation.h"

using namespace thethuc;

namespace {

std::string read_file(std::string const& path) {
  std::ifstream in{path, std::ios::binary};
  std::stringstream out;
  out << in.rdbuf();
  REQUIRE(!out.str().empty());
  return out.str();
}

std::string quoted(std::string_view s) {
  std::string out = "\"";
  for (char c : s) {
    if (c == '"' || c == '\\') {
      out += '\\';
    }
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out + '"';
}

// The JSON of `value`, with `replacement` in the place of the node `target`.
void write(data::Value value,
           data::Node const* target,
           std::string const& replacement,
           std::string& out) {
  if (value.node() == target) {
    out += replacement;
    return;
  }
  switch (value.kind()) {
    case data::Kind::list:
    case data::Kind::object: {
      bool const object = value.kind() == data::Kind::object;
      out += object ? '{' : '[';
      data::Value child = value.first();
      for (std::size_t i = 0; i < value.size(); ++i, child = child.next()) {
        out += i ? "," : "";
        out += object ? quoted(child.key()) + ":" : "";
        write(child, target, replacement, out);
      }
      out += object ? '}' : ']';
      break;
    }
    case data::Kind::string:
      out += quoted(value.text());
      break;
    case data::Kind::number:
    case data::Kind::boolean:
      out += value.text();
      break;
    case data::Kind::null:
    case data::Kind::missing:
      out += "null";
      break;
  }
}

void collect_figures(data::Value value, std::vector<data::Value>& out) {
  std::string_view const text = value.text();
  bool const digits = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || c == '.';
  });
  if (value.kind() == data::Kind::number || (value.kind() == data::Kind::string && digits)) {
    out.push_back(value);
  }
  data::Value child = value.first();
  for (std::size_t i = 0; i < value.size(); ++i, child = child.next()) {
    collect_figures(child, out);
  }
}

// Paragraphs and cells, one after another.
std::vector<std::string> pieces(std::string const& notation) {
  std::vector<std::string> out{""};
  for (char c : notation) {
    if (c == '\n' || c == '|') {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

struct Report {
  std::shared_ptr<compile::CompiledTemplate const> compiled;
  render::Scratch scratch;

  Report() {
    base::Diagnostics diagnostics;
    auto source =
        library::open_template("bao-cao", std::filesystem::path{"templates"}, diagnostics);
    INFO(diagnostics.to_text(base::Language::en));
    REQUIRE(source);
    compile::Result result =
        compile::compile(std::move(source->package), source->partials, source->options);
    INFO(result.diagnostics.to_text(base::Language::en));
    REQUIRE(result.compiled);
    compiled = result.compiled;
  }

  std::string notation(std::string const& json) {
    base::Diagnostics diagnostics;
    data::Document data;
    REQUIRE(data.parse(json, "", {}, diagnostics));
    std::string docx;
    diagnostics.add(render::render(*compiled, data, {}, scratch, docx));
    INFO(diagnostics.to_text(base::Language::en));
    REQUIRE_FALSE(diagnostics.has_errors());
    return test::notation_of(test::part_of(docx, "/word/document.xml"));
  }
};

}  // namespace

TEST_CASE("each figure of the Son Phu report shows at its place and nowhere else", "[samples]") {
  Report report;
  std::string const json = read_file("samples/bao-cao/son-phu-quy-3-2021.json");
  base::Diagnostics diagnostics;
  data::Document data;
  REQUIRE(data.parse(json, "", {}, diagnostics));
  std::vector<data::Value> figures;
  collect_figures(data.root().find("muc"), figures);
  collect_figures(data.root().find("phu_luc"), figures);
  REQUIRE(figures.size() > 40);
  std::vector<std::string> const before = pieces(report.notation(json));
  for (data::Value figure : figures) {
    std::string changed;
    bool const text = figure.kind() == data::Kind::string;
    write(data.root(), figure.node(), text ? "\"987654\"" : "987654", changed);
    INFO(data.pointer(figure));
    std::vector<std::string> const after = pieces(report.notation(changed));
    REQUIRE(after.size() == before.size());
    std::size_t differences = 0;
    for (std::size_t i = 0; i < after.size(); ++i) {
      if (after[i] != before[i]) {
        ++differences;
        CHECK((after[i].find("987.654") != std::string::npos ||
               after[i].find("987654") != std::string::npos));
      }
    }
    CHECK(differences == 1);
  }
}

TEST_CASE("an appendix of no and of three hundred rows", "[samples]") {
  Report report;
  std::string const json = read_file("samples/bao-cao/son-phu-quy-3-2021.json");
  base::Diagnostics diagnostics;
  data::Document data;
  REQUIRE(data.parse(json, "", {}, diagnostics));
  data::Value const rows = data.root().find("phu_luc").first().find("dong");
  REQUIRE(rows.kind() == data::Kind::list);
  for (int count : {0, 1, 300}) {
    std::string list = "[";
    for (int i = 0; i < count; ++i) {
      list += (i ? "," : "") + std::string{R"({"ma":")"} + std::to_string(i + 1) +
              R"(.","ten":"Chỉ tiêu","don_vi":"Văn bản","so_lieu":)" + std::to_string(i) + "}";
    }
    std::string changed;
    write(data.root(), rows.node(), list + "]", changed);
    std::string const notation = report.notation(changed);
    std::size_t found = 0;
    for (std::size_t at = notation.find("| Chỉ tiêu |"); at != std::string::npos;
         at = notation.find("| Chỉ tiêu |", at + 1)) {
      ++found;
    }
    CHECK(found == static_cast<std::size_t>(count));
    CHECK(notation.find("{{") == std::string::npos);
  }
}
