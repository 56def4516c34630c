// Finds the tags of a package, story by story, and splices partials in where their tags stand.

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/text.h"
#include "compile/partial_marks.h"
#include "compile/partials.h"
#include "compile/ranges.h"
#include "compile/source.h"
#include "compile/stories.h"
#include "compile/strings.h"
#include "compile/tag_lexer.h"
#include "opc/xml.h"
#include "wml/names.h"
#include "wml/paragraph_text.h"
#include "wml/range_marks.h"
#include "wml/structure.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::is;

// The root element of the part that a node stands in.
pugi::xml_node root_of(pugi::xml_node node) {
  return node.root().first_child();
}

bool is_blank(std::string_view s) {
  return base::trim(s).empty();
}

class Collector {
 public:
  Collector(Source& source, Partials& partials, std::string part_name)
      : source_(source), partials_(partials), part_name_(std::move(part_name)) {}

  void walk_part(pugi::xml_node root) {
    TagLexer lexer{source_.options.limits.max_tags_per_paragraph};
    walk_blocks(root, lexer);
    comments_.remove_from(root);
  }
  bool spliced() const { return spliced_; }
  // Where links stand, each for the first time, by the ids of their relationships.
  std::unordered_map<std::string, base::Place> const& link_places() const { return link_places_; }

 private:
  // Counters of a story, as a person numbers what is seen in Word.
  struct Counters {
    int text_box = 0;
    int table = 0;
    int row = 0;
    int cell = 0;
    int paragraph = 0;
  };

  void walk_blocks(pugi::xml_node container, TagLexer& lexer) {
    for (pugi::xml_node block = container.first_child(); block;) {
      pugi::xml_node next = block.next_sibling();
      if (is(block, w::p)) {
        ++at_.paragraph;
        walk_paragraph(block, lexer);
      } else if (is(block, w::tbl)) {
        walk_table(block, lexer);
      } else if (is(block, w::sdt)) {
        walk_blocks(block.child(w::sdtContent), lexer);
      } else if (std::string const partial = partial_of(block); !partial.empty()) {
        walk_partial(block, partial);
      } else if (!is(block, w::sectPr)) {
        walk_blocks(block, lexer);  // w:body, w:footnote, w:ins around blocks …
      }
      block = next;
    }
  }

  // The partial that a note came with.
  std::string partial_of(pugi::xml_node block) const {
    bool const is_note = is(block, w::footnote) || is(block, w::endnote);
    return is_note ? partials_.partial_of_note(part_name_, block.attribute(w::id).value())
                   : std::string{};
  }

  void walk_table(pugi::xml_node table, TagLexer& lexer) {
    Counters const saved = at_;
    bool const outermost = at_.table == 0;
    int const number = ++tables_;
    if (outermost) {
      at_ = {at_.text_box, number, 0, 0, 0};
    } else {
      --tables_;
    }
    for (char const* name : {"w:tblCaption", "w:tblDescription"}) {  // its alternative text
      pugi::xml_node const words = table.child("w:tblPr").child(name);
      if (pugi::xml_attribute const value = words.attribute(w::val)) {
        collect_attribute(source_, words, value, place(), lexer);
      }
    }
    walk_rows(table, outermost, lexer);
    at_ = saved;
  }

  void walk_rows(pugi::xml_node parent, bool outermost, TagLexer& lexer) {
    for (pugi::xml_node row : parent.children()) {
      if (is(row, w::sdt)) {
        walk_rows(row.child(w::sdtContent), outermost, lexer);
      } else if (is(row, w::tr)) {
        if (outermost) {
          ++at_.row;
          at_.cell = 0;
        }
        walk_cells(row, outermost, lexer);
      }
    }
  }

  void walk_cells(pugi::xml_node parent, bool outermost, TagLexer& lexer) {
    for (pugi::xml_node cell : parent.children()) {
      if (is(cell, w::sdt)) {
        walk_cells(cell.child(w::sdtContent), outermost, lexer);
      } else if (is(cell, w::tc)) {
        if (outermost) {
          ++at_.cell;
          at_.paragraph = 0;
        }
        walk_blocks(cell, lexer);
      }
    }
  }

