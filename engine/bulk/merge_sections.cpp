#include "bulk/merge_sections.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "bulk/merge_defaults.h"
#include "wml/field_codes.h"
#include "wml/names.h"
#include "wml/property_order.h"

namespace thethuc::bulk {
namespace {

namespace w = wml::w;
using compile::SharedPart;
using wml::is;

constexpr std::pair<char const*, char const*> kReferences[] = {{"w:headerReference", "default"},
                                                               {"w:headerReference", "first"},
                                                               {"w:headerReference", "even"},
                                                               {"w:footerReference", "default"},
                                                               {"w:footerReference", "first"},
                                                               {"w:footerReference", "even"}};

pugi::xml_node reference(pugi::xml_node section, std::size_t kind) {
  return section.find_child([&](pugi::xml_node child) {
    // 17.10.5: without a type it is one of the default pages.
    return is(child, kReferences[kind].first) &&
           std::string_view{child.attribute(w::type).as_string("default")} ==
               kReferences[kind].second;
  });
}

void add_reference(pugi::xml_node section, std::size_t kind, std::string const& id) {
  pugi::xml_node own = section.prepend_child(kReferences[kind].first);
  own.append_attribute(w::type).set_value(kReferences[kind].second);
  own.append_attribute("r:id").set_value(id.c_str());
}

void remove_references(pugi::xml_node section) {
  while (pugi::xml_node const own = section.find_child([](pugi::xml_node child) {
    return wml::is_header_or_footer_reference(child.name());
  })) {
    section.remove_child(own);
  }
}

// The child of that name, made in its place when there is none.
pugi::xml_node property(pugi::xml_node section, char const* name) {
  if (pugi::xml_node const own = section.child(name)) {
    return own;
  }
  std::size_t const rank = wml::section_property_rank(name);
  pugi::xml_node const behind = section.find_child(
      [&](pugi::xml_node child) { return wml::section_property_rank(child.name()) > rank; });
  return behind ? section.insert_child_before(name, behind) : section.append_child(name);
}

// Its pages begin a new one, and count from 1 unless it says otherwise.
void begin_document(pugi::xml_node section) {
  section.remove_child("w:type");  // 17.6.22: without it, the section begins on the next page
  pugi::xml_node numbers = property(section, "w:pgNumType");
  if (!numbers.attribute(w::start)) {
    numbers.append_attribute(w::start).set_value("1");
  }
}

// How a document numbers its notes, and where it puts them (17.11.11, 17.11.12, 17.11.19 to
// 17.11.21).
struct NoteRule {
  char const* element;
  char const* otherwise[2];  // of footnotes, of endnotes
};
constexpr NoteRule kNoteRules[] = {{"w:pos", {"pageBottom", "docEnd"}},
                                   {"w:numFmt", {"decimal", "lowerRoman"}},
                                   {"w:numStart", {"1", "1"}},
                                   {"w:numRestart", {"continuous", "continuous"}}};
constexpr char const* kNoteProperties[] = {"w:footnotePr", "w:endnotePr"};

// Says in each section what its document's settings say, since the joined document has those of the
// first one; notes that count through a document begin anew with it.
void own_note_rules(std::vector<pugi::xml_node> const& sections,
                    pugi::xml_node settings,
                    std::size_t kind) {
  for (pugi::xml_node section : sections) {
    pugi::xml_node own = property(section, kNoteProperties[kind]);
    pugi::xml_node last;
    for (NoteRule const& rule : kNoteRules) {
      pugi::xml_node says = own.child(rule.element);
      if (!says) {
        says = last ? own.insert_child_after(rule.element, last) : own.prepend_child(rule.element);
        pugi::xml_node const general = settings.child(kNoteProperties[kind]).child(rule.element);
        says.append_attribute(w::val).set_value(
            general.attribute(w::val).as_string(rule.otherwise[kind]));
      }
      last = says;
    }
    pugi::xml_attribute restart = last.attribute(w::val);
    if (section == sections.front() && std::string_view{restart.value()} == "continuous") {
      restart.set_value("eachSect");
    }
  }
}

// Endnotes at the end of the document come at the end of its last section: the joined document has
// others behind it.
void gather_endnotes(std::vector<pugi::xml_node> const& sections, pugi::xml_node settings) {
  std::string_view const place =
      settings.child("w:endnotePr").child("w:pos").attribute(w::val).as_string("docEnd");
  if (place != "docEnd") {
    return;
  }
  for (pugi::xml_node section : sections) {
    section == sections.back() ? section.remove_child("w:noEndnote")
                               : static_cast<bool>(property(section, "w:noEndnote"));
  }
}

void find_sections(pugi::xml_node node, std::vector<pugi::xml_node>& out) {
  for (pugi::xml_node child = node.first_child(); child;) {
    pugi::xml_node const next = child.next_sibling();
    if (is(child, w::p)) {
      if (pugi::xml_node const section = child.child(w::pPr).child(w::sectPr)) {
        out.push_back(section);
      }
    } else if (!is(child, w::tbl) && child.first_child()) {
      find_sections(child, out);
    }
    child = next;
  }
}

// "NUMPAGES" of a field code as "SECTIONPAGES"; others as they are.
std::string of_section(std::string_view code) {
  std::string out;
  while (!code.empty()) {
    wml::FieldPiece const piece = wml::first_field_piece(code);
    out.append(piece.word == "NUMPAGES" ? "SECTIONPAGES" : piece.word).append(piece.between);
    code.remove_prefix(piece.word.size() + piece.between.size());
  }
  return out;
}

}  // namespace

std::vector<pugi::xml_node> sections_of(pugi::xml_node body) {
  std::vector<pugi::xml_node> out;
  find_sections(body, out);
  pugi::xml_node last = body.child(w::sectPr);
  if (!last) {
    last = body.append_child(w::sectPr);
  }
  out.push_back(last);
  return out;
}

void count_section_pages(pugi::xml_node tree) {
  for (pugi::xml_node node : tree.children()) {
    if (is(node, "w:instrText")) {
      node.text().set(of_section(node.text().get()).c_str());
    } else if (is(node, "w:fldSimple")) {
      pugi::xml_attribute code = node.attribute("w:instr");
      code.set_value(of_section(code.value()).c_str());
    }
    if (node.first_child()) {
      count_section_pages(node);
    }
  }
}

void JoinedSections::join(std::vector<pugi::xml_node> const& sections,
                          Shape& shape,
                          DocumentTraits const& traits) {
  Present present = {};
  for (pugi::xml_node section : sections) {
    section.remove_child("w:printerSettings");
    map_references(section, shape, is_one_section(sections), present);
  }
  pugi::xml_node const first = sections.front();
  if (!traits.is_first) {
    begin_document(first);
    stop_inheritance(first);
    for (std::size_t kind = 0; kind < 2; ++kind) {
      if (traits.has_notes[kind]) {
        own_note_rules(sections, shape.definitions().settings(), kind);
      }
    }
  }
  if (traits.has_notes[1]) {
    gather_endnotes(sections, shape.definitions().settings());
  }
  present_ = present;
}

void JoinedSections::map_references(pugi::xml_node section,
                                    Shape& shape,
                                    bool one_section,
                                    Present& present) {
  bool const has_even = shape.definitions().has_even_pages();
  bool const host_has_even = is_on(target_.host.root(SharedPart::settings), "w:evenAndOddHeaders");
  std::array<std::string, kKinds> ids;
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    pugi::xml_node const own = reference(section, kind);
    ids[kind] = own ? header(shape, own.attribute("r:id").value(), one_section) : std::string{};
  }
  remove_references(section);
  for (std::size_t kind = kKinds; kind-- > 0;) {
    if (!ids[kind].empty()) {
      add_reference(section, kind, ids[kind]);
      present[kind] = true;
    }
  }
  // The other documents have even pages of their own, this one has not: its even pages are as all
  // others.
  for (std::size_t kind : {0u, 3u}) {
    if (!host_has_even || has_even) {
      break;
    }
    section.remove_child(reference(section, kind + 2));
    present[kind + 2] = present[kind];
    if (pugi::xml_node const own = reference(section, kind)) {
      add_reference(section, kind + 2, own.attribute("r:id").value());
    }
  }
}

// What a section does not name it has from the one before, which is another document's: an empty
// one takes its place.
void JoinedSections::stop_inheritance(pugi::xml_node section) {
  for (std::size_t kind = kKinds; kind-- > 0;) {
    if (present_[kind] && !reference(section, kind)) {
      add_reference(section, kind, empty(kind < kKinds / 2 ? "header" : "footer"));
    }
  }
}

}  // namespace thethuc::bulk
