#include "support/notation.h"

#include <vector>

#include <pugixml.hpp>

#include "opc/xml.h"

namespace thethuc::test {
namespace {

std::vector<std::string_view> split(std::string_view s, std::string_view by) {
  std::vector<std::string_view> out;
  for (;;) {
    std::size_t const at = s.find(by);
    out.push_back(s.substr(0, at));
    if (at == std::string_view::npos) {
      return out;
    }
    s.remove_prefix(at + by.size());
  }
}

std::string run(std::string_view text, bool bold) {
  std::string out = bold ? "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">"
                         : "<w:r><w:t xml:space=\"preserve\">";
  opc::append_escaped(out, text);
  return out + "</w:t></w:r>";
}

std::string paragraph(std::string_view text) {
  std::string out = "<w:p>";
  if (text.substr(0, 2) == "# ") {
    out += "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>";
    text.remove_prefix(2);
  }
  bool bold = false;
  for (std::string_view stretch : split(text, "**")) {
    for (std::string_view piece : split(stretch, "¦")) {
      if (!piece.empty()) {
        out += run(piece, bold);
      }
    }
    bold = !bold;
  }
  return out + "</w:p>";
}

std::string row(std::string_view line) {
  line = line.substr(1, line.rfind('|') - 1);
  std::string out = "<w:tr>";
  for (std::string_view cell : split(line, "|")) {
    out += "<w:tc><w:tcPr><w:tcW w:w=\"2000\" w:type=\"dxa\"/></w:tcPr>";
    for (std::string_view text : split(cell, "⏎")) {
      while (!text.empty() && text.front() == ' ') {
        text.remove_prefix(1);
      }
      while (!text.empty() && text.back() == ' ') {
        text.remove_suffix(1);
      }
      out += paragraph(text);
    }
    out += "</w:tc>";
  }
  return out + "</w:tr>";
}

std::string table(std::vector<std::string_view> const& rows) {
  std::string out = "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid>";
  std::size_t const columns = split(rows[0], "|").size() - 2;
  for (std::size_t i = 0; i < columns; ++i) {
    out += "<w:gridCol w:w=\"2000\"/>";
  }
  out += "</w:tblGrid>";
  for (std::string_view r : rows) {
    out += row(r);
  }
  return out + "</w:tbl>";
}

bool is(pugi::xml_node node, std::string_view name) {
  return name == node.name();
}

void inline_text(pugi::xml_node parent, std::string& out) {
  for (pugi::xml_node node : parent.children()) {
    if (is(node, "w:t")) {
      out += node.text().get();
    } else if (is(node, "w:br")) {
      out += "↵";
    } else if (is(node, "w:tab")) {
      out += "→";
    } else if (is(node, "w:footnoteReference")) {
      out += std::string{"["} + node.attribute("w:id").value() + "]";
    } else if (!is(node, "w:pPr") && !is(node, "w:rPr")) {
      bool const bold = is(node, "w:r") && node.child("w:rPr").child("w:b");
      out += bold ? "**" : "";
      inline_text(node, out);
      out += bold ? "**" : "";
    }
  }
}

void blocks(pugi::xml_node parent, std::string& out) {
  for (pugi::xml_node node : parent.children()) {
    if (is(node, "w:p")) {
      out += node.child("w:pPr").child("w:numPr") ? "# " : "";
      inline_text(node, out);
      out += "\n";
    } else if (is(node, "w:tbl")) {
      if (!node.child("w:tr")) {
        out += "||\n";
      }
      for (pugi::xml_node tr : node.children("w:tr")) {
        out += "|";
        for (pugi::xml_node tc : tr.children("w:tc")) {
          std::string cell;
          blocks(tc, cell);
          if (!cell.empty()) {
            cell.pop_back();
          }
          for (std::size_t at = 0; (at = cell.find('\n', at)) != std::string::npos;) {
            cell.replace(at, 1, "⏎");
          }
          out += " " + cell + " |";
        }
        out += "\n";
      }
    } else if (!is(node, "w:sectPr") && !is(node, "w:tcPr")) {
      blocks(node, out);
    }
  }
}

}  // namespace

std::string blocks_from(std::string_view notation) {
  std::string out;
  std::vector<std::string_view> rows;
  for (std::string_view line : split(notation, "\n")) {
    if (!line.empty() && line.front() == '|') {
      rows.push_back(line);
      continue;
    }
    if (!rows.empty()) {
      out += table(rows);
      rows.clear();
    }
    out += paragraph(line);
  }
  return rows.empty() ? out : out + table(rows);
}

std::string notation_of(std::string_view xml) {
  pugi::xml_document document;
  document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
  pugi::xml_node const root = document.document_element();
  std::string out;
  blocks(root.child("w:body") ? root.child("w:body") : root, out);
  if (!out.empty()) {
    out.pop_back();
  }
  return out;
}

}  // namespace thethuc::test
