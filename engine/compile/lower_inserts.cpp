// Values that are more than text: rich text, pictures, QR codes, links. What is inserted stands
// between runs, or takes the place of a paragraph.

#include <memory>

#include "compile/lower.h"
#include "compile/strings.h"
#include "compile/vanishing.h"
#include "opc/xml.h"
#include "wml/names.h"
#include "wml/range_marks.h"
#include "wml/structure.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::is;

constexpr char kDefaultFont[] = "Times New Roman";  // of the decree

// Elements that take runs but no w:hyperlink, or no second one (17.3.1.22, 17.13.5.18).
bool takes_only_runs(pugi::xml_node parent) {
  return is(parent, w::hyperlink) || is(parent, w::ins) || is(parent, "w:moveTo") ||
         is(parent, "w:fldSimple");
}

// The neighbouring block, passing over what is none.
template <class Step>
pugi::xml_node neighbour(pugi::xml_node block, Step step) {
  pugi::xml_node node = step(block);
  while (node && !is(node, w::p) && !is(node, w::tbl) && !is(node, w::sdt)) {
    node = step(node);
  }
  return node;
}

bool replaces_picture(SourceTag const& tag) {
  return is_insert(tag) && tag.tag.kind == TagKind::variable &&
         tag.filters.back().terminal != data::Terminal::link;
}

Insert::Kind kind_of(SourceTag const& tag) {
  if (tag.tag.kind == TagKind::rich_variable) {
    return Insert::Kind::rich_inline;
  }
  switch (tag.filters.back().terminal) {
    case data::Terminal::picture:
      return Insert::Kind::picture;
    case data::Terminal::qr:
      return Insert::Kind::qr;
    case data::Terminal::link:
    case data::Terminal::merge:
    case data::Terminal::none:
      break;
  }
  return Insert::Kind::link;
}

}  // namespace

void Lowering::set_common_context(int bullet_list) {
  rich::BlockContext& context = common_context_;
  context.bullet_list = bullet_list;
  auto const style = [&](char const* name) {
    std::string const id = styles_.id_of("paragraph", name);
    return id.empty() ? rich::StyleReference{}
                      : rich::StyleReference{id, styles_.font_of_style(id)};
  };
  char const* const headings[] = {"De muc 1", "De muc 2", "De muc 3", "De muc 4"};
  for (std::size_t i = 0; i < context.headings.size(); ++i) {
    context.headings[i] = style(headings[i]);
  }
  context.table_text = style("Ô bảng");
  context.table_header = style("Đầu cột");
  context.table_style = styles_.id_of("table", "Bảng số liệu");
  context.footnote_text = styles_.id_of("paragraph", "footnote text");
  context.footnote_reference = styles_.id_of("character", "footnote reference");
  context.hyperlink = styles_.id_of("character", "Hyperlink");
  auto names = std::make_shared<rich::StyleNames>();
  for (auto const& [name, id] : styles_.paragraph_styles()) {
    names->emplace(name, rich::StyleReference{id, styles_.font_of_style(id)});
  }
  context.paragraph_styles = std::move(names);
}

std::uint32_t Lowering::add_chain(SourceTag const& tag) {
  if (tag.filters.empty()) {
    return kNone;
  }
  for (data::FilterCall const& call : tag.filters) {
    program_.known_names.insert(call.member.begin(), call.member.end());
  }
  program_.chains.push_back(tag.filters);
  return static_cast<std::uint32_t>(program_.chains.size() - 1);
}

void Lowering::fill_context(pugi::xml_node placeholder,
                            pugi::xml_node paragraph,
                            rich::BlockContext& context) {
  pugi::xml_node const run_properties = placeholder.child(w::rPr);
  context.run = rich::RunProperties{run_properties};
  context.font = styles_.font(paragraph, run_properties);
  if (context.font.empty()) {
    context.font = kDefaultFont;
  }
  context.paragraph = rich::ParagraphProperties{paragraph.child(w::pPr)};
  context.text_width = wml::available_width(paragraph, main_section_);
  bool const in_text_box = static_cast<bool>(wml::enclosing(paragraph, w::txbxContent));
  bool const in_body = part_ == source_.package.main_part() && !in_text_box;
  bool const between_pages = in_body && is(paragraph.parent(), w::body);
  context.notes_allowed = in_body;
  context.tables_allowed = !in_text_box;
  context.page_breaks_allowed = between_pages;
  context.sections_allowed = between_pages && open_.empty();
  pugi::xml_node const before =
      neighbour(paragraph, [](pugi::xml_node n) { return n.previous_sibling(); });
  pugi::xml_node const behind =
      neighbour(paragraph, [](pugi::xml_node n) { return n.next_sibling(); });
  context.begins_section = !before || before.child(w::pPr).child(w::sectPr);
  context.after_table = is(before, w::tbl);
  context.before_table = is(behind, w::tbl);
  context.ends_container = !behind;
}

