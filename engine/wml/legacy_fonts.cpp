#include "wml/legacy_fonts.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "base/legacy_text.h"
#include "base/text.h"
#include "opc/xml.h"
#include "wml/names.h"
#include "wml/property_order.h"
#include "wml/structure.h"
#include "wml/styles.h"

namespace thethuc::wml {
namespace {

constexpr char kUnicodeFont[] = "Times New Roman";
constexpr std::string_view kStylesType = "/styles";
constexpr std::string_view kThemeType = "/theme";
constexpr std::size_t kMostShown = 60;  // characters of a text in a message
constexpr char const* kFontAttributes[] = {"w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"};

bool names_legacy_font(std::string_view bytes) {
  return bytes.find("\".Vn") != std::string_view::npos ||
         bytes.find("\"VNI") != std::string_view::npos;
}

bool has_legacy_fonts(opc::Package const& package) {
  for (opc::Part const& part : package.parts()) {
    if (part.name.ends_with(".xml") && names_legacy_font(part.bytes)) {
      return true;
    }
  }
  return false;
}

using Tree = std::unique_ptr<pugi::xml_document>;

Tree parsed(opc::Part const& part, opc::Limits const& limits) {
  base::Diagnostics ignored;  // who compiles the package tells
  return opc::parse_xml(part.bytes, "", part.name, limits, ignored);
}

// Null: the main part has no such one.
Tree related(opc::Package const& package, std::string_view type, opc::Limits const& limits) {
  for (opc::Relationship const& r : package.relationships(package.main_part()).all()) {
    if (r.type.ends_with(type) && !r.is_external) {
      if (opc::Part const* const part =
              package.find(opc::Package::target_part(package.main_part(), r))) {
        return parsed(*part, limits);
      }
    }
  }
  return nullptr;
}

Styles styles_of(opc::Package const& package, opc::Limits const& limits) {
  Tree const theme = related(package, kThemeType, limits);
  return Styles{related(package, kStylesType, limits),
                ThemeFonts{theme ? theme->document_element() : pugi::xml_node{}}};
}

// A text of a run, or a soft hyphen, which is a letter in TCVN3.
struct Piece {
  pugi::xml_node node;
  pugi::xml_node run;
  std::string font;
  base::LegacyFont legacy;
};

bool is_soft_hyphen(pugi::xml_node node) {
  return is(node, w::softHyphen);
}

std::string text_of(Piece const& piece) {
  return is_soft_hyphen(piece.node) ? "\u00AD" : piece.node.text().get();
}

// The pieces of one paragraph that are set in legacy fonts, each with those that follow it; runs
// between in other fonts part them.
std::vector<std::vector<Piece>> pieces_of(pugi::xml_node paragraph, Styles const& styles) {
  std::vector<std::vector<Piece>> stretches;
  bool is_open = false;
  paragraph.find_node([&](pugi::xml_node node) {
    bool const is_text = is(node, w::t) || is(node, "w:delText") || is_soft_hyphen(node);
    if (!is_text || enclosing_paragraph(node.parent()) != paragraph) {
      return false;
    }
    std::string font = styles.font(paragraph, node.parent().child(w::rPr));
    std::optional<base::LegacyFont> const legacy = base::legacy_font(font);
    if (!legacy) {
      is_open = false;
      return false;
    }
    if (!is_open || stretches.back().back().legacy.encoding != legacy->encoding) {
      stretches.emplace_back();
    }
    is_open = true;
    stretches.back().push_back({node, node.parent(), std::move(font), *legacy});
    return false;
  });
  return stretches;
}

template <class F>
void for_each_paragraph(pugi::xml_node root, F f) {
  std::vector<pugi::xml_node> paragraphs;  // changed while they are walked
  root.find_node([&](pugi::xml_node node) {
    if (is(node, w::p)) {
      paragraphs.push_back(node);
    }
    return false;
  });
  for (pugi::xml_node const paragraph : paragraphs) {
    f(paragraph);
  }
}

std::string shown(std::string_view text) {
  std::string_view const begin = base::first_code_points(text, kMostShown);
  return "\"" + std::string{begin} + (begin.size() < text.size() ? "…\"" : "\"");
}

// --- converting

// Capitals for what no tag holds; tags may go on from piece to piece.
std::string capitals_beside_tags(std::string const& text, bool& in_tag, bool& had_tag) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t const end = std::min(text.find(in_tag ? "}}" : "{{", at), text.size());
    std::string const part = text.substr(at, end - at);
    out += in_tag ? part : base::to_upper(part);
    had_tag = had_tag || in_tag;
    at = end;
    if (at < text.size()) {
      out += text.substr(at, 2);
      at += 2;
      in_tag = !in_tag;
      had_tag = true;
    }
  }
  return out;
}

void set_capitals(pugi::xml_node run) {
  pugi::xml_node properties = run.child(w::rPr);
  if (!properties) {
    properties = run.prepend_child(w::rPr);
  }
  if (properties.child("w:caps")) {
    return;
  }
  pugi::xml_node const behind = properties.find_child([&](pugi::xml_node child) {
    return run_property_rank(child.name()) > run_property_rank("w:caps");
  });
  if (behind) {
    properties.insert_child_before("w:caps", behind);
  } else {
    properties.append_child("w:caps");
  }
}

