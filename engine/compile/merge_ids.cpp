#include "compile/merge_ids.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>
#include <utility>

#include "base/text.h"
#include "compile/stories.h"
#include "opc/xml.h"
#include "wml/field_codes.h"
#include "wml/names.h"

namespace thethuc::compile {
namespace {

using wml::is;

constexpr std::size_t kMostOfBookmark = 40;  // characters: Word takes no longer names

bool is_range_end(pugi::xml_node node) {
  std::string_view const name = node.name();
  return name.starts_with("w:") && name.ends_with("End");
}

}  // namespace

// One fragment.
class Renumbering {
 public:
  explicit Renumbering(HostIds& ids) : ids_(ids) {}

  // What kind of id the attribute gives; nullopt for none.
  static std::optional<std::size_t> declared(pugi::xml_node node, pugi::xml_attribute attribute) {
    if (*attribute.value() == '\0') {
      return std::nullopt;
    }
    if (is(node, "w:id")) {
      bool const is_control =
          is(node.parent(), "w:sdtPr") && std::strcmp(attribute.name(), "w:val") == 0;
      return is_control ? std::optional{HostIds::kControl} : std::nullopt;
    }
    if (std::strcmp(attribute.name(), "w:name") == 0 &&
        (is(node, "w:moveFromRangeStart") || is(node, "w:moveToRangeStart"))) {
      return HostIds::kMove;
    }
    // Types of shapes have names that are the same in all documents.
    std::optional<wml::IdKind> const kind =
        is(node, "v:shapetype") ? std::nullopt : wml::declared_id(node, attribute);
    return kind ? std::optional{static_cast<std::size_t>(*kind)} : std::nullopt;
  }

  void declare(pugi::xml_node node) {
    for (pugi::xml_attribute const attribute : node.attributes()) {
      if (std::optional<std::size_t> const kind = declared(node, attribute)) {
        // A text box stands in the document twice, for programs of two ages, with equal ids.
        auto const [entry, is_new] = given_.try_emplace({*kind, attribute.value()});
        if (is_new) {
          entry->second = ids_.claim(*kind, attribute.value());
        }
      }
    }
    for (pugi::xml_node const child : node.children()) {
      declare(child);
    }
  }

  void rewrite(pugi::xml_node node) {
    for (pugi::xml_attribute attribute = node.first_attribute(); attribute;) {
      pugi::xml_attribute const next = attribute.next_attribute();
      if (wml::is_given_by_word(attribute)) {
        node.remove_attribute(attribute);
      } else {
        rewrite_attribute(node, attribute);
      }
      attribute = next;
    }
    if (is(node, "w:instrText") || is(node, "w:delInstrText")) {
      node.text().set(field_code(node.text().get()).c_str());
    }
    for (pugi::xml_node child = node.first_child(); child;) {
      pugi::xml_node const next = child.next_sibling();
      if (is_range_end(child) && begins_nowhere(child)) {
        node.remove_child(child);
      } else if (child.type() == pugi::node_element) {
        rewrite(child);
      }
      child = next;
    }
  }

 private:
  std::string const* given(std::size_t kind, std::string_view value) const {
    auto const found = given_.find({kind, std::string{value}});
    return found == given_.end() ? nullptr : &found->second;
  }
  std::string const* given(wml::IdKind kind, std::string_view value) const {
    return given(static_cast<std::size_t>(kind), value);
  }

  bool begins_nowhere(pugi::xml_node end) const {
    pugi::xml_attribute const id = end.attribute("w:id");
    std::optional<wml::IdKind> const kind = wml::referred_id(end, id);
    return kind && !given(*kind, id.value());
  }