  void walk_paragraph(pugi::xml_node paragraph, TagLexer& lexer) {
    wml::ParagraphText const text = wml::paragraph_text(paragraph);
    std::vector<LexedTag> tags;
    std::vector<LexProblem> problems;
    bool const default_delimiters = lexer.has_default_delimiters();
    lexer.lex(text.text, tags, problems);
    base::Place const where = place();
    report_problems(source_, problems, where, text.text, lexer);
    if (tags.size() == 1 && tags[0].kind == TagKind::partial && !text.has_objects &&
        is_blank(std::string_view{text.text}.substr(0, tags[0].begin)) &&
        is_blank(std::string_view{text.text}.substr(tags[0].end))) {
      source_.exportable = source_.exportable && default_delimiters;
      splice(paragraph, tags[0], text.text);
      return;
    }
    for (LexedTag const& tag : tags) {
      SourceTag* const added = add_tag(source_, tag, where, text.text);
      if (added) {
        added->paragraph = paragraph;
      }
    }
    walk_objects(paragraph, lexer);
  }

  // Text boxes hang in runs; each is a story of its own. Alternative texts are strings.
  void walk_objects(pugi::xml_node node, TagLexer& lexer) {
    int const boxes_before = text_boxes_;
    for (pugi::xml_node child : node.children()) {
      if (is(child, w::txbxContent)) {
        Counters const saved = std::exchange(at_, {++text_boxes_, 0, 0, 0, 0});
        walk_blocks(child, lexer);
        at_ = saved;
        continue;
      }
      if (is(child, "m:oMath") || is(child, "w:ruby")) {
        warn_of_tags_in(child, lexer);
        continue;
      }
      if (is(child, w::pPr) || is(child, w::rPr) || is(child, w::t)) {
        continue;
      }
      if (is(child, w::hyperlink) || is(child, "a:hlinkClick")) {
        link_places_.try_emplace(child.attribute("r:id").value(), place());
      }
      for (pugi::xml_attribute const attribute : child.attributes()) {
        if (!is_alternative_text(child, attribute)) {
          continue;
        }
        std::size_t const first = source_.tags.size();
        collect_attribute(source_, child, attribute, place(), lexer);
        if (repeats_alternative_text(child, attribute)) {
          mark_copies(first);
        }
      }
      if (is(child, "mc:Fallback")) {
        // The other copy of what stands in mc:Choice, and its text boxes are the same.
        std::size_t const first = source_.tags.size();
        int const boxes = std::exchange(text_boxes_, boxes_before);
        walk_objects(child, lexer);
        text_boxes_ = std::max(text_boxes_, boxes);
        mark_copies(first);
      } else if (child.first_child()) {
        walk_objects(child, lexer);
      }
    }
  }

  // Word cuts the text of an equation into a run for each sign, and lays out each by itself.
  void warn_of_tags_in(pugi::xml_node object, TagLexer const& lexer) {
    std::string text;
    object.find_node([&text](pugi::xml_node node) {
      if (is(node, "m:t") || is(node, w::t)) {
        text += node.text().get();
      }
      return false;
    });
    if (text.find(lexer.opening()) == std::string::npos) {
      return;
    }
    bool const is_equation = is(object, "m:oMath");
    source_.diagnostics.add(
        base::diagnose(base::Id::tag_out_of_reach,
                       place(),
                       {},
                       {{"what.en", is_equation ? "an equation" : "a ruby text"},
                        {"what.vi", is_equation ? "công thức" : "chữ chú âm"},
                        {"found", "'" + text + "'"}}));
  }

  // Tags from `first` on are filled as well, and told of once.
  void mark_copies(std::size_t first) {
    for (std::size_t i = first; i < source_.tags.size(); ++i) {
      source_.tags[i].tag.is_copy = true;
    }
  }

