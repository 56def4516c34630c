// Finds the tags of a package, story by story, and splices partials in where their tags stand.

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "compile/source.h"
#include "compile/strings.h"
#include "compile/tag_lexer.h"
#include "opc/xml.h"
#include "wml/names.h"
#include "wml/paragraph_text.h"
#include "wml/structure.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::is;

// Which parts hold stories, by content type. Comments are left alone.
bool has_stories(opc::Part const& part, opc::Package const& package) {
  static constexpr std::string_view kPrefix =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.";
  if (part.name == package.main_part()) {
    return true;
  }
  for (std::string_view kind : {"header+xml", "footer+xml", "footnotes+xml", "endnotes+xml"}) {
    if (part.content_type.size() == kPrefix.size() + kind.size() &&
        part.content_type.starts_with(kPrefix) && part.content_type.ends_with(kind)) {
      return true;
    }
  }
  return false;
}

// Partial names match with '-' and '_' alike.
std::string partial_key(std::string_view name) {
  std::string key{name};
  std::replace(key.begin(), key.end(), '-', '_');
  return key;
}

// Namespaces that a fragment declares on its root have to be known on the root of the part that it
// comes into.
void declare_namespaces(pugi::xml_node from, pugi::xml_node to) {
  for (pugi::xml_attribute a : from.attributes()) {
    if (std::string_view{a.name()}.starts_with("xmlns") && !to.attribute(a.name())) {
      to.append_copy(a);
    }
  }
}

// The root element of the part that a node stands in.
pugi::xml_node root_of(pugi::xml_node node) {
  return node.root().first_child();
}

bool is_blank(std::string_view s) {
  return base::trim(s).empty();
}

class Collector {
 public:
  Collector(Source& source, PartialResolver const& partials, std::string part_name)
      : source_(source), partials_(partials), part_name_(std::move(part_name)) {}

  void walk_part(pugi::xml_node root) {
    TagLexer lexer{source_.options.limits.max_tags_per_paragraph};
    walk_blocks(root, lexer);
  }
  bool spliced() const { return spliced_; }

 private:
  // Counters of a story, as a person numbers what is seen in Word.
  struct Counters {
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
      } else if (!is(block, w::sectPr)) {
        walk_blocks(block, lexer);  // w:body, w:footnote, w:ins around blocks …
      }
      block = next;
    }
  }

  void walk_table(pugi::xml_node table, TagLexer& lexer) {
    Counters const saved = at_;
    bool const outermost = at_.table == 0;
    int const number = ++tables_;
    if (outermost) {
      at_ = {number, 0, 0, 0};
    } else {
      --tables_;
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
    base::Place const where = place(text.text, 0, 0);
    report_problems(source_, problems, where, lexer);
    if (tags.size() == 1 && tags[0].kind == TagKind::partial && !text.has_objects &&
        is_blank(std::string_view{text.text}.substr(0, tags[0].begin)) &&
        is_blank(std::string_view{text.text}.substr(tags[0].end))) {
      source_.exportable = source_.exportable && default_delimiters;
      splice(paragraph, tags[0], text.text);
      return;
    }
    for (LexedTag const& tag : tags) {
      SourceTag* const added = add_tag(source_, tag, where);
      if (added) {
        added->paragraph = paragraph;
      }
    }
    walk_objects(paragraph, lexer);
  }

  // Text boxes hang in runs; each is a story of its own, inside the place of its paragraph.
  // Alternative texts are strings.
  void walk_objects(pugi::xml_node node, TagLexer& lexer) {
    for (pugi::xml_node child : node.children()) {
      if (is(child, w::txbxContent)) {
        Counters const saved = at_;
        walk_blocks(child, lexer);
        at_ = saved;
        continue;
      }
      if (is(child, w::pPr) || is(child, w::rPr) || is(child, w::t)) {
        continue;
      }
      for (pugi::xml_attribute const attribute : child.attributes()) {
        if (is_alternative_text(child, attribute)) {
          collect_attribute(source_, child, attribute, place("", 0, 0), lexer);
        }
      }
      if (is(child, "mc:Fallback")) {
        // The other copy of what stands in mc:Choice: filled as well, told of once.
        std::size_t const first = source_.tags.size();
        walk_objects(child, lexer);
        for (std::size_t i = first; i < source_.tags.size(); ++i) {
          source_.tags[i].tag.is_copy = true;
        }
      } else if (child.first_child()) {
        walk_objects(child, lexer);
      }
    }
  }

  base::Place place(std::string const& text, std::size_t begin, std::size_t end) const {
    base::Place p;
    p.file = source_.options.file_name;
    p.part = part_name_;
    p.partial = chain_.empty() ? std::string{} : chain_.back();
    p.table = at_.table;
    p.row = at_.row;
    p.cell = at_.cell;
    p.paragraph = at_.paragraph;
    p.text = text;
    p.mark_begin = begin;
    p.mark_end = end;
    return p;
  }

  void splice(pugi::xml_node paragraph, LexedTag const& tag, std::string const& text);
  std::unique_ptr<pugi::xml_document> open_partial(LexedTag const& tag, base::Place const& where);

  Source& source_;
  PartialResolver const& partials_;
  std::string part_name_;
  Counters at_;
  int tables_ = 0;
  bool spliced_ = false;
  std::vector<std::string> chain_;  // the partials that are open
};