std::uint32_t Lowering::add_insert(Insert::Kind kind,
                                   pugi::xml_node placeholder,
                                   pugi::xml_node paragraph) {
  std::uint32_t const index = placeholder_index(placeholder);
  SourceTag const& tag = source_.tags[index];
  Insert insert;
  insert.kind = kind;
  insert.path = path_of(index);
  insert.chain = add_chain(tag);
  insert.tag = index;
  insert.gathering = gathering_of(part_);
  insert.context = common_context_;
  fill_context(placeholder, paragraph, insert.context);
  bool const is_rich = tag.tag.kind == TagKind::rich_variable;
  insert.note_gathering = is_rich && notes_[0] ? gathering_of(notes_[0]->name) : insert.gathering;
  if (insert.context.sections_allowed && kind == Insert::Kind::rich_blocks) {
    pugi::xml_node const section = wml::section_of(paragraph);
    insert.context.section = rich::Section{section};
    auto const [end, is_new] = section_ends_.try_emplace(
        section.hash_value(), static_cast<std::uint32_t>(program_.section_ends.size()));
    if (section && is_new) {
      std::string as_it_is;
      opc::append_xml(as_it_is, section);
      program_.section_ends.push_back(
          {std::move(as_it_is),
           std::string{insert.context.section.xml(insert.context.section.orientation(), true)}});
    }
    insert.section_end = section ? end->second : kNone;
    insert.context.sections_allowed = static_cast<bool>(section);
  }
  note_use(index, insert.path, has_default(tag));
  program_.inserts.push_back(std::move(insert));
  return static_cast<std::uint32_t>(program_.inserts.size() - 1);
}

void Lowering::lower_insert(pugi::xml_node placeholder, Emitter& out) {
  SourceTag const& tag = source_.tags[placeholder_index(placeholder)];
  Insert::Kind const kind = kind_of(tag);
  bool const may_link = kind == Insert::Kind::link || kind == Insert::Kind::rich_inline;
  if (may_link && takes_only_runs(placeholder.parent())) {
    if (in_label_) {
      return;  // told of where the cell stands
    }
    source_.diagnostics.add(base::diagnose(base::Id::insert_not_here, tag.tag.place, tag.tag.text));
    return;
  }
  pugi::xml_node const paragraph = wml::enclosing_paragraph(placeholder);
  insert_here(kind, placeholder, paragraph, out);
}

void Lowering::insert_here(Insert::Kind kind,
                           pugi::xml_node placeholder,
                           pugi::xml_node paragraph,
                           Emitter& out) {
  if (is_beyond_label(placeholder_index(placeholder))) {
    return;
  }
  std::uint32_t const insert = add_insert(kind, placeholder, paragraph);
  if (!in_label_ || has_default(source_.tags[placeholder_index(placeholder)])) {
    out.add(Op::insert, insert);
    return;
  }
  // In a label nothing is shown of a value that is missing; the cell does begin a merge there.
  std::uint32_t const given =
      out.add(Op::inverted, program_.inserts[insert].path, 0, program_.inserts[insert].tag);
  std::uint32_t const missing = out.add(Op::if_begins, 0);
  out.at(given).b = out.here();
  out.add(Op::insert, insert);
  out.at(missing).b = out.here();
}

void Lowering::lower_rich_blocks(pugi::xml_node placeholder,
                                 pugi::xml_node paragraph,
                                 Emitter& out) {
  // Bookmarks of the paragraph stand between blocks as well (17.13.6).
  for (pugi::xml_node child : paragraph.children()) {
    if (wml::is_range_mark(child)) {
      lower_node(child, out);
    }
  }
  insert_here(Insert::Kind::rich_blocks, placeholder, paragraph, out);
  pugi::xml_node const behind =
      neighbour(paragraph, [](pugi::xml_node n) { return n.next_sibling(); });
  if (!behind && !is(paragraph.parent(), w::body)) {
    ensure_paragraph(paragraph.child(w::pPr), out);
  }
}

void Lowering::lower_string_value(std::uint32_t index, Emitter& out, Op op) {
  SourceTag const& tag = source_.tags[index];
  if (!is_insert(tag)) {
    value(index, out, op);
  } else if (image_tag_ != kNone && (index == image_tag_ || tag.tag.is_copy) &&
             tag.tag.text == source_.tags[image_tag_].tag.text) {
    out.add(Op::image_tag, image_);
  } else {
    base::Diagnostic d = base::diagnose(base::Id::insert_not_here, tag.tag.place, tag.tag.text);
    if (replaces_picture(tag) && is_in_section_of_string(index)) {
      d.args = {{"remedy.en",
                 "put the tags of the section around the picture, and this one alone into its "
                 "alternative text"},
                {"remedy.vi",
                 "đặt các thẻ của phần lặp quanh hình, và chỉ để thẻ này trong chữ thay thế của "
                 "hình"}};
    }
    source_.diagnostics.add(std::move(d));
  }
}

