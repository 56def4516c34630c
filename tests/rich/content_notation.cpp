#include "rich/content_notation.h"

#include <fmt/format.h>

namespace thethuc::test {

using namespace rich;

namespace {

char const* name_of(wml::Alignment alignment) {
  switch (alignment) {
    case wml::Alignment::left:
      return "left";
    case wml::Alignment::center:
      return "center";
    case wml::Alignment::right:
      return "right";
    case wml::Alignment::justify:
      return "justify";
  }
  return "?";
}

std::string visible(std::string const& text) {
  std::string out;
  for (char const c : text) {
    switch (c) {
      case '\n':
        out += "⏎";
        break;
      case '\t':
        out += "→";
        break;
      case '\f':
        out += "⏏";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string notation(Inline const& part) {
  std::string out;
  switch (part.kind) {
    case Inline::Kind::text:
      out = visible(part.text);
      break;
    case Inline::Kind::note:
      out = "<note>" + notation_of(part.note) + "</note>";
      break;
    case Inline::Kind::picture:
      out = "<picture " + part.picture->source;
      if (part.picture->width_mm) {
        out += fmt::format(" width={}", *part.picture->width_mm);
      }
      if (part.picture->height_mm) {
        out += fmt::format(" height={}", *part.picture->height_mm);
      }
      out += part.picture->alternative_text.empty() ? "" : " " + part.picture->alternative_text;
      out += ">";
      break;
  }
  auto const wrap = [&out](bool on, char const* tag) {
    if (on) {
      out = fmt::format("<{0}>{1}</{0}>", tag, out);
    }
  };
  wrap(part.format.position == Position::superscript, "sup");
  wrap(part.format.position == Position::subscript, "sub");
  wrap(part.format.underline, "u");
  wrap(part.format.italic, "i");
  wrap(part.format.bold, "b");
  return part.url.empty() ? out : "<a " + part.url + ">" + out + "</a>";
}

std::string notation(Paragraph const& paragraph) {
  std::string out;
  switch (paragraph.kind) {
    case Paragraph::Kind::plain:
      out = "p";
      break;
    case Paragraph::Kind::heading:
      out = fmt::format("h{}", paragraph.level);
      break;
    case Paragraph::Kind::list_item:
      out = fmt::format("*{}", paragraph.level);
      break;
    case Paragraph::Kind::list_continuation:
      out = fmt::format("~{}", paragraph.level);
      break;
  }
  if (!paragraph.style.empty()) {
    out += "[style=" + paragraph.style + "]";
  }
  if (paragraph.alignment) {
    out += fmt::format("[{}]", name_of(*paragraph.alignment));
  }
  return out + ": " + notation_of(paragraph.inlines);
}

std::string notation(Cell const& cell) {
  std::string out;
  if (cell.columns > 1 || cell.rows > 1) {
    out += fmt::format("({}×{})", cell.columns, cell.rows);
  }
  if (cell.alignment) {
    out += fmt::format("[{}]", name_of(*cell.alignment));
  }
  for (std::size_t i = 0; i < cell.paragraphs.size(); ++i) {
    Paragraph const& paragraph = cell.paragraphs[i];
    bool const is_plain =
        paragraph.kind == Paragraph::Kind::plain && paragraph.style.empty() && !paragraph.alignment;
    out += i > 0 ? " / " : "";
    out += is_plain ? notation_of(paragraph.inlines) : notation(paragraph);
  }
  return out;
}

std::string notation(Table const& table) {
  std::string out = "table";
  for (Column const& column : table.columns) {
    out += fmt::format(" {}", column.width);
    out += column.alignment ? name_of(*column.alignment) : "";
  }
  out += table.header_rows == 1 ? "" : fmt::format(" header_rows={}", table.header_rows);
  out += table.has_borders ? "" : " no borders";
  out += ":";
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    out += row > 0 ? " ‖" : "";
    for (std::size_t i = 0; i < table.rows[row].size(); ++i) {
      out += (i > 0 ? " | " : " ") + notation(table.rows[row][i]);
    }
  }
  return out;
}

}  // namespace

std::string notation_of(std::vector<Inline> const& inlines) {
  std::string out;
  for (Inline const& part : inlines) {
    out += notation(part);
  }
  return out;
}

std::string notation_of(Content const& content) {
  std::string out;
  for (Block const& block : content.blocks) {
    out += out.empty() ? "" : "\n";
    if (auto const* paragraph = std::get_if<Paragraph>(&block)) {
      out += notation(*paragraph);
    } else if (auto const* table = std::get_if<Table>(&block)) {
      out += notation(*table);
    } else if (std::holds_alternative<PageBreak>(block)) {
      out += "page break";
    } else {
      out += std::get<SectionChange>(block).orientation == Orientation::landscape ? "landscape"
                                                                                  : "portrait";
    }
  }
  return out;
}

}  // namespace thethuc::test