  base::Place place() const {
    base::Place p;
    p.file = source_.options.file_name;
    p.part = part_name_;
    p.partial = chain_.empty() ? std::string{} : chain_.back();
    p.text_box = at_.text_box;
    p.table = at_.table;
    p.row = at_.row;
    p.cell = at_.cell;
    p.paragraph = at_.paragraph;
    return p;
  }

  void splice(pugi::xml_node paragraph, LexedTag const& tag, std::string const& text);
  bool open_partial(LexedTag const& tag, base::Place const& where, std::string const& tag_text);
  void walk_partial(pugi::xml_node holder, std::string const& name);
  void mark(pugi::xml_node before,
            pugi::xml_node last,
            std::size_t number,
            std::string const& name);

  Source& source_;
  Partials& partials_;
  std::string part_name_;
  Counters at_;
  int tables_ = 0;
  int text_boxes_ = 0;
  bool spliced_ = false;
  std::unordered_map<std::string, base::Place> link_places_;
  LostComments comments_;           // on tags of partials
  std::vector<std::string> chain_;  // the partials that are open
};

bool Collector::open_partial(LexedTag const& tag,
                             base::Place const& where,
                             std::string const& tag_text) {
  std::string const& name = tag.body;
  for (std::string const& open : chain_) {
    if (Partials::key(open) == Partials::key(name)) {
      source_.diagnostics.add(
          base::diagnose(base::Id::partial_recursion, where, tag_text, {{"name", name}}));
      return false;
    }
  }
  if (chain_.size() >= source_.options.limits.max_partial_depth) {
    source_.diagnostics.add(
        base::diagnose(base::Id::partial_too_deep,
                       where,
                       tag_text,
                       {{"limit", std::to_string(source_.options.limits.max_partial_depth)},
                        {base::kLimitName, "partial-depth"}}));
    return false;
  }
  std::size_t const most = source_.options.limits.max_partials;
  if (++source_.partials > most) {
    if (source_.partials == most + 1) {  // all that follow are too many as well
      source_.diagnostics.add(
          base::diagnose(base::Id::too_many_partials,
                         where,
                         tag_text,
                         {{"limit", std::to_string(most)}, {base::kLimitName, "partials"}}));
    }
    return false;
  }
  Partials::Found const found = partials_.open(name);
  if (found == Partials::Found::no) {
    base::Diagnostic d =
        base::diagnose(base::Id::partial_not_found, where, tag_text, {{"name", name}});
    if (std::optional<std::string> const nearest =
            base::nearest_name(name, source_.options.partial_names)) {
      d.args.emplace_back("nearest", *nearest);
    }
    source_.diagnostics.add(std::move(d));
  }
  return found == Partials::Found::yes;
}

// Marks the blocks behind `before` (null: from the first one on) up to `last` as a partial's.
void Collector::mark(pugi::xml_node before,
                     pugi::xml_node last,
                     std::size_t number,
                     std::string const& name) {
  if (source_.options.marks) {
    mark_partial(before ? before.next_sibling() : last.parent().first_child(), last, number, name);
  }
}

// Walks what a partial brought, with delimiters of its own.
void Collector::walk_partial(pugi::xml_node holder, std::string const& name) {
  chain_.push_back(name);
  TagLexer lexer{source_.options.limits.max_tags_per_paragraph};
  walk_blocks(holder, lexer);
  source_.exportable = source_.exportable && lexer.has_default_delimiters();
  chain_.pop_back();
}