// Whether a section that the tag's own text opens holds it.
bool Lowering::is_in_section_of_string(std::uint32_t index) const {
  int depth = 0;
  for (std::uint32_t i = source_.strings[source_.tags[index].string].first_tag; i < index; ++i) {
    TagKind const kind = source_.tags[i].tag.kind;
    bool const opens = kind == TagKind::section || kind == TagKind::inverted_section;
    depth += opens ? 1 : kind == TagKind::closing ? -1 : 0;
  }
  return depth > 0;
}

// A picture of the template gives its place to one of the data when its alternative text says so.
void Lowering::lower_drawing(pugi::xml_node drawing, Emitter& out) {
  std::uint32_t const outer_image = image_;
  std::uint32_t const outer_tag = image_tag_;
  drawing.find_node([&](pugi::xml_node node) {
    if (is(node, w::txbxContent)) {
      return true;  // pictures in a text box have drawings of their own
    }
    for (pugi::xml_attribute const a : node.attributes()) {
      auto const string = source_.attribute_strings.find(attribute_key(node, a.name()));
      if (string == source_.attribute_strings.end()) {
        continue;
      }
      for (std::uint32_t i = source_.strings[string->second].first_tag;
           i < source_.strings[string->second].last_tag;
           ++i) {
        // One picture is replaced by one: a section of the text would give none, or many.
        if (replaces_picture(source_.tags[i]) && !is_in_section_of_string(i)) {
          image_tag_ = i;
          return true;
        }
      }
    }
    return false;
  });
  pugi::xml_node const blip =
      drawing.find_node([](pugi::xml_node n) { return is(n, "a:blip") || is(n, "v:imagedata"); });
  if (image_tag_ != outer_tag && !blip) {
    image_tag_ = outer_tag;  // a shape without picture: told of as the tag is met
  } else if (image_tag_ != outer_tag) {
    SourceTag const& tag = source_.tags[image_tag_];
    Image image;
    image.path = path_of(image_tag_);
    image.chain = add_chain(tag);
    image.tag = image_tag_;
    image.gathering = gathering_of(part_);
    pugi::xml_node const extent =
        drawing.find_node([](pugi::xml_node n) { return is(n, "wp:extent"); });
    image.width = {extent.attribute("cx").as_llong()};
    image.height = {extent.attribute("cy").as_llong()};
    image.original_id = blip.attribute(is(blip, "a:blip") ? "r:embed" : "r:id").value();
    note_use(image_tag_, image.path, false);
    program_.images.push_back(image);
    image_ = static_cast<std::uint32_t>(program_.images.size() - 1);
  }
  lower_element(drawing, out);
  image_ = outer_image;
  image_tag_ = outer_tag;
}

bool Lowering::lower_image_part(pugi::xml_node node, Emitter& out) {
  auto const add_own = [&](std::string const& xml) {  // the crop of the template's picture
    auto const [offset, size] = out.store(xml);
    out.add(Op::image_own, offset, size);
  };
  bool const is_blip = is(node, "a:blip");
  if (!is_blip && !is(node, "v:imagedata")) {
    if (is(node, "a:srcRect")) {
      std::string crop;
      opc::append_xml(crop, node);
      add_own(crop);
      return true;
    }
    if (is(node, "a:xfrm") && !node.attribute("rot") && is(node.parent(), "pic:spPr")) {
      out.xml() += "<a:xfrm";
      out.add(Op::image_turn, image_);
      out.xml() += "</a:xfrm>";
      return true;
    }
    return false;
  }
  out.xml() += '<';
  out.xml() += node.name();
  std::string crop;
  for (pugi::xml_attribute const a : node.attributes()) {
    std::string_view const name = a.name();
    if (name.starts_with("crop")) {
      opc::append_attribute(crop, name, a.value());
    } else if (name != "r:embed" && name != "r:link" && name != "r:id" && name != "o:title") {
      opc::append_attribute(out.xml(), name, a.value());
    }
  }
  out.xml() += is_blip ? " r:embed=\"" : " r:id=\"";
  out.add(Op::image, image_);
  out.xml() += '"';
  if (!crop.empty()) {
    add_own(crop);
  }
  out.xml() += '>';
  for (pugi::xml_node child : node.children()) {
    if (!is(child, "a:extLst")) {
      opc::append_xml(out.xml(), child);
    }
  }
  if (is_blip) {
    out.add(Op::image_end, image_);
  }
  opc::append_end_tag(out.xml(), node);
  return true;
}

}  // namespace thethuc::compile
