#include "rules/document.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/font_metrics.h"
#include "base/text.h"
#include "opc/part_types.h"
#include "opc/xml.h"
#include "rules/drawn_lines.h"
#include "rules/header_in_edge.h"
#include "rules/page_field.h"
#include "rules/read_sections.h"
#include "rules/text_boxes.h"
#include "wml/measures.h"
#include "wml/names.h"
#include "wml/paragraph_text.h"
#include "wml/structure.h"

namespace thethuc::rules {

using wml::is;
namespace w = wml::w;

namespace {

class StoryReader {
 public:
  StoryReader(Document& document, std::string part, std::size_t max, wml::ListCounter& lists)
      : document_(document), part_(std::move(part)), max_(max), lists_(lists) {}

  // False when the limit of paragraphs is passed.
  bool read(pugi::xml_node root, std::vector<Paragraph>& into) {
    into_ = &into;
    blocks(root);
    return !is_full_;
  }
  std::vector<pugi::xml_node> const& section_ends() const { return section_ends_; }

 private:
  struct At {
    int text_box = 0, table = 0, row = 0, cell = 0, paragraph = 0;
  };
  struct In {  // what the paragraphs of a cell share
    int table = -1, row = 0, column = 0, depth = 0;
    wml::TableLayer const* layer = nullptr;
  };

  struct TextBox {
    pugi::xml_node content;  // w:txbxContent
    int number = 0;          // in the order of the file
    bool is_above = false;   // of the text that it hangs on
  };

  void blocks(pugi::xml_node parent) {
    for (pugi::xml_node block : parent.children()) {
      if (is_full_) {
        return;
      }
      if (is(block, w::p)) {
        ++at_.paragraph;
        paragraph(block);
      } else if (is(block, w::tbl)) {
        table(block);
      } else if (is(block, w::sdt)) {
        blocks(block.child(w::sdtContent));
      } else if (is(block, w::ins) || is(block, "w:customXml") || is(block, "w:moveTo")) {
        blocks(block);
      } else if (is(block, "mc:AlternateContent")) {
        blocks(block.child("mc:Choice"));
      }
    }
  }

  void table(pugi::xml_node node) {
    At const saved = at_;
    In const saved_in = in_;
    int const saved_container = container_;
    if (at_.table == 0) {
      at_ = {at_.text_box, ++tables_, 0, 0, 0};
    }
    bool const outermost = saved.table == 0;
    int const index = static_cast<int>(document_.tables.size());
    document_.tables.push_back({});
    {
      Table& made = document_.tables.back();
      made.node = node;
      made.depth = in_.depth + 1;
      made.first = into_->size();
    }
    std::vector<pugi::xml_node> rows;
    rows_of(node, rows);
    int columns = 0;
    for (std::size_t r = 0; r < rows.size() && !is_full_; ++r) {
      if (outermost) {
        ++at_.row;
        at_.cell = 0;
      }
      columns = std::max(
          columns,
          cells(rows[r], index, static_cast<int>(r), outermost, static_cast<int>(rows.size())));
    }
    Table& made = document_.tables[static_cast<std::size_t>(index)];
    made.rows = static_cast<int>(rows.size());
    made.columns = columns;
    made.last = into_->size();
    at_ = saved;
    in_ = saved_in;
    container_ = saved_container;
  }

  static void rows_of(pugi::xml_node parent, std::vector<pugi::xml_node>& rows) {
    for (pugi::xml_node row : parent.children()) {
      if (is(row, w::tr)) {
        rows.push_back(row);
      } else if (is(row, w::sdt)) {
        rows_of(row.child(w::sdtContent), rows);
      } else if (is(row, "w:customXml")) {
        rows_of(row, rows);
      }
    }
  }
  static void cells_of(pugi::xml_node parent, std::vector<pugi::xml_node>& cells) {
    for (pugi::xml_node cell : parent.children()) {
      if (is(cell, w::tc)) {
        cells.push_back(cell);
      } else if (is(cell, w::sdt)) {
        cells_of(cell.child(w::sdtContent), cells);
      } else if (is(cell, "w:customXml")) {
        cells_of(cell, cells);
      }
    }
  }

