#include "rules/repair.h"

#include <utility>

namespace thethuc::rules {

Repair of_section(Repair::Kind kind, std::size_t section, int value, std::string text) {
  Repair repair;
  repair.kind = kind;
  repair.section = section;
  repair.value = value;
  repair.text = std::move(text);
  return repair;
}

Repair of_paragraph(Repair::Kind kind, std::size_t paragraph, int value, std::string text) {
  Repair repair;
  repair.kind = kind;
  repair.paragraph = paragraph;
  repair.value = value;
  repair.text = std::move(text);
  return repair;
}

Repair of_span(
    Repair::Kind kind, std::size_t paragraph, Span const& span, int value, std::string text) {
  Repair repair = of_paragraph(kind, paragraph, value, std::move(text));
  repair.begin = span.begin;
  repair.end = span.end;
  return repair;
}

Repair of_edge(Repair::Kind kind, Paragraph const& p, int value, std::string text) {
  Repair repair =
      of_paragraph(kind, static_cast<std::size_t>(p.place.paragraph), value, std::move(text));
  repair.part = p.place.part;
  return repair;
}

Repair of_line(Repair::Kind kind, Line const& line, int value) {
  Repair repair = of_paragraph(kind, line.paragraph, value);
  repair.begin = line.begin;
  repair.end = line.end;
  return repair;
}

Repair replace_line(Line const& line, std::string_view text) {
  if (line.label_size > 0) {
    return {};
  }
  Repair repair = of_line(Repair::Kind::replace, line);
  repair.text = text;
  return repair;
}

Repair replace_start(Paragraph const& p,
                     Line const& line,
                     std::size_t size,
                     std::string_view text) {
  std::string_view const raw =
      std::string_view{p.displayed()}.substr(line.begin, line.end - line.begin);
  std::string_view const wanted = std::string_view{line.text}.substr(0, size);
  if (!raw.starts_with(wanted)) {
    return {};
  }
  Repair repair = replace_line(line, text);
  repair.end = line.begin + size;
  return repair;
}

Repair replace_end(Paragraph const& p, Line const& line, std::string_view mark) {
  std::string_view const raw = std::string_view{p.text}.substr(line.begin, line.end - line.begin);
  std::size_t const behind = raw.find_last_not_of(".,;:/ ");
  if (behind == std::string_view::npos || p.text.empty()) {
    return {};
  }
  // The last letter is taken along: a range has to hold something.
  std::size_t first = behind;
  while (first > 0 && (static_cast<unsigned char>(raw[first]) & 0xC0) == 0x80) {
    --first;
  }
  Repair repair = of_line(Repair::Kind::replace, line);
  repair.begin = line.begin + first;
  repair.text = std::string{raw.substr(first, behind + 1 - first)}.append(mark);
  repair.is_typed = true;
  return repair;
}

}  // namespace thethuc::rules
