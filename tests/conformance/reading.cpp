#include "conformance/reading.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <pugixml.hpp>

#include "support/docx_fixture.h"

namespace thethuc::test {
namespace {

bool is(pugi::xml_node node, std::string_view name) {
  return name == node.name();
}

std::unique_ptr<pugi::xml_document> parsed(std::string_view xml) {
  auto document = std::make_unique<pugi::xml_document>();
  document->load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
  return document;
}

std::string text_within(pugi::xml_node node) {
  std::string out;
  for (pugi::xml_node const child : node.children()) {
    out += is(child, "w:t") ? child.text().get() : text_within(child);
  }
  return out;
}

struct TextWalker : pugi::xml_tree_walker {
  bool for_each(pugi::xml_node& node) override {
    if (is(node, "w:r")) {
      std::string format;
      for (pugi::xml_node const property : node.child("w:rPr").children()) {
        format += (format.empty() ? "" : "+") + std::string{property.name()}.substr(2);
      }
      if (std::string const text = text_within(node); !text.empty()) {
        out += !out.empty() && format == last ? "" : (out.empty() ? "" : "|");
        out += out.empty() || format != last ? format + (format.empty() ? "" : " ") : "";
        out += text;
        last = format;
      }
    }
    return true;
  }
  std::string out;
  std::string last;
};

struct Level {
  int start = 1;
  std::string format;
  std::string text;
};

struct Instance {
  std::string definition;
  std::map<int, int> starts;
};

std::string number_in(std::string const& format, int number) {
  return format == "lowerLetter" ? std::string(1, static_cast<char>('a' + number - 1))
                                 : std::to_string(number);
}

class Lists {
 public:
  explicit Lists(pugi::xml_node numbering) {
    for (pugi::xml_node const one : numbering.children("w:abstractNum")) {
      std::vector<Level>& levels = definitions_[one.attribute("w:abstractNumId").value()];
      for (pugi::xml_node const level : one.children("w:lvl")) {
        levels.push_back({level.child("w:start").attribute("w:val").as_int(1),
                          level.child("w:numFmt").attribute("w:val").value(),
                          level.child("w:lvlText").attribute("w:val").value()});
      }
    }
    for (pugi::xml_node const one : numbering.children("w:num")) {
      Instance& instance = instances_[one.attribute("w:numId").value()];
      instance.definition = one.child("w:abstractNumId").attribute("w:val").value();
      for (pugi::xml_node const level : one.children("w:lvlOverride")) {
        instance.starts[level.attribute("w:ilvl").as_int()] =
            level.child("w:startOverride").attribute("w:val").as_int(1);
      }
    }
  }

  std::string label(std::string const& instance_id, int at) {
    Instance const& instance = instances_[instance_id];
    std::vector<Level> const& levels = definitions_[instance.definition];
    std::map<int, int>& counts = counts_[instance.definition];
    if (used_.insert(instance_id).second) {
      for (auto const& [level, start] : instance.starts) {
        counts[level] = start - 1;
      }
    }
    for (int above = 0; above < at; ++above) {
      counts.try_emplace(above, levels[static_cast<std::size_t>(above)].start);
    }
    ++counts.try_emplace(at, levels[static_cast<std::size_t>(at)].start - 1).first->second;
    counts.erase(counts.upper_bound(at), counts.end());
    std::string out = levels[static_cast<std::size_t>(at)].text;
    for (auto const& [level, number] : counts) {
      std::string const mark = "%" + std::to_string(level + 1);
      if (std::size_t const found = out.find(mark); found != std::string::npos) {
        out.replace(found, 2, number_in(levels[static_cast<std::size_t>(level)].format, number));
      }
    }
    return out;
  }

 private:
  std::map<std::string, std::vector<Level>> definitions_;
  std::map<std::string, Instance> instances_;
  std::map<std::string, std::map<int, int>> counts_;
  std::set<std::string> used_;
};

struct ParagraphWalker : pugi::xml_tree_walker {
  explicit ParagraphWalker(Lists& which) : lists(which) {}
  bool for_each(pugi::xml_node& node) override {
    if (is(node, "w:p")) {
      pugi::xml_node const numbering = node.child("w:pPr").child("w:numPr");
      out += out.empty() ? "" : " / ";
      if (numbering) {
        out += lists.label(numbering.child("w:numId").attribute("w:val").value(),
                           numbering.child("w:ilvl").attribute("w:val").as_int()) +
               " ";
      }
      out += text_within(node);
    }
    return true;
  }
  Lists& lists;
  std::string out;
};

struct RowWalker : pugi::xml_tree_walker {
  bool for_each(pugi::xml_node& node) override {
    if (is(node, "w:tr")) {
      out += out.empty() ? "[" : " [";
      bool first = true;
      for (pugi::xml_node const cell : node.children("w:tc")) {
        pugi::xml_node const properties = cell.child("w:tcPr");
        out += first ? "" : "|";
        first = false;
        if (pugi::xml_node const merge = properties.child("w:vMerge")) {
          out += std::string_view{merge.attribute("w:val").value()} == "restart" ? "↧" : "↓";
        }
        if (pugi::xml_node const span = properties.child("w:gridSpan")) {
          out += std::string{"x"} + span.attribute("w:val").value() + " ";
        }
        out += text_within(cell);
      }
      out += "]";
    }
    return true;
  }
  std::string out;
};

}  // namespace

std::string formats_of(std::string_view xml) {
  auto const document = parsed(xml);
  pugi::xml_node paragraph = document->find_node([](pugi::xml_node n) { return is(n, "w:p"); });
  TextWalker walker;
  paragraph.traverse(walker);
  return walker.out;
}

std::string numbered_text(std::string_view docx) {
  auto const numbering = parsed(part_of(docx, "word/numbering.xml"));
  auto const document = parsed(part_of(docx, "word/document.xml"));
  Lists lists{numbering->document_element()};
  ParagraphWalker walker{lists};
  document->traverse(walker);
  return walker.out;
}

std::string rows_of(std::string_view xml) {
  auto const document = parsed(xml);
  RowWalker walker;
  document->traverse(walker);
  return walker.out;
}

std::string grid_of(std::string_view xml) {
  auto const document = parsed(xml);
  pugi::xml_node const grid =
      document->find_node([](pugi::xml_node n) { return is(n, "w:tblGrid"); });
  std::string out;
  for (pugi::xml_node const column : grid.children("w:gridCol")) {
    out += (out.empty() ? "" : " ") + std::string{column.attribute("w:w").value()};
  }
  return out;
}

}  // namespace thethuc::test
