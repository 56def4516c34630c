#include "bulk/joined_document.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "opc/part_types.h"
#include "opc/xml.h"
#include "opc/zip.h"
#include "wml/names.h"

namespace thethuc::bulk {
namespace {

namespace w = wml::w;
using compile::SharedPart;
using wml::is;

// Where a document does not end in a paragraph that could end its section: one that takes no room.
constexpr char kSmallParagraph[] =
    "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>";

// What holds the joined document is bounded by the caller; the bounds on strangers' packages are
// for what comes in.
opc::Limits own_limits(opc::Limits limits) {
  limits.max_entries = std::numeric_limits<std::size_t>::max();
  limits.max_relationships = std::numeric_limits<std::size_t>::max();
  return limits;
}

// Content that is bound to data beside the document (17.5.2.6) would show that of the first
// document everywhere; it keeps what it shows.
void unbind(pugi::xml_node node) {
  for (pugi::xml_node child = node.first_child(); child;) {
    pugi::xml_node const next = child.next_sibling();
    if (is(child, w::sdtPr)) {
      child.remove_child("w:dataBinding");
      child.remove_child("w15:dataBinding");
    } else if (child.first_child()) {
      unbind(child);
    }
    child = next;
  }
}

// The children of `from` are written into another part, below `holder`: its root declares the
// namespaces that they need from now on.
void adopt(pugi::xml_node from, pugi::xml_node holder) {
  compile::adopt_namespaces(from, holder);
  // Prefixes that mean something else there: nearly never any.
  for (pugi::xml_attribute const attribute : holder.attributes()) {
    for (pugi::xml_node child : from.children()) {
      if (!child.attribute(attribute.name())) {
        child.append_copy(attribute);
      }
    }
  }
  holder.remove_attributes();
}

// The last paragraph of a body, when it may end a section; null otherwise.
pugi::xml_node last_paragraph(pugi::xml_node body) {
  pugi::xml_node last = body.last_child();
  while (last && (is(last, w::bookmarkEnd) || is(last, w::proofErr))) {
    last = last.previous_sibling();
  }
  return is(last, w::p) && !last.child(w::pPr).child(w::sectPr) ? last : pugi::xml_node{};
}

// Puts the properties of a section into those of a paragraph, where the schema wants them
// (17.3.1.26).
void end_section(pugi::xml_node properties, pugi::xml_node section) {
  pugi::xml_node const change = properties.child("w:pPrChange");
  change ? properties.insert_move_before(section, change) : properties.append_move(section);
}

}  // namespace

JoinedDocument::JoinedDocument(opc::Package const& first, opc::Limits const& limits)
    : package_(joined_base(first, limits)),
      target_(package_, {}, own_limits(limits), std::numeric_limits<std::size_t>::max(), ignored_),
      sections_(target_) {
  root_.append_child(w::document).append_child(w::body);
  comments_.append_child("w:comments");
}

bool JoinedDocument::append(Shape& shape,
                            Stories const& stories,
                            std::string const& file_name,
                            base::Diagnostics& out) {
  std::string const& main = shape.package().main_part();
  auto const document = opc::parse_xml(stories.main, file_name, main, target_.host.limits(), out);
  pugi::xml_node body = document ? document->document_element().child(w::body) : pugi::xml_node{};
  Notes notes;
  if (!body || !read_notes(shape, stories, body, file_name, notes, out)) {
    return false;
  }
  take_in(shape, body, notes);
  ++documents_;
  return true;
}

bool JoinedDocument::read_notes(Shape& shape,
                                Stories const& stories,
                                pugi::xml_node body,
                                std::string const& file_name,
                                Notes& notes,
                                base::Diagnostics& out) {
  std::string const* const texts[] = {&stories.footnotes, &stories.endnotes, &stories.comments};
  bool all = true;
  for (std::size_t kind = 0; kind < kNotes; ++kind) {
    all = notes[kind].read(body,
                           kNoteKinds[kind],
                           *texts[kind],
                           file_name,
                           shape.note_part(kind),
                           target_.host.limits(),
                           out) &&
          all;
  }
  return all;
}

// Everything gets ids of its own, then what it refers to is brought, then it is written.
void JoinedDocument::take_in(Shape& shape, pugi::xml_node body, Notes& notes) {
  DocumentTraits traits;
  traits.is_first = documents_ == 0;
  std::vector<pugi::xml_node> trees{body};
  for (std::size_t kind = 0; kind < kNotes; ++kind) {
    if (notes[kind].root()) {
      note_root(kind);  // whose separators have ids before all others
    }
    notes[kind].number(body, last_note_[kind]);
    trees.insert(trees.end(), notes[kind].used().begin(), notes[kind].used().end());
    if (kind < kComments) {
      traits.has_notes[kind] = !notes[kind].used().empty();
    }
  }
  target_.ids.renumber(trees);
  shape.definitions().numbering().begin_fragment();
  std::vector<pugi::xml_node> const sections = sections_of(body);
  for (pugi::xml_node const tree : trees) {
    shape.definitions().own_lists_of_styles(tree, traits.is_first);
    unbind(tree);
    if (is_one_section(sections)) {
      count_section_pages(tree);
    }
  }
  sections_.join(sections, shape, traits);
  map_references(shape, body, sections, notes);
  adopt(body, root_.first_child().first_child());
  write_notes(notes);
  write_body(body, sections.back());
}

// The sections' own are mapped already.
void JoinedDocument::map_references(Shape& shape,
                                    pugi::xml_node body,
                                    std::vector<pugi::xml_node> const& sections,
                                    Notes& notes) {
  std::vector<pugi::xml_node> parents;
  pugi::xml_node aside = body.parent().append_child("thethuc-sections");
  for (pugi::xml_node const section : sections) {
    parents.push_back(section.parent());
    aside.append_move(section);
  }
  shape.references().map(body, {shape.package().main_part(), package_.main_part(), true, false});
  for (std::size_t kind = 0; kind < kNotes; ++kind) {
    for (pugi::xml_node const note : notes[kind].used()) {
      shape.references().map(note, {shape.note_part(kind), note_part(kind), false, true});
    }
  }
  shape.references().map_definitions();
  for (std::size_t i = 0; i + 1 < sections.size(); ++i) {
    end_section(parents[i], sections[i]);
  }
}

void JoinedDocument::write_notes(Notes& notes) {
  for (std::size_t kind = 0; kind < kNotes; ++kind) {
    if (notes[kind].used().empty()) {
      continue;
    }
    pugi::xml_node holder = note_root(kind).append_child("thethuc-note");
    adopt(notes[kind].root(), holder);
    note_root(kind).remove_child(holder);
    for (pugi::xml_node const note : notes[kind].used()) {
      std::string text;
      opc::append_xml(text, note);
      notes_[kind].append(text);
    }
  }
}

void JoinedDocument::write_body(pugi::xml_node body, pugi::xml_node last_section) {
  body_.append(next_.in_middle);
  next_ = {};
  opc::append_xml(next_.section, last_section);
  pugi::xml_node last = last_paragraph(body);
  std::string text;
  pugi::xml_node block = body.first_child();
  for (; block && block != last; block = block.next_sibling()) {
    opc::append_xml(text, block);
  }
  body_.append(text);
  for (pugi::xml_node node = last; node; node = node.next_sibling()) {
    opc::append_xml(next_.ending, node);
  }
  if (last) {
    pugi::xml_node const own = last.child(w::pPr);
    end_section(own ? own : last.prepend_child(w::pPr), last_section);
    for (pugi::xml_node node = last; node; node = node.next_sibling()) {
      opc::append_xml(next_.in_middle, node);
    }
  } else {
    next_.in_middle = kSmallParagraph + next_.section + "</w:pPr></w:p>";
  }
}

// What the target keeps of the notes of that kind: separators, or nothing but the root.
pugi::xml_node JoinedDocument::note_root(std::size_t kind) {
  if (kind == kComments) {
    return comments_.first_child();
  }
  pugi::xml_node const root =
      target_.host.root_to_change(kind == 0 ? SharedPart::footnotes : SharedPart::endnotes);
  for (pugi::xml_node const separator : root.children()) {
    last_note_[kind] = std::max(last_note_[kind], separator.attribute(w::id).as_int());
  }
  return root;
}

std::string const& JoinedDocument::note_part(std::size_t kind) {
  std::string& name = note_parts_[kind];
  if (!name.empty()) {
    return name;
  }
  if (kind != kComments) {
    return name = compile::shared_part_name(
               package_, kind == 0 ? SharedPart::footnotes : SharedPart::endnotes);
  }
  name = target_.parts.add(
      {"/word/comments.xml", std::string{opc::kWordprocessingTypes} + "comments+xml", {}}, false);
  target_.parts.relate(package_.main_part(),
                       {{},
                        std::string{opc::kOfficeRelationships} + "comments",
                        compile::relative_target(package_.main_part(), name),
                        false});
  return name;
}

// Endnotes of each document stand at its end, which is the end of a section (17.11.22).
void JoinedDocument::end_endnotes() {
  if (documents_ < 2 || notes_[1].size() == 0) {
    return;
  }
  pugi::xml_node settings = target_.host.root_to_change(SharedPart::settings);
  pugi::xml_node own = compile::setting(settings, "w:endnotePr");
  pugi::xml_node place = own.child("w:pos");
  if (!place) {
    place = own.prepend_child("w:pos");
    place.append_attribute(w::val);
  }
  place.attribute(w::val).set_value("sectEnd");
}

std::string JoinedDocument::finish(int level) {
  end_endnotes();
  std::vector<std::pair<std::string, opc::Packed>> long_parts;  // by the name of the entry
  auto const add = [&](std::string const& part,
                       PackedText& text,
                       pugi::xml_node root,
                       std::string const& inner,
                       std::string const& after) {
    std::string before{opc::kXmlDeclaration};
    opc::append_start_tag(before, root, false);
    before.append(inner);
    std::string end = after;
    opc::append_end_tag(end, root);
    long_parts.emplace_back(part.substr(1), text.finish(before, end, level));
  };
  add(package_.main_part(),
      body_,
      root_.first_child(),
      "<w:body>",
      next_.ending + next_.section + "</w:body>");
  for (std::size_t kind = 0; kind < kNotes; ++kind) {
    if (notes_[kind].size() > 0) {
      std::string separators;
      for (pugi::xml_node const separator : note_root(kind).children()) {
        opc::append_xml(separators, separator);
      }
      add(note_part(kind), notes_[kind], note_root(kind), separators, {});
    }
  }
  target_.host.store();
  return archive(long_parts, level);
}

// The package with these parts in place of its own.
std::string JoinedDocument::archive(
    std::vector<std::pair<std::string, opc::Packed>> const& long_parts, int level) {
  opc::Deflater deflater{level};
  std::vector<opc::Package::File> const files = package_.files();
  std::vector<opc::Packed> packed(files.size());
  std::vector<opc::PackedEntry> entries;
  for (std::size_t i = 0; i < files.size(); ++i) {
    auto const found = std::find_if(long_parts.begin(), long_parts.end(), [&](auto const& part) {
      return part.first == files[i].name;
    });
    if (found == long_parts.end()) {
      deflater.pack(files[i].bytes, packed[i]);
    }
    entries.push_back({files[i].name, found == long_parts.end() ? &packed[i] : &found->second});
  }
  std::string out;
  opc::write_zip(entries, out);
  return out;
}

}  // namespace thethuc::bulk