void convert(std::vector<Piece> const& stretch) {
  std::size_t taken = 0;  // of this piece, by a letter that began in the one before
  bool in_tag = false;
  for (std::size_t i = 0; i < stretch.size(); ++i) {
    Piece const& piece = stretch[i];
    std::string const text = text_of(piece).substr(taken);
    taken = 0;
    std::string const next = i + 1 < stretch.size() ? text_of(stretch[i + 1]) : std::string{};
    std::string decoded = base::decode_legacy_piece(piece.legacy.encoding, text, next, taken);
    if (piece.legacy.is_capitals) {
      bool had_tag = false;
      decoded = capitals_beside_tags(decoded, in_tag, had_tag);
      if (had_tag) {
        set_capitals(piece.run);
      }
    }
    pugi::xml_node node = piece.node;
    if (is_soft_hyphen(node)) {
      node.set_name(w::t);
    }
    node.text().set(decoded.c_str());
    if (decoded.starts_with(' ') || decoded.ends_with(' ')) {
      if (!node.attribute("xml:space")) {
        node.append_attribute("xml:space").set_value("preserve");
      }
    }
  }
}

// All elements that name a font: w:rFonts, w:font of the font table, w:sym, a:latin of themes.
bool replace_fonts(pugi::xml_node root) {
  bool changed = false;
  std::set<std::string> table;
  std::vector<pugi::xml_node> twice;
  root.find_node([&](pugi::xml_node node) {
    auto const replace = [&](char const* attribute_name) {
      pugi::xml_attribute attribute = node.attribute(attribute_name);
      if (attribute && base::legacy_font(attribute.value())) {
        attribute.set_value(kUnicodeFont);
        changed = true;
      }
    };
    if (is(node, "w:rFonts")) {
      for (char const* name : kFontAttributes) {
        replace(name);
      }
    } else if (is(node, "w:font")) {
      replace("w:name");
      if (!table.insert(node.attribute("w:name").value()).second) {
        twice.push_back(node);
      }
    } else if (is(node, "a:latin") || is(node, "a:cs") || is(node, "a:ea")) {
      replace("typeface");
    }
    return false;
  });
  for (pugi::xml_node const font : twice) {
    font.parent().remove_child(font);
  }
  return changed;
}

}  // namespace

namespace {

// The same, parted where the font changes: .VnTime and its capitals, .VnTimeH, are told apart.
std::vector<std::vector<Piece>> by_font(std::vector<std::vector<Piece>> stretches) {
  std::vector<std::vector<Piece>> parted;
  for (std::vector<Piece>& stretch : stretches) {
    parted.emplace_back();
    for (Piece& piece : stretch) {
      if (!parted.back().empty() && parted.back().back().font != piece.font) {
        parted.emplace_back();
      }
      parted.back().push_back(std::move(piece));
    }
  }
  return parted;
}

}  // namespace

void tell_legacy_fonts(opc::Package const& package,
                       std::string_view file_name,
                       opc::Limits const& limits,
                       base::Diagnostics& out) {
  if (!has_legacy_fonts(package)) {
    return;
  }
  Styles const styles = styles_of(package, limits);
  std::set<std::string> told;
  for (opc::Part const& part : package.parts()) {
    Tree const tree = part.name.ends_with(".xml") && part.name.starts_with("/word/")
                          ? parsed(part, limits)
                          : nullptr;
    if (!tree) {
      continue;
    }
    for_each_paragraph(tree->document_element(), [&](pugi::xml_node paragraph) {
      for (std::vector<Piece> const& stretch : by_font(pieces_of(paragraph, styles))) {
        std::string text;
        for (Piece const& piece : stretch) {
          text += text_of(piece);
        }
        std::string const& font = stretch.front().font;
        if (text.find_first_not_of(' ') == std::string::npos || !told.insert(font).second) {
          continue;
        }
        base::LegacyEncoding const encoding = stretch.front().legacy.encoding;
        std::string reading = base::decode_legacy(encoding, text);
        if (stretch.front().legacy.is_capitals) {
          bool in_tag = false;
          bool had_tag = false;
          reading = capitals_beside_tags(reading, in_tag, had_tag);
        }
        base::Place place = base::place_in_file(std::string{file_name});
        place.part = part.name;
        out.add(base::diagnose(base::Id::legacy_font,
                               place,
                               {},
                               {{"font", font},
                                {"encoding", std::string{base::legacy_name(encoding)}},
                                {"found", shown(text)},
                                {"reading", shown(reading)}}));
      }
    });
  }
}

void convert_legacy_fonts(opc::Package& package, opc::Limits const& limits) {
  if (!has_legacy_fonts(package)) {
    return;
  }
  Styles const styles = styles_of(package, limits);
  for (opc::Part& part : package.parts()) {
    Tree const tree = part.name.ends_with(".xml") ? parsed(part, limits) : nullptr;
    if (!tree) {
      continue;
    }
    bool changed = false;
    for_each_paragraph(tree->document_element(), [&](pugi::xml_node paragraph) {
      for (std::vector<Piece> const& stretch : pieces_of(paragraph, styles)) {
        convert(stretch);
        changed = true;
      }
    });
    changed = replace_fonts(tree->document_element()) || changed;
    if (changed) {
      part.bytes = opc::to_xml(*tree);
    }
  }
}

}  // namespace thethuc::wml