  int cells(pugi::xml_node row, int table_index, int r, bool outermost, int rows) {
    std::vector<pugi::xml_node> found;
    cells_of(row, found);
    int column = row.child(w::trPr).child(w::gridBefore).attribute(w::val).as_int();
    int const depth = document_.tables[static_cast<std::size_t>(table_index)].depth;
    for (std::size_t c = 0; c < found.size(); ++c) {
      if (outermost) {
        ++at_.cell;
        at_.paragraph = 0;
      }
      wml::CellPosition const position{document_.tables[static_cast<std::size_t>(table_index)].node,
                                       r,
                                       rows,
                                       static_cast<int>(c),
                                       static_cast<int>(found.size())};
      wml::TableLayer const layer = document_.formatting->table_layer(position);
      in_ = {table_index, r, column, depth, &layer};
      container_ = ++containers_;
      blocks(found[c]);
      column += std::clamp(
          found[c].child(w::tcPr).child("w:gridSpan").attribute(w::val).as_int(1), 1, 63);
    }
    return column;
  }

  void paragraph(pugi::xml_node node) {
    if (into_->size() >= max_) {
      is_full_ = true;
      return;
    }
    // Boxes that stand above the text that they hang on are read before it.
    std::vector<TextBox> const boxes = boxes_of(node);
    text_boxes(boxes, true);
    into_->emplace_back();
    std::size_t const index = into_->size() - 1;
    Paragraph& p = into_->back();
    p.node = node;
    wml::ParagraphText const read = wml::paragraph_text(node);
    p.text = read.text;
    p.has_objects = read.has_objects;
    p.format = document_.formatting->paragraph(node, in_.layer);
    p.place.part = part_;
    p.place.text_box = at_.text_box;
    p.place.table = at_.table;
    p.place.row = at_.row;
    p.place.cell = at_.cell;
    p.place.paragraph = at_.paragraph;
    p.table = in_.table;
    p.row = in_.row;
    p.column = in_.column;
    p.section = section_;
    p.setting = at_.text_box > 0 ? Setting::text_box
                : in_.table >= 0 ? Setting::table
                : p.format.frame ? Setting::frame
                                 : Setting::flow;
    p.container = p.setting == Setting::frame ? frame_container(p) : container_;
    if (p.setting != Setting::frame && at_.text_box == 0 && in_.table < 0) {
      last_frame_ = {};
    }
    spans(read, p);
    if (p.format.numbering.is_numbered()) {
      p.label = lists_.next(p.format.numbering.num_id, p.format.numbering.level);
    }
    breaks(node, p);
    find_objects(node, index);
    end_field_code(index);
    text_boxes(boxes, false);
    if (node.child(w::pPr).child(w::sectPr) && at_.text_box == 0) {
      section_ends_.push_back(node.child(w::pPr).child(w::sectPr));
      ++section_;
      next_starts_page_ = true;
    }
  }

  // Neighbouring paragraphs with the same frame properties are one frame (17.3.1.11).
  int frame_container(Paragraph const& p) {
    auto const same = [](pugi::xml_node a, pugi::xml_node b) {
      for (char const* name : {"w:x", "w:y", "w:w", "w:xAlign", "w:yAlign", "w:hAnchor"}) {
        if (std::string_view{a.attribute(name).value()} != b.attribute(name).value()) {
          return false;
        }
      }
      return true;
    };
    if (!last_frame_ || !same(last_frame_, p.format.frame)) {
      frame_ = ++containers_;
    }
    last_frame_ = p.format.frame;
    return frame_;
  }

  void spans(wml::ParagraphText const& read, Paragraph& p) {
    for (wml::TextPiece const& piece : read.pieces) {
      pugi::xml_node const run = piece.node.parent();
      if (!p.spans.empty() && p.spans.back().run == run) {
        p.spans.back().end = piece.end;
        continue;
      }
      p.spans.push_back(
          {piece.begin, piece.end, run, document_.formatting->run(p.node, run, in_.layer)});
    }
    for (Span const& span : p.spans) {
      if (span.format.caps) {
        raise(p, span);
      }
    }
  }

  // w:caps shows small letters as capitals (17.3.2.5); the text keeps them.
  static void raise(Paragraph& p, Span const& span) {
    std::string const raised =
        base::to_upper(std::string_view{p.text}.substr(span.begin, span.end - span.begin));
    if (raised.size() != span.end - span.begin) {
      return;  // a letter of another language that is longer as a capital
    }
    if (p.capitals.empty()) {
      p.capitals = p.text;
    }
    p.capitals.replace(span.begin, raised.size(), raised);
  }