  void rewrite_attribute(pugi::xml_node node, pugi::xml_attribute attribute) {
    std::string const* own = nullptr;
    if (std::optional<std::size_t> const kind = declared(node, attribute)) {
      own = given(*kind, attribute.value());
    } else if (std::optional<wml::IdKind> const referred = wml::referred_id(node, attribute)) {
      own = given(*referred, attribute.value());
    }
    if (own) {
      attribute.set_value(own->c_str());
    } else if (is(node, "w:fldSimple") && std::strcmp(attribute.name(), "w:instr") == 0) {
      attribute.set_value(field_code(attribute.value()).c_str());
    } else if (std::strchr(attribute.value(), '#') && (std::strncmp(node.name(), "v:", 2) == 0 ||
                                                       std::strncmp(node.name(), "o:", 2) == 0)) {
      rewrite_shape_references(attribute);
    }
  }

  // "#name" within an attribute of VML, where the name is a shape's (Part 4, 14.1.2.2; o:r/@idref,
  // "mso-next-textbox:#name" in a style).
  void rewrite_shape_references(pugi::xml_attribute attribute) {
    std::string_view rest = attribute.value();
    std::string out;
    while (!rest.empty()) {
      std::size_t const begin = std::min(rest.find('#'), rest.size() - 1) + 1;
      std::size_t const end = std::min(rest.find(';', begin), rest.size());
      std::string_view const name = rest.substr(begin, end - begin);
      std::string const* const own = given(wml::IdKind::shape, name);
      out.append(rest.substr(0, begin)).append(own ? *own : name);
      rest.remove_prefix(end);
    }
    attribute.set_value(out.c_str());
  }

  std::string field_code(std::string_view code) const {
    std::string out;
    while (!code.empty()) {
      wml::FieldPiece const piece = wml::first_field_piece(code);
      std::string const* const own =
          piece.word.empty() ? nullptr : given(wml::IdKind::bookmark, piece.word);
      out.append(own ? *own : piece.word).append(piece.between);
      code.remove_prefix(piece.word.size() + piece.between.size());
    }
    return out;
  }

  HostIds& ids_;
  std::map<std::pair<std::size_t, std::string>, std::string> given_;
};

void HostIds::load() {
  if (std::exchange(loaded_, true)) {
    return;
  }
  struct Reader : pugi::xml_tree_walker {
    explicit Reader(HostIds& to) : ids(to) {}
    bool for_each(pugi::xml_node& node) override {
      for (pugi::xml_attribute const attribute : node.attributes()) {
        if (std::optional<std::size_t> const kind = Renumbering::declared(node, attribute)) {
          ids.use(*kind, attribute.value());
        }
      }
      return true;
    }
    HostIds& ids;
  } reader{*this};
  for (opc::Part const& part : host_.package().parts()) {
    if (has_stories(part)) {
      base::Diagnostics ignored;  // whoever fills the story tells what is wrong with it
      if (auto const document =
              opc::parse_xml(part.bytes, {}, part.name, host_.limits(), ignored)) {
        document->traverse(reader);
      }
    }
  }
}

bool HostIds::use(std::size_t kind, std::string_view id) {
  // Word compares names of bookmarks without case.
  return used_[kind].insert(kind == kBookmark ? base::to_lower(id) : std::string{id}).second;
}

std::string HostIds::claim(std::size_t kind, std::string_view wanted) {
  load();
  bool const is_name = kind == kMove || kind == kBookmark || kind == kShape;
  std::string id{wanted};
  while (!use(kind, id)) {
    std::string const number = std::to_string(++last_[kind]);
    std::size_t const most =
        kind == kBookmark ? kMostOfBookmark - number.size() - 1 : wanted.size();
    id = is_name ? std::string{base::first_code_points(wanted, most)} + "_" + number : number;
  }
  return id;
}

void HostIds::renumber(std::vector<pugi::xml_node> const& trees) {
  Renumbering fragment{*this};
  for (pugi::xml_node const tree : trees) {
    wml::join_field_codes(tree.first_child(), {});
  }
  for (pugi::xml_node const tree : trees) {
    fragment.declare(tree);
  }
  for (pugi::xml_node const tree : trees) {
    fragment.rewrite(tree);
  }
}

}  // namespace thethuc::compile
