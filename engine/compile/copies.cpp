#include "compile/copies.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <set>

#include "base/text.h"
#include "opc/xml.h"
#include "wml/field_codes.h"
#include "wml/ids.h"
#include "wml/names.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::is;

// The number behind the last "_" of a name; 0 when there is none.
std::uint32_t number_at_end(std::string_view name) {
  std::size_t const at = name.rfind('_');
  std::uint32_t number = 0;
  for (char c : at == std::string_view::npos ? std::string_view{} : name.substr(at + 1)) {
    if (c < '0' || c > '9' || number > 10'000'000) {
      return 0;
    }
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return number;
}

// Where a free stretch begins that is long enough for any document.
std::uint32_t free_from(std::set<std::uint32_t> const& used) {
  constexpr std::uint32_t kEnough = 1u << 26;
  std::uint32_t start = 1;
  for (std::uint32_t id : used) {
    if (id >= start && id - start >= kEnough) {
      break;
    }
    start = std::max(start, id + 1);
  }
  return start;
}

class UsedIds : public pugi::xml_tree_walker {
 public:
  bool for_each(pugi::xml_node& node) override {
    for (pugi::xml_attribute const a : node.attributes()) {
      if (std::optional<IdKind> const kind = wml::declared_id(node, a)) {
        std::uint32_t const id = wml::is_name(*kind) ? number_at_end(a.value()) : a.as_uint();
        if (id < (1u << 31)) {
          used[static_cast<std::size_t>(*kind)].insert(id);
        }
      }
    }
    return true;
  }
  std::set<std::uint32_t> used[kIdKinds];
};

}  // namespace

Copies::Copies(Source const& source, Program& program) : source_(source), program_(program) {
  UsedIds ids;
  for (SourcePart const& part : source.parts) {
    part.document->traverse(ids);
  }
  for (std::size_t kind = 0; kind < kIdKinds; ++kind) {
    program.first_id[kind] = free_from(ids.used[kind]);
  }
}

void Copies::enter(pugi::xml_node opening, Emitter& out) {
  scopes_.emplace_back();
  if (!opening) {
    return;  // a section within a string
  }
  std::uint32_t const partner = source_.tags[placeholder_index(opening)].partner;
  pugi::xml_node const closing = source_.tags[partner].placeholder;
  if (scopes_.size() == 1) {
    wml::join_field_codes(opening.next_sibling(), closing);
  }
  declare_siblings(opening.next_sibling(), closing, out);
}

void Copies::leave() {
  scopes_.pop_back();
}

void Copies::declare(pugi::xml_node node, Emitter& out) {
  for (pugi::xml_attribute const a : node.attributes()) {
    if (std::optional<IdKind> const kind = wml::declared_id(node, a)) {
      auto const next = static_cast<std::uint32_t>(program_.ids.size());
      if (scopes_.back().try_emplace({*kind, a.value()}, next).second) {
        program_.ids.push_back({*kind, a.value(), {}});
        out.add(Op::fresh_id, next);
      }
    }
  }
  declare_siblings(node.first_child(), {}, out);
}

// What stands in an inner section is declared when that one is entered; an inverted one repeats
// nothing.
void Copies::declare_siblings(pugi::xml_node first, pugi::xml_node end, Emitter& out) {
  for (pugi::xml_node node = first; node && node != end; node = node.next_sibling()) {
    if (is_section_placeholder(node, source_.tags)) {
      SourceTag const& tag = source_.tags[placeholder_index(node)];
      if (tag.tag.kind == TagKind::section) {
        node = source_.tags[tag.partner].placeholder;
      }
    } else if (node.type() == pugi::node_element) {
      declare(node, out);
    }
  }
}

std::uint32_t const* Copies::slot(IdKind kind, std::string_view original) const {
  Key const key{kind, std::string{original}};
  for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
    if (auto const found = scope->find(key); found != scope->end()) {
      return &found->second;
    }
  }
  return nullptr;
}

bool Copies::write_attribute(pugi::xml_node element, pugi::xml_attribute a, Emitter& out) {
  if (scopes_.empty()) {
    return false;
  }
  if (wml::is_given_by_word(a)) {
    return true;
  }
  std::optional<IdKind> kind = wml::declared_id(element, a);
  if (!kind) {
    kind = wml::referred_id(element, a);
  }
  std::uint32_t const* const found = kind ? slot(*kind, a.value()) : nullptr;
  if (found) {
    out.xml() += ' ';
    out.xml() += a.name();
    out.xml() += "=\"";
    out.add(Op::write_id, *found);
    out.xml() += '"';
    return true;
  }
  if (is(element, "w:fldSimple") && std::strcmp(a.name(), "w:instr") == 0) {
    out.xml() += " w:instr=\"";
    field_code(a.value(), out);
    out.xml() += '"';
    return true;
  }
  return false;
}

void Copies::field_code(std::string_view code, Emitter& out) {
  while (!code.empty()) {
    wml::FieldPiece const piece = wml::first_field_piece(code);
    std::uint32_t const* const found = slot(IdKind::bookmark, piece.word);
    if (!piece.word.empty() && found) {
      out.add(Op::write_id, *found);
    } else {
      opc::append_attribute_escaped(out.xml(), piece.word);
    }
    opc::append_attribute_escaped(out.xml(), piece.between);
    code.remove_prefix(piece.word.size() + piece.between.size());
  }
}

bool Copies::is_once(pugi::xml_node node) const {
  return inside() && (is(node, "w:commentRangeStart") || is(node, "w:commentRangeEnd") ||
                      is(node, "w:commentReference"));
}

std::uint32_t Copies::begin_once(Emitter& out) {
  return out.add(Op::once, program_.once_flags++);
}

void Copies::end_once(std::uint32_t instruction, Emitter& out) {
  out.at(instruction).b = out.here();
}

bool Copies::is_dropped(pugi::xml_node node) const {
  return inside() && is(node, "w:id") && is(node.parent(), w::sdtPr);
}

}  // namespace thethuc::compile
