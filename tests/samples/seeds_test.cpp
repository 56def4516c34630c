// What real documents get wrong, as it stands in their source: tests/cases/seeds/README.md. Each
// slip is found, by the rule that is for it, and nothing else is told.

#include <functional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "opc/deflate.h"
#include "opc/package.h"
#include "opc/xml.h"
#include "rendered_sample.h"
#include "rules/check.h"
#include "rules/edit.h"
#include "sample_data.h"
#include "wml/names.h"
#include "wml/paragraph_text.h"

using namespace thethuc;

namespace {

struct Edit {
  std::string from;
  std::vector<std::string> to;
};
struct Expected {
  std::string rule, words;
};
struct Source {
  test::Sample sample;
  std::vector<Edit> edits;
  std::vector<Expected> findings;
};

Source read_source(std::string const& name) {
  Source out;
  std::istringstream lines{test::read_file("tests/cases/seeds/" + name + ".txt")};
  for (std::string line; std::getline(lines, line);) {
    std::string const rest = line.size() > 2 ? line.substr(2) : std::string{};
    std::size_t const blank = rest.find(' ');
    switch (line.empty() ? '#' : line.front()) {
      case '=':
        out.sample = {rest.substr(0, blank),
                      "samples/" + rest.substr(0, blank) + "/" + rest.substr(blank + 1) + ".json"};
        break;
      case '-':
        out.edits.push_back({rest, {}});
        break;
      case '+':
        out.edits.back().to.push_back(rest);
        break;
      case '!':
        out.findings.push_back({rest.substr(0, blank), rest.substr(blank + 1)});
        break;
      default:
        break;
    }
  }
  return out;
}

// The first paragraph below `node`, in order, of which `holds` is true.
pugi::xml_node find_paragraph(pugi::xml_node node,
                              std::function<bool(std::string const&)> const& holds) {
  return node.find_node([&](pugi::xml_node const& child) {
    return wml::is(child, wml::w::p) && holds(wml::paragraph_text(child).text);
  });
}

// Puts `to` in the place of `from` in the paragraph; its text has both.
void replace_text(pugi::xml_node paragraph, std::string const& from, std::string const& to) {
  std::size_t const at = wml::paragraph_text(paragraph).text.find(from);
  REQUIRE(at != std::string::npos);
  bool const is_done = rules::replace_range(paragraph, at, at + from.size(), to);
  REQUIRE(is_done);
}

// Of lines that were broken by hand.
void keep_last_line(pugi::xml_node paragraph) {
  wml::ParagraphText const read = wml::paragraph_text(paragraph);
  std::size_t const begin = read.text.rfind('\n') + 1;  // npos + 1 is 0
  for (wml::TextPiece const& piece : read.pieces) {
    if (piece.end <= begin) {
      piece.node.parent().remove_child(piece.node);
    }
  }
}

bool apply(pugi::xml_node root, Edit const& edit) {
  pugi::xml_node paragraph =
      find_paragraph(root, [&](std::string const& text) { return text == edit.from; });
  if (!paragraph && !edit.to.empty()) {
    paragraph = find_paragraph(
        root, [&](std::string const& text) { return text.find(edit.from) != std::string::npos; });
  }
  if (!paragraph) {
    return false;
  }
  if (edit.to.empty()) {
    paragraph.parent().remove_child(paragraph);
    return true;
  }
  pugi::xml_node last = paragraph;
  for (std::size_t i = 1; i < edit.to.size(); ++i) {
    last = paragraph.parent().insert_copy_after(paragraph, last);
    keep_last_line(last);
    replace_text(last, wml::paragraph_text(last).text, edit.to[i]);
  }
  replace_text(paragraph, edit.from, edit.to.front());
  return true;
}

std::string as_in_source(Source const& source) {
  base::Diagnostics out;
  auto package = opc::Package::read(test::rendered(source.sample), "mau.docx", {}, out);
  REQUIRE(package);
  std::vector<std::pair<opc::Part*, std::unique_ptr<pugi::xml_document>>> trees;
  for (char const* name : {"/word/document.xml", "/word/footnotes.xml"}) {
    if (opc::Part* const part = package->find(name)) {
      trees.emplace_back(part, opc::parse_xml(part->bytes, "mau.docx", name, {}, out));
      REQUIRE(trees.back().second);
    }
  }
  for (Edit const& edit : source.edits) {
    bool is_done = false;
    for (auto& [part, tree] : trees) {
      is_done = is_done || apply(tree->document_element(), edit);
    }
    INFO(edit.from);
    REQUIRE(is_done);
  }
  for (auto& [part, tree] : trees) {
    part->bytes = opc::to_xml(tree->document_element());
  }
  return opc::write_package(*package, opc::kDefaultDeflateLevel);
}

}  // namespace

TEST_CASE("slips are found as they stand in the source", "[seeds]") {
  auto const name =
      GENERATE("bac-kan-2018", "dien-bien-2023", "ha-nam-2019", "khanh-hoa-2021", "son-phu-2021");
  DYNAMIC_SECTION(name) {
    Source const source = read_source(name);
    base::Diagnostics out;
    auto const findings = rules::check(as_in_source(source), {}, out);
    INFO(out.to_text(base::Language::en));
    REQUIRE(findings);
    std::vector<bool> is_found(source.findings.size());
    std::string unexpected;
    for (rules::Finding const& f : findings->entries) {
      std::string const message = f.message(base::Language::en);
      bool is_expected = false;
      for (std::size_t i = 0; i < source.findings.size(); ++i) {
        Expected const& e = source.findings[i];
        bool const is_it = f.rule == e.rule && message.find(e.words) != std::string::npos;
        is_found[i] = is_found[i] || is_it;
        is_expected = is_expected || is_it;
      }
      unexpected += is_expected ? std::string{} : std::string{f.rule} + " " + message + "\n";
    }
    CHECK(unexpected == "");
    for (std::size_t i = 0; i < source.findings.size(); ++i) {
      INFO(source.findings[i].rule << " " << source.findings[i].words);
      CHECK(is_found[i]);
    }
  }
}
