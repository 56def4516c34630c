#include "rules/header_in_edge.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/recognised.h"
#include "rules/words.h"

namespace thethuc::rules {
namespace {

bool holds_header(PageEdge const& edge) {
  return std::any_of(edge.paragraphs.begin(), edge.paragraphs.end(), [](Paragraph const& p) {
    std::string const text = replaced(p.displayed(), "\n", "\t");
    std::vector<std::string_view> const columns = split(text, '\t');
    return std::any_of(columns.begin(), columns.end(), [](std::string_view column) {
      return is_national_name(normal_text(column));
    });
  });
}

// Makes room for `count` paragraphs at the beginning.
void shift(Document& document, std::size_t count) {
  for (Table& table : document.tables) {
    table.first += count;
    table.last += count;
  }
  for (std::size_t s = 0; s < document.sections.size(); ++s) {
    document.sections[s].first += s == 0 ? 0 : count;
    document.sections[s].last += count;
  }
}

}  // namespace

void take_header_from_edge(Document& document) {
  Section const& section = document.sections.front();
  auto const found =
      document.edges.find(section.title_page ? section.header_first : section.header_default);
  if (found == document.edges.end() || !holds_header(found->second)) {
    return;
  }
  PageEdge& edge = found->second;
  int containers = 0;
  for (Paragraph const& p : document.paragraphs) {
    containers = std::max(containers, p.container);
  }
  int const tables = static_cast<int>(document.tables.size());
  std::vector<Paragraph> taken;
  std::vector<Paragraph> left;
  for (Paragraph& p : edge.paragraphs) {
    if (p.page_field) {
      left.push_back(std::move(p));
      continue;
    }
    p.table += p.table >= 0 ? tables : 0;
    p.container += p.container > 0 ? containers : 0;
    taken.push_back(std::move(p));
  }
  edge.paragraphs = std::move(left);
  shift(document, taken.size());
  std::move(edge.tables.begin(), edge.tables.end(), std::back_inserter(document.tables));
  edge.tables.clear();
  document.paragraphs.insert(document.paragraphs.begin(),
                             std::make_move_iterator(taken.begin()),
                             std::make_move_iterator(taken.end()));
}

}  // namespace thethuc::rules