// Puts the partial's blocks in the place of `paragraph`, and walks them.
void Collector::splice(pugi::xml_node paragraph, LexedTag const& tag, std::string const& text) {
  std::string const tag_text = text.substr(tag.begin, tag.end - tag.begin);
  base::Place const where = base::marked(place(), text, tag.begin, tag.end);
  if (!open_partial(tag, where, tag_text)) {
    return;
  }
  spliced_ = true;
  std::size_t const number = source_.partials;
  move_range_marks_beside(paragraph);
  comments_.note(paragraph);
  pugi::xml_node container = paragraph.parent();
  pugi::xml_node holder = container.insert_child_before("thethuc-partial", paragraph);
  pugi::xml_node const before = holder.previous_sibling();
  bool const is_body =
      is(root_of(paragraph), w::document) && !wml::enclosing(paragraph, w::txbxContent);
  Partials::Site const site{part_name_, is_body, is_body && !wml::enclosing(paragraph, w::tc)};
  if (!partials_.put(tag.body, holder, site, where, tag_text)) {
    container.remove_child(holder);
    return;
  }
  --at_.paragraph;
  walk_partial(holder, tag.body);

  pugi::xml_node const behind = wml::block_behind(paragraph);
  pugi::xml_node const first = holder.first_child();
  pugi::xml_node const begins =
      wml::first_in_controls(wml::is_range_mark(first) ? wml::block_behind(first) : first);
  if (is(begins, w::tbl) && is(wml::last_in_controls(wml::block_before(holder)), w::tbl)) {
    pugi::xml_node properties =
        container.insert_child_before(w::p, holder).append_copy(paragraph.child(w::pPr));
    properties.remove_child("w:numPr");
  }
  bool const ends_in_paragraph = is(holder.last_child(), w::p) || is(behind, w::p);
  while (pugi::xml_node const block = holder.first_child()) {
    container.insert_move_before(block, paragraph);
  }
  container.remove_child(holder);
  if (!ends_in_paragraph &&
      (!is(container, w::body) || is(wml::first_in_controls(behind), w::tbl))) {
    // A cell has to end in a paragraph (ECMA-376 Part 1, 17.4.65), and two tables without one
    // between them become one, behind the partial as before it: the tag's own paragraph stays,
    // empty.
    for (pugi::xml_node child = paragraph.first_child(); child;) {
      pugi::xml_node const next = child.next_sibling();
      if (!is(child, w::pPr)) {
        paragraph.remove_child(child);
      }
      child = next;
    }
    mark(before, paragraph, number, tag.body);
    return;
  }
  pugi::xml_node const last = paragraph.previous_sibling();
  container.remove_child(paragraph);
  if (last != before) {
    mark(before, last, number, tag.body);
  }
}

}  // namespace

std::unique_ptr<pugi::xml_document> parse_part(Source& source, opc::Part const& part) {
  return opc::parse_xml(part.bytes,
                        source.options.file_name,
                        part.name,
                        source.options.limits.package,
                        source.diagnostics);
}

void collect(Source& source, PartialResolver const& resolver) {
  Partials partials{source, resolver};
  // By index: partials bring parts along, which are added behind those that are there.
  for (std::size_t i = 0; i < source.package.parts().size(); ++i) {
    opc::Part const& part = source.package.parts()[i];
    if (!has_stories(part)) {
      continue;
    }
    std::unique_ptr<pugi::xml_document> document = parse_part(source, part);
    if (!document) {
      continue;
    }
    SourcePart opened{
        part.name, std::move(document), static_cast<std::uint32_t>(source.tags.size()), 0, false};
    bool const had_marks = part.bytes.find(kMarkPrefix) != std::string::npos &&
                           take_place_marks(opened.document->document_element());
    base::Place place = base::place_in_file(source.options.file_name);
    place.part = part.name;
    partials.check_styles(*opened.document, place);  // before fragments, which are told as such
    Collector collector{source, partials, part.name};
    collector.walk_part(opened.document->document_element());
    partials.store();
    opened.spliced = collector.spliced() || had_marks;
    opened.last_tag = static_cast<std::uint32_t>(source.tags.size());
    collect_targets(source, opened.name, collector.link_places());  // those that came along as well
    source.parts.push_back(std::move(opened));
  }
  collect_text_parts(source);
}

}  // namespace thethuc::compile