  void breaks(pugi::xml_node node, Paragraph& p) {
    p.starts_page = std::exchange(next_starts_page_, false) || p.format.page_break_before;
    for (pugi::xml_node run : node.children()) {
      if (!is(run, w::r)) {
        continue;
      }
      for (pugi::xml_node child : run.children()) {
        bool const is_break =
            is(child, w::br) && std::string_view{"page"} == child.attribute(w::type).value();
        if (!is_break && !is(child, w::lastRenderedPageBreak)) {
          continue;
        }
        rendered_ = rendered_ || is(child, w::lastRenderedPageBreak);
        if (p.is_blank() && is_break) {
          next_starts_page_ = true;
        } else {
          p.starts_page = true;
        }
      }
    }
  }

  // Fields and shapes.
  void find_objects(pugi::xml_node node, std::size_t index) {
    for (pugi::xml_node child : node.children()) {
      if (is(child, w::pPr) || is(child, w::t) || is(child, "mc:Fallback")) {
        continue;
      }
      if (is(child, "w:fldSimple")) {
        take_field({child.attribute("w:instr").value(), child, child.child(w::r), {}}, index);
      } else if (is(child, "w:instrText")) {
        // Word cuts a code over runs where the format changes, or where somebody has paused.
        code_.code_node = code_.run ? pugi::xml_node{} : child;
        code_.run = code_.run ? code_.run : node;
        code_.code += child.text().get();
      } else if (is(child, "w:fldChar")) {
        end_field_code(index);
      }
      if (is(child, w::r)) {
        find_drawn_lines(child, (*into_)[index].lines);
      }
      if (child.first_child() && !is(child, w::txbxContent)) {
        find_objects(child, index);
      }
    }
  }

  void end_field_code(std::size_t index) {
    if (!code_.code.empty()) {
      take_field(std::exchange(code_, {}), index);
    }
  }
  void take_field(PageField field, std::size_t index) {
    Paragraph& p = (*into_)[index];
    if (is_page_field(field.code) && !p.page_field) {
      if (field.run) {
        field.format = document_.formatting->run(p.node, field.run, in_.layer);
      }
      p.page_field = std::make_unique<PageField const>(std::move(field));
    }
  }

  // The text boxes that hang on a paragraph, as they stand on the page, with their numbers in the
  // order of the file.
  std::vector<TextBox> boxes_of(pugi::xml_node paragraph) {
    std::vector<pugi::xml_node> contents;
    std::vector<int> numbers;
    find_boxes(paragraph, contents, numbers);
    std::vector<TextBox> boxes;
    if (contents.empty()) {
      return boxes;
    }
    for (std::size_t i : in_page_order(contents)) {
      boxes.push_back({contents[i], numbers[i], stands_above(contents[i])});
    }
    return boxes;
  }

  // Boxes within a box are counted, and found when it is read.
  void find_boxes(pugi::xml_node node,
                  std::vector<pugi::xml_node>& contents,
                  std::vector<int>& numbers) {
    for (pugi::xml_node child : node.children()) {
      if (is(child, w::pPr) || is(child, w::rPr) || is(child, w::t) || is(child, "mc:Fallback")) {
        continue;
      }
      if (is(child, w::txbxContent)) {
        contents.push_back(child);
        numbers.push_back(++text_boxes_);
        text_boxes_ += boxes_within(child);
      } else if (child.first_child()) {
        find_boxes(child, contents, numbers);
      }
    }
  }
  static int boxes_within(pugi::xml_node node) {
    int count = 0;
    for (pugi::xml_node child : node.children()) {
      if (!is(child, "mc:Fallback") && child.first_child()) {
        count += (is(child, w::txbxContent) ? 1 : 0) + boxes_within(child);
      }
    }
    return count;
  }

  void text_boxes(std::vector<TextBox> const& boxes, bool above) {
    int const count = text_boxes_;
    for (TextBox const& box : boxes) {
      if (box.is_above == above) {
        text_boxes_ = box.number;
        text_box(box);
      }
    }
    text_boxes_ = count;
  }

  void text_box(TextBox const& box) {
    PageField saved_code = std::exchange(code_, {});
    At const saved = std::exchange(at_, {box.number, 0, 0, 0, 0});
    In const saved_in = std::exchange(in_, {});
    int const saved_container = std::exchange(container_, ++containers_);
    bool const saved_start = std::exchange(next_starts_page_, false);
    pugi::xml_node const saved_frame = std::exchange(last_frame_, {});
    blocks(box.content);
    code_ = std::move(saved_code);
    at_ = saved;
    in_ = saved_in;
    container_ = saved_container;
    next_starts_page_ = saved_start;
    last_frame_ = saved_frame;
  }

 public:
  bool rendered() const { return rendered_; }