std::unique_ptr<pugi::xml_document> Collector::open_partial(LexedTag const& tag,
                                                            base::Place const& where) {
  std::string const& name = tag.body;
  std::string const tag_text = where.text.substr(tag.begin, tag.end - tag.begin);
  for (std::string const& open : chain_) {
    if (partial_key(open) == partial_key(name)) {
      source_.diagnostics.add(
          base::diagnose(base::Id::partial_recursion, where, tag_text, {{"name", name}}));
      return nullptr;
    }
  }
  if (chain_.size() >= source_.options.limits.max_partial_depth) {
    source_.diagnostics.add(
        base::diagnose(base::Id::partial_too_deep,
                       where,
                       tag_text,
                       {{"limit", std::to_string(source_.options.limits.max_partial_depth)}}));
    return nullptr;
  }
  if (++source_.partials > source_.options.limits.max_partials) {
    source_.diagnostics.add(
        base::diagnose(base::Id::too_many_partials,
                       where,
                       tag_text,
                       {{"limit", std::to_string(source_.options.limits.max_partials)}}));
    return nullptr;
  }
  std::optional<PartialSource> const found = partials_ ? partials_(name) : std::nullopt;
  if (!found) {
    base::Diagnostic d =
        base::diagnose(base::Id::partial_not_found, where, tag_text, {{"name", name}});
    if (std::optional<std::string> const nearest =
            base::nearest_name(name, source_.options.partial_names)) {
      d.args.emplace_back("nearest", *nearest);
    }
    source_.diagnostics.add(std::move(d));
    return nullptr;
  }
  return opc::parse_xml(
      found->xml, found->file_name, "", source_.options.limits.package, source_.diagnostics);
}

// Puts the partial's blocks in the place of `paragraph`, and walks them with delimiters of their
// own.
void Collector::splice(pugi::xml_node paragraph, LexedTag const& tag, std::string const& text) {
  std::unique_ptr<pugi::xml_document> const fragment =
      open_partial(tag, place(text, tag.begin, tag.end));
  if (!fragment) {
    return;
  }
  spliced_ = true;
  declare_namespaces(fragment->document_element(), root_of(paragraph));
  pugi::xml_node container = paragraph.parent();
  pugi::xml_node holder = container.insert_child_before("thethuc-partial", paragraph);
  for (pugi::xml_node block : fragment->document_element().children()) {
    if (!is(block, w::sectPr)) {
      holder.append_copy(block);
    }
  }
  chain_.push_back(tag.body);
  --at_.paragraph;
  TagLexer lexer{source_.options.limits.max_tags_per_paragraph};
  walk_blocks(holder, lexer);
  source_.exportable = source_.exportable && lexer.has_default_delimiters();
  chain_.pop_back();

  bool const ends_in_paragraph =
      is(holder.last_child(), w::p) || is(paragraph.next_sibling(), w::p);
  while (pugi::xml_node const block = holder.first_child()) {
    container.insert_move_before(block, paragraph);
  }
  container.remove_child(holder);
  if (!ends_in_paragraph && (!is(container, w::body) || is(paragraph.next_sibling(), w::tbl))) {
    // A cell has to end in a paragraph (ECMA-376 Part 1, 17.4.65), and two tables without one
    // between them become one: the tag's own paragraph stays, empty.
    for (pugi::xml_node child = paragraph.first_child(); child;) {
      pugi::xml_node const next = child.next_sibling();
      if (!is(child, w::pPr)) {
        paragraph.remove_child(child);
      }
      child = next;
    }
    return;
  }
  container.remove_child(paragraph);
}

}  // namespace

std::unique_ptr<pugi::xml_document> parse_part(Source& source, opc::Part const& part) {
  return opc::parse_xml(part.bytes,
                        source.options.file_name,
                        part.name,
                        source.options.limits.package,
                        source.diagnostics);
}

void collect(Source& source, PartialResolver const& partials) {
  for (opc::Part const& part : source.package.parts()) {
    if (!has_stories(part, source.package)) {
      continue;
    }
    std::unique_ptr<pugi::xml_document> document = parse_part(source, part);
    if (!document) {
      continue;
    }
    collect_targets(source, part.name);
    SourcePart opened{
        part.name, std::move(document), static_cast<std::uint32_t>(source.tags.size()), 0, false};
    Collector collector{source, partials, part.name};
    collector.walk_part(opened.document->document_element());
    opened.spliced = collector.spliced();
    opened.last_tag = static_cast<std::uint32_t>(source.tags.size());
    source.parts.push_back(std::move(opened));
  }
  collect_text_parts(source);
}

}  // namespace thethuc::compile
