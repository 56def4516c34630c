#include "bulk/merge_defaults.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "opc/xml.h"
#include "wml/names.h"
#include "wml/property_order.h"

namespace thethuc::bulk {
namespace {

namespace w = wml::w;
using wml::is;

// What holds when neither defaults nor styles say anything (ECMA-376 Part 1, 17.3.1, 17.3.2).
struct Neutral {
  char const* element;
  char const* attribute;
  char const* value;
};
constexpr Neutral kNeutral[] = {
    {"w:rFonts", "w:ascii", "Times New Roman"},
    {"w:rFonts", "w:hAnsi", "Times New Roman"},
    {"w:rFonts", "w:eastAsia", "Times New Roman"},
    {"w:rFonts", "w:cs", "Times New Roman"},
    {"w:b", "w:val", "0"},
    {"w:bCs", "w:val", "0"},
    {"w:i", "w:val", "0"},
    {"w:iCs", "w:val", "0"},
    {"w:caps", "w:val", "0"},
    {"w:smallCaps", "w:val", "0"},
    {"w:color", "w:val", "auto"},
    {"w:spacing", "w:val", "0"},  // of characters
    {"w:w", "w:val", "100"},
    {"w:kern", "w:val", "0"},
    {"w:sz", "w:val", "20"},
    {"w:szCs", "w:val", "20"},
    {"w:u", "w:val", "none"},
    {"w:spacing", "w:before", "0"},
    {"w:spacing", "w:after", "0"},
    {"w:spacing", "w:line", "240"},
    {"w:spacing", "w:lineRule", "auto"},
    {"w:ind", "w:left", "0"},
    {"w:ind", "w:right", "0"},
    {"w:ind", "w:firstLine", "0"},
    {"w:jc", "w:val", "left"},
    {"w:keepNext", "w:val", "0"},
    {"w:keepLines", "w:val", "0"},
    {"w:widowControl", "w:val", "1"},
    {"w:contextualSpacing", "w:val", "0"},
    {"w:suppressAutoHyphens", "w:val", "0"},
};

// Languages tell a speller what to do; they change no page.
bool matters(pugi::xml_node property) {
  return !is(property, "w:lang") && !is(property, "w:noProof");
}

bool same(pugi::xml_node a, pugi::xml_node b) {
  std::string left;
  std::string right;
  opc::append_xml(left, a);
  opc::append_xml(right, b);
  return left == right;
}

// The properties of one kind: those of runs, or of paragraphs.
struct Kind {
  char const* holder;
  char const* properties;
  std::size_t (*rank)(std::string_view);
};
constexpr Kind kKinds[] = {{"w:rPrDefault", w::rPr, wml::run_property_rank},
                           {"w:pPrDefault", w::pPr, wml::paragraph_property_rank}};

pugi::xml_node defaults_of(pugi::xml_node styles, Kind const& kind) {
  return styles.child(w::docDefaults).child(kind.holder).child(kind.properties);
}

// The child of that name, made in its place when there is none.
pugi::xml_node property(pugi::xml_node properties, Kind const& kind, char const* name) {
  if (pugi::xml_node const own = properties.child(name)) {
    return own;
  }
  std::size_t const rank = kind.rank(name);
  pugi::xml_node const behind =
      properties.find_child([&](pugi::xml_node child) { return kind.rank(child.name()) > rank; });
  return behind ? properties.insert_child_before(name, behind) : properties.append_child(name);
}

// What a style says stays; what it does not say comes from the defaults. Elements whose attributes
// are properties by themselves are filled up.
void fill_up(pugi::xml_node properties, Kind const& kind, pugi::xml_node from) {
  bool const is_new = !properties.child(from.name());
  pugi::xml_node own = property(properties, kind, from.name());
  bool const by_attribute = is(from, "w:rFonts") || is(from, "w:spacing") || is(from, w::ind);
  if (!is_new && !by_attribute) {
    return;
  }
  for (pugi::xml_attribute const attribute : from.attributes()) {
    if (!own.attribute(attribute.name())) {
      own.append_copy(attribute);
    }
  }
  if (is_new) {
    for (pugi::xml_node const child : from.children()) {
      own.append_copy(child);
    }
  }
}

// Properties that the host's defaults set and the guest's do not, as the neutral value has them.
std::vector<std::string> add_neutral(pugi::xml_node guest, Kind const& kind, pugi::xml_node host) {
  std::vector<std::string> unknown;
  for (pugi::xml_node const set : host.children()) {
    bool known = false;
    for (Neutral const& neutral : kNeutral) {
      bool const is_of_runs = kind.rank == wml::run_property_rank;
      bool const is_character_spacing =
          is(set, "w:spacing") && std::string_view{neutral.attribute} == w::val;
      if (!is(set, neutral.element) ||
          (is(set, "w:spacing") && is_of_runs != is_character_spacing)) {
        continue;
      }
      known = true;
      // A font of the theme would win over one by name.
      std::string const theme = std::string{neutral.attribute} + "Theme";
      bool const is_value = std::string_view{neutral.attribute} == w::val;
      if (!is_value && !set.attribute(neutral.attribute) && !set.attribute(theme.c_str())) {
        continue;
      }
      pugi::xml_node own = property(guest, kind, neutral.element);
      if (!own.attribute(neutral.attribute) && !own.attribute(theme.c_str())) {
        own.append_attribute(neutral.attribute).set_value(neutral.value);
      }
    }
    if (!known && matters(set) && !guest.child(set.name())) {
      unknown.emplace_back(set.name());
    }
  }
  return unknown;
}

// Every paragraph without a style is of the default one, which has to exist to hold anything.
void ensure_default_style(pugi::xml_node styles) {
  for (pugi::xml_node const style : styles.children(w::style)) {
    std::string_view const is_default = style.attribute(w::default_).value();
    if (std::string_view{style.attribute(w::type).as_string("paragraph")} == "paragraph" &&
        (is_default == "1" || is_default == "true" || is_default == "on")) {
      return;
    }
  }
  pugi::xml_node style = styles.append_child(w::style);
  style.append_attribute(w::type).set_value("paragraph");
  style.append_attribute(w::default_).set_value("1");
  style.append_attribute(w::styleId).set_value("Normal");
  style.append_child("w:name").append_attribute(w::val).set_value("Normal");
}

// The w:pPr or w:rPr of a style: pPr stands before rPr, both before what a table's style has
// (17.7.4.17).
pugi::xml_node properties_of(pugi::xml_node style, Kind const& kind) {
  if (pugi::xml_node const own = style.child(kind.properties)) {
    return own;
  }
  pugi::xml_node const behind = style.find_child([&](pugi::xml_node child) {
    std::string_view const name = child.name();
    return name.starts_with("w:tbl") || name == "w:trPr" || name == "w:tcPr" ||
           (name == w::rPr && std::string_view{kind.properties} == w::pPr);
  });
  return behind ? style.insert_child_before(kind.properties, behind)
                : style.append_child(kind.properties);
}

}  // namespace

std::vector<std::string> fold_defaults(pugi::xml_node guest, pugi::xml_node host) {
  std::vector<std::string> left;
  if (!guest || same(guest.child(w::docDefaults), host.child(w::docDefaults))) {
    return left;
  }
  ensure_default_style(guest);
  for (Kind const& kind : kKinds) {
    pugi::xml_document wanted;
    pugi::xml_node all = wanted.append_child(kind.properties);
    for (pugi::xml_node const set : defaults_of(guest, kind).children()) {
      all.append_copy(set);
    }
    std::vector<std::string> unknown = add_neutral(all, kind, defaults_of(host, kind));
    left.insert(left.end(), unknown.begin(), unknown.end());
    for (pugi::xml_node const style : guest.children(w::style)) {
      bool const is_root =
          std::string_view{style.attribute(w::type).as_string("paragraph")} == "paragraph" &&
          !style.child(w::basedOn);
      for (pugi::xml_node set = is_root ? all.first_child() : pugi::xml_node{}; set;
           set = set.next_sibling()) {
        fill_up(properties_of(style, kind), kind, set);
      }
    }
  }
  return left;
}

bool is_on(pugi::xml_node settings, char const* name) {
  pugi::xml_node const own = settings.child(name);
  std::string_view const value = own.attribute(w::val).as_string("true");
  return own && value != "0" && value != "false" && value != "off";
}

std::vector<std::string> differing_settings(pugi::xml_node guest, pugi::xml_node host) {
  static constexpr char const* kOfPages[] = {"w:mirrorMargins",
                                             "w:alignBordersAndEdges",
                                             "w:bordersDoNotSurroundHeader",
                                             "w:bordersDoNotSurroundFooter",
                                             "w:gutterAtTop",
                                             "w:defaultTabStop",
                                             "w:autoHyphenation",
                                             "w:consecutiveHyphenLimit",
                                             "w:hyphenationZone",
                                             "w:doNotHyphenateCaps",
                                             "w:bookFoldPrinting",
                                             "w:bookFoldRevPrinting",
                                             "w:characterSpacingControl",
                                             "w:printTwoOnOne",
                                             "w:strictFirstAndLastChars",
                                             "w:noLineBreaksAfter",
                                             "w:noLineBreaksBefore",
                                             "w:displayBackgroundShape",
                                             "w:compat",
                                             "w:clrSchemeMapping",
                                             "w:decimalSymbol"};
  std::vector<std::string> names;
  std::copy_if(std::begin(kOfPages), std::end(kOfPages), std::back_inserter(names), [&](auto name) {
    return !same(guest.child(name), host.child(name));
  });
  // The other way round each page gets what it had (merge_sections.h).
  if (is_on(guest, "w:evenAndOddHeaders") && !is_on(host, "w:evenAndOddHeaders")) {
    names.emplace_back("w:evenAndOddHeaders");
  }
  return names;
}

}  // namespace thethuc::bulk