 private:
  Document& document_;
  std::string part_;
  std::size_t max_;
  wml::ListCounter& lists_;
  std::vector<Paragraph>* into_ = nullptr;
  std::vector<pugi::xml_node> section_ends_;
  At at_;
  In in_;
  int tables_ = 0;
  int text_boxes_ = 0;
  int container_ = 0;
  int containers_ = 0;
  int section_ = 0;
  int frame_ = 0;
  pugi::xml_node last_frame_;
  PageField code_;  // what was read so far of the code of a field
  bool next_starts_page_ = false;
  bool is_full_ = false;
  bool rendered_ = false;
};

class DocumentReader {
 public:
  DocumentReader(Document& document, Limits const& limits, base::Diagnostics& out)
      : document_(document), limits_(limits), out_(out) {}

  bool read() {
    pugi::xml_node const root = tree(document_.package.main_part());
    if (!root) {
      return false;
    }
    std::string const& main = document_.package.main_part();
    document_.formatting =
        std::make_unique<wml::Formatting>(wml::FormattingParts{related(main, "styles"),
                                                               related(main, "numbering"),
                                                               related(main, "theme"),
                                                               related(main, "settings")});
    if (failed_) {
      return false;
    }
    document_.even_and_odd = is_on(related(main, "settings").child("w:evenAndOddHeaders"));
    wml::ListCounter lists{document_.formatting->lists()};
    StoryReader reader{document_, main, limits_.max_paragraphs, lists};
    if (!reader.read(root.child(w::body), document_.paragraphs)) {
      too_many();
      return false;
    }
    read_sections(document_, reader.section_ends(), root.child(w::body).child(w::sectPr));
    bool const complete = read_edges(lists) && read_notes(lists);
    take_header_from_edge(document_);
    number_pages(reader.rendered());
    for (Paragraph const& p : document_.paragraphs) {
      document_.is_template = document_.is_template || p.text.find("{{") != std::string::npos;
    }
    return complete && !failed_;
  }

 private:
  static bool is_on(pugi::xml_node toggle) {
    std::string_view const value = toggle.attribute(w::val).value();
    return toggle && value != "0" && value != "false" && value != "off";
  }

  void too_many() {
    out_.add(base::diagnose(base::Id::document_too_long,
                            base::place_in_file(document_.file_name),
                            "",
                            {{"limit", std::to_string(limits_.max_paragraphs)},
                             {base::kLimitName, "check-paragraphs"}}));
  }

  pugi::xml_node tree(std::string const& name) {
    auto const found = document_.trees.find(name);
    if (found != document_.trees.end()) {
      return found->second->document_element();
    }
    opc::Part const* const part = document_.package.find(name);
    if (part == nullptr) {
      return {};
    }
    auto parsed =
        opc::parse_xml(part->bytes, document_.file_name, part->name, limits_.package, out_);
    if (!parsed) {
      failed_ = true;
      return {};
    }
    return document_.trees.emplace(name, std::move(parsed)).first->second->document_element();
  }

  pugi::xml_node related(std::string const& source, std::string_view kind) {
    std::string const type = std::string{opc::kOfficeRelationships}.append(kind);
    opc::Relationship const* const found = document_.package.relationships(source).by_type(type);
    return found == nullptr || found->is_external ? pugi::xml_node{}
                                                  : tree(opc::Package::target_part(source, *found));
  }

  bool read_edges(wml::ListCounter& lists) {
    for (Section const& section : document_.sections) {
      for (std::string const* part : {&section.header_default,
                                      &section.header_first,
                                      &section.header_even,
                                      &section.footer_default,
                                      &section.footer_first,
                                      &section.footer_even}) {
        if (part->empty() || document_.edges.count(*part) != 0) {
          continue;
        }
        PageEdge& edge = document_.edges[*part];
        edge.part = *part;
        StoryReader reader{document_, *part, limits_.max_paragraphs, lists};
        // Their tables are no tables of the body.
        std::vector<Table> body_tables = std::move(document_.tables);
        document_.tables.clear();
        bool const complete = reader.read(tree(*part), edge.paragraphs);
        edge.tables = std::exchange(document_.tables, std::move(body_tables));
        if (!complete) {
          too_many();
          return false;
        }
      }
    }
    return true;
  }

