// Lists that begin anew each time a section with the hint @restart is entered, and those of
// documents that were put in as partials.

#include <algorithm>
#include <map>
#include <utility>

#include "compile/lower.h"
#include "opc/xml.h"
#include "wml/names.h"
#include "wml/own_numbering.h"
#include "wml/structure.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::is;

}  // namespace

// Called before the section's instruction: each list in it gets an instance of its own now.
void Lowering::restart_lists(std::uint32_t index, Emitter& out) {
  SourceTag const& tag = source_.tags[index];
  pugi::xml_node const closing = source_.tags[tag.partner].placeholder;
  struct List {
    int level = 8;
    std::vector<pugi::xml_node> paragraphs;
  };
  std::map<std::string, List> lists;
  for (pugi::xml_node node = tag.placeholder; node && node != closing; node = node.next_sibling()) {
    find_numbered(node, [&](pugi::xml_node paragraph, wml::NumberingUse const& use) {
      List& list = lists[use.num_id];
      list.level = std::min(list.level, use.level);
      list.paragraphs.push_back(paragraph);
    });
  }
  for (auto const& [num_id, list] : lists) {
    auto const slot = static_cast<std::uint32_t>(program_.ids.size());
    program_.ids.push_back({IdKind::list, num_id, numbering_.restarted(num_id, list.level)});
    out.add(Op::fresh_id, slot);
    for (pugi::xml_node paragraph : list.paragraphs) {
      pugi::xml_node const own =
          wml::own_numbering(paragraph, styles_.numbering(paragraph), styles_);
      // An inner section that restarts the list, too, comes later and has the last word.
      restarted_[own.child("w:numId").hash_value()] = slot;
    }
  }
  if (lists.empty() && !tag.doubts.pair) {
    source_.diagnostics.add(
        base::diagnose(base::Id::nothing_to_restart, tag.tag.place, tag.tag.text));
  }
}

// Where a document begins that was put in as a partial. Outside of sections that is once, and the
// lists are its own already. A section in the partial that restarts one of them comes later and has
// the last word; lists of styles go on through the document.
void Lowering::restart_partial_lists(std::vector<pugi::xml_node> const& num_ids, Emitter& out) {
  if (!copies_.inside()) {
    return;
  }
  std::map<std::string, std::uint32_t> slots;
  std::set<std::string, std::less<>> begun;
  for (pugi::xml_node const num_id : num_ids) {
    std::string const id = num_id.attribute(w::val).value();
    if (!numbering_.has(id) || lists_of_styles_.contains(id)) {
      continue;
    }
    auto const [slot, is_new] =
        slots.try_emplace(id, static_cast<std::uint32_t>(program_.ids.size()));
    if (is_new) {
      // Instances of one definition count on from each other: the first is enough.
      bool const begins = begun.emplace(numbering_.definition(id)).second;
      program_.ids.push_back(
          {IdKind::list, id, begins ? numbering_.restarted(id, 0) : numbering_.copied(id)});
      out.add(Op::fresh_id, slot->second);
    }
    restarted_[num_id.hash_value()] = slot->second;
  }
}

void Lowering::find_numbered(
    pugi::xml_node node,
    std::function<void(pugi::xml_node, wml::NumberingUse const&)> const& visit) const {
  if (is(node, w::p)) {
    wml::NumberingUse const use = styles_.numbering(node);
    if (use.is_numbered() && numbering_.has(use.num_id)) {
      visit(node, use);
    }
  }
  for (pugi::xml_node child : node.children()) {
    if (child.first_child()) {
      find_numbered(child, visit);
    }
  }
}

bool Lowering::lower_restarted(pugi::xml_node num_id, Emitter& out) {
  auto const slot = restarted_.find(num_id.hash_value());
  if (slot == restarted_.end()) {
    return false;
  }
  out.xml() += "<w:numId w:val=\"";
  out.add(Op::write_id, slot->second);
  out.xml() += "\"/>";
  return true;
}

// The part's own instances stay; new ones follow them (17.9.16: w:num before w:numIdMacAtCleanup).
Lowering::GatheringFrame Lowering::lower_numbering_frame() {
  pugi::xml_node const root = numbering_part_->document_element();
  GatheringFrame frame;
  Emitter prefix{program_};
  prefix.xml() += opc::kXmlDeclaration;
  opc::append_start_tag(prefix.xml(), root, false);
  Emitter suffix{program_};
  for (pugi::xml_node child : root.children()) {
    opc::append_xml(is(child, "w:numIdMacAtCleanup") ? suffix.xml() : prefix.xml(), child);
  }
  opc::append_end_tag(suffix.xml(), root);
  frame.prefix = prefix.finish();
  frame.suffix = suffix.finish();
  return frame;
}

}  // namespace thethuc::compile