  // The decree says nothing of notes; what is cited in them is looked at all the same.
  bool read_notes(wml::ListCounter& lists) {
    std::string const& main = document_.package.main_part();
    for (auto const& [kind, note] :
         {std::pair{"footnotes", "w:footnote"}, std::pair{"endnotes", "w:endnote"}}) {
      std::string const type = std::string{opc::kOfficeRelationships}.append(kind);
      opc::Relationship const* const found = document_.package.relationships(main).by_type(type);
      if (found == nullptr || found->is_external) {
        continue;
      }
      std::string const part = opc::Package::target_part(main, *found);
      StoryReader reader{document_, part, limits_.max_paragraphs, lists};
      std::vector<Table> body_tables = std::move(document_.tables);
      document_.tables.clear();
      bool complete = true;
      for (pugi::xml_node story : tree(part).children(note)) {
        // Lines above the notes are stories of a type of their own.
        complete = complete && (story.attribute(w::type) || reader.read(story, document_.notes));
      }
      document_.tables = std::move(body_tables);
      if (!complete) {
        too_many();
        return false;
      }
    }
    return true;
  }

  // Page numbers are only as good as what the program left that saved the document: without its
  // marks only what stands before the first break is known to be on page 1.
  void number_pages(bool rendered) {
    int page = 1;
    bool is_known = true;
    bool is_first = true;  // of those that stand in no text box
    for (Paragraph& p : document_.paragraphs) {
      if (p.starts_page && p.place.text_box == 0 && !is_first) {
        ++page;
        is_known = rendered;
      }
      is_first = is_first && p.place.text_box > 0;
      p.page = is_known ? page : 0;
    }
    document_.rendered_pages = rendered ? page : 0;
    // A long document runs over pages that nothing tells of.
    constexpr std::size_t kSurelyOnFirstPage = 12;
    if (!rendered) {
      for (std::size_t i = kSurelyOnFirstPage; i < document_.paragraphs.size(); ++i) {
        document_.paragraphs[i].page = 0;
      }
    }
  }

  Document& document_;
  Limits const& limits_;
  base::Diagnostics& out_;
  bool failed_ = false;
};

}  // namespace

bool Paragraph::is_blank() const {
  return text.find_first_not_of(" \t\n\r\xC2\xA0") == std::string::npos;
}

// Set in the run itself, as Word does when a line should fit (17.3.2.35, 17.3.2.43).
base::Twips Paragraph::character_spacing(Span const& span,
                                         std::string_view text,
                                         base::Twips width) {
  constexpr int kMost = 600;  // what no line that is to be read has
  pugi::xml_node const properties = span.run.child(w::rPr);
  int const each =
      std::clamp(wml::twips_of(properties.child("w:spacing").attribute(w::val), 0), -kMost, kMost);
  int const percent = std::clamp(properties.child("w:w").attribute(w::val).as_int(100), 1, kMost);
  return {static_cast<std::int32_t>(base::code_point_count(text)) * each +
          width.count * (percent - 100) / 100};
}

base::Twips Paragraph::text_width(std::size_t begin, std::size_t end) const {
  base::Twips width{};
  for (Span const& span : spans) {
    std::size_t const from = std::max(span.begin, begin);
    std::size_t const to = std::min(span.end, end);
    if (from < to) {
      std::string_view const part = std::string_view{displayed()}.substr(from, to - from);
      base::Twips const own =
          base::text_width(part, {span.format.bold, span.format.italic}, span.format.size);
      width = width + own + character_spacing(span, part, own);
    }
  }
  return width;
}

base::Twips Document::available_width(Paragraph const& paragraph) const {
  if (paragraph.setting == Setting::text_box) {
    int const width = text_box_width(wml::enclosing(paragraph.node, w::txbxContent));
    if (width > 0 && paragraph.table < 0) {
      return {width};
    }
  }
  if (paragraph.setting == Setting::frame) {
    int const width = wml::twips_of(paragraph.format.frame.attribute("w:w"));
    if (width > 0) {
      return {width};
    }
  }
  if (paragraph.setting == Setting::flow) {
    Section const& s = sections[static_cast<std::size_t>(paragraph.section)];
    return {s.width_twips - s.left - s.right - s.gutter};
  }
  return wml::available_width(paragraph.node,
                              sections[static_cast<std::size_t>(paragraph.section)].properties);
}

std::unique_ptr<Document> read_document(opc::Package package,
                                        std::string_view file_name,
                                        Limits const& limits,
                                        base::Diagnostics& out) {
  auto document = std::make_unique<Document>();
  document->package = std::move(package);
  document->file_name = file_name;
  DocumentReader reader{*document, limits, out};
  return reader.read() ? std::move(document) : nullptr;
}

}  // namespace thethuc::rules
