#include "wml/legacy_text.h"

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

bool is_story(opc::Part const& part) {
  return part.name.starts_with("/word/") && part.name.ends_with(".xml");
}

bool may_have_legacy_text(opc::Package const& package) {
  for (opc::Part const& part : package.parts()) {
    if (part.name.ends_with(".xml") && (part.bytes.find("\".Vn") != std::string::npos ||
                                        part.bytes.find("\"VNI") != std::string::npos ||
                                        (is_story(part) && base::may_be_legacy(part.bytes)))) {
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
  std::optional<base::LegacyFont> legacy;  // what the font says
};

bool is_soft_hyphen(pugi::xml_node node) {
  return is(node, w::softHyphen);
}

std::string text_of(Piece const& piece) {
  return is_soft_hyphen(piece.node) ? "\u00AD" : piece.node.text().get();
}

std::vector<Piece> pieces_of(pugi::xml_node paragraph, Styles const& styles) {
  std::vector<Piece> pieces;
  paragraph.find_node([&](pugi::xml_node node) {
    bool const is_text = is(node, w::t) || is(node, "w:delText") || is_soft_hyphen(node);
    if (is_text && enclosing_paragraph(node.parent()) == paragraph) {
      std::string font = styles.font(paragraph, node.parent().child(w::rPr));
      auto const legacy = base::legacy_font(font);
      pieces.push_back({node, node.parent(), std::move(font), legacy});
    }
    return false;
  });
  return pieces;
}

// Pieces that follow one another in one encoding.
struct Stretch {
  base::LegacyEncoding encoding = base::LegacyEncoding::tcvn3;
  std::vector<Piece> pieces;
  bool is_mixed = false;    // one piece, of which some words are Unicode
  bool is_unicode = false;  // all of it; only its font is old
  bool is_damaged = false;  // letters were lost: nothing can read it
};

// Without tags, whose names are their own affair.
std::string words_of(std::vector<Piece> const& pieces) {
  std::string text;
  for (Piece const& piece : pieces) {
    text += text_of(piece);
  }
  for (std::size_t at = text.find("{{"); at != std::string::npos; at = text.find("{{", at)) {
    std::size_t const end = text.find("}}", at);
    text.replace(at, end == std::string::npos ? end : end + 2 - at, " ");
  }
  return text;
}

// What the other texts of the document tell of one that might be either.
struct Company {
  bool has_unicode = false;  // in old fonts
  bool has_legacy = false;
  bool is_sure[2] = {};  // by encoding, in other fonts
};

// --- text in old fonts

// Whether a word goes on from the piece before into pieces[i].
bool goes_on(std::vector<Piece> const& pieces, std::size_t i) {
  return i > 0 && i < pieces.size() && !text_of(pieces[i - 1]).ends_with(' ') &&
         !text_of(pieces[i]).starts_with(' ');
}

// The font names the encoding, and each run may be Unicode all the same: Word shows that in
// another font. A letter may be cut by runs, so those that tell nothing go by what is around them.
void add_by_font(std::vector<Piece> const& pieces,
                 base::LegacyEncoding encoding,
                 Company const& company,
                 std::vector<Stretch>& out) {
  Stretch open;
  auto const close = [&] {
    if (!open.pieces.empty()) {
      base::LegacyEvidence const all = base::legacy_evidence(words_of(open.pieces), encoding);
      open.encoding = encoding;
      open.is_unicode =
          all == base::LegacyEvidence::unicode ||
          (all == base::LegacyEvidence::either && company.has_unicode && !company.has_legacy);
      out.push_back(std::exchange(open, {}));
    }
  };
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    Piece const& piece = pieces[i];
    base::LegacyEvidence const evidence = base::legacy_evidence(words_of({piece}), encoding);
    bool const is_mixed = evidence == base::LegacyEvidence::mixed;
    // A part of a word tells nothing: "êng" of "M­êng".
    bool const is_unicode =
        evidence == base::LegacyEvidence::unicode && !goes_on(pieces, i) && !goes_on(pieces, i + 1);
    if (is_mixed || is_unicode) {
      close();
      out.push_back({encoding, {piece}, is_mixed, is_unicode, false});
    } else {
      open.pieces.push_back(piece);
    }
  }
  close();
}

// --- text in fonts of Unicode

bool is_surely_unicode(Piece const& piece) {
  std::string const text = words_of({piece});
  return base::read_legacy(text).verdict == base::LegacyVerdict::ordinary &&
         base::legacy_evidence(text, base::LegacyEncoding::tcvn3) ==
             base::LegacyEvidence::unicode &&
         base::legacy_evidence(text, base::LegacyEncoding::vni) == base::LegacyEvidence::unicode;
}

void add_by_letters(std::vector<Piece> const& pieces,
                    Company const& company,
                    std::vector<Stretch>& out) {
  Stretch open;
  auto const close = [&] {
    base::LegacyReading const reading = base::read_legacy(words_of(open.pieces));
    bool const is_likely = reading.verdict == base::LegacyVerdict::likely &&
                           company.is_sure[static_cast<std::size_t>(reading.encoding)];
    open.is_damaged = reading.verdict == base::LegacyVerdict::damaged;
    open.encoding = reading.encoding;
    if (reading.verdict == base::LegacyVerdict::legacy || is_likely || open.is_damaged) {
      out.push_back(std::move(open));
    }
    open = {};
  };
  for (Piece const& piece : pieces) {
    if (is_surely_unicode(piece)) {
      close();
    } else {
      open.pieces.push_back(piece);
    }
  }
  close();
}

std::vector<Stretch> stretches_of(pugi::xml_node paragraph,
                                  Styles const& styles,
                                  Company const& company) {
  std::vector<Stretch> out;
  std::vector<Piece> const pieces = pieces_of(paragraph, styles);
  auto const kind = [](Piece const& piece) {
    return piece.legacy ? std::optional{piece.legacy->encoding} : std::nullopt;
  };
  for (auto first = pieces.begin(); first != pieces.end();) {
    auto const last = std::find_if(
        first, pieces.end(), [&](Piece const& piece) { return kind(piece) != kind(*first); });
    std::vector<Piece> const alike{first, last};
    if (first->legacy) {
      add_by_font(alike, first->legacy->encoding, company, out);
    } else {
      add_by_letters(alike, company, out);
    }
    first = last;
  }
  return out;
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

// What the whole package tells, by the texts that tell.
Company company_of(std::vector<Tree> const& trees, Styles const& styles) {
  Company company;
  for (Tree const& tree : trees) {
    for_each_paragraph(tree->document_element(), [&](pugi::xml_node paragraph) {
      for (Stretch const& stretch : stretches_of(paragraph, styles, {})) {
        if (!stretch.pieces.front().legacy) {
          company.is_sure[static_cast<std::size_t>(stretch.encoding)] |= !stretch.is_damaged;
          continue;
        }
        base::LegacyEvidence const evidence =
            base::legacy_evidence(words_of(stretch.pieces), stretch.encoding);
        company.has_unicode |= evidence == base::LegacyEvidence::unicode;
        company.has_legacy |= evidence == base::LegacyEvidence::legacy;
      }
    });
  }
  return company;
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

void set_text(pugi::xml_node node, std::string const& text) {
  if (is_soft_hyphen(node)) {
    node.set_name(w::t);
  }
  node.text().set(text.c_str());
  if ((text.starts_with(' ') || text.ends_with(' ')) && !node.attribute("xml:space")) {
    node.append_attribute("xml:space").set_value("preserve");
  }
}

void convert(Stretch const& stretch) {
  std::vector<Piece> const& pieces = stretch.pieces;
  if (stretch.is_mixed) {
    set_text(pieces[0].node,
             base::convert_legacy(text_of(pieces[0]), stretch.encoding, base::LegacyEvidence::mixed)
                 .text);
    return;
  }
  std::size_t taken = 0;  // of this piece, by a letter that began in the one before
  bool in_tag = false;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    Piece const& piece = pieces[i];
    std::string const text = text_of(piece).substr(taken);
    taken = 0;
    std::string const next = i + 1 < pieces.size() ? text_of(pieces[i + 1]) : std::string{};
    std::string decoded = base::decode_legacy_piece(stretch.encoding, text, next, taken);
    if (piece.legacy && piece.legacy->is_capitals) {
      bool had_tag = false;
      decoded = capitals_beside_tags(decoded, in_tag, had_tag);
      if (had_tag) {
        set_capitals(piece.run);
      }
    }
    set_text(piece.node, decoded);
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

// --- telling

// How many of its kind stand before a node in `container`, itself included, as a person counts
// them: what stands in tables counts there.
int ordinal(pugi::xml_node container, pugi::xml_node node) {
  int count = 0;
  auto const walk = [&](auto const& self, pugi::xml_node parent) -> bool {
    for (pugi::xml_node child : parent.children()) {
      bool const is_its_kind = is(child, node.name());
      count += is_its_kind ? 1 : 0;
      bool const is_closed =
          is(child, w::p) || is(child, w::tbl) || is(child, w::tr) || is(child, w::tc);
      if (child == node || (!is_closed && self(self, child))) {
        return true;
      }
    }
    return false;
  };
  walk(walk, container);
  return count;
}

base::Place place_of(pugi::xml_node paragraph, std::string_view file, std::string const& part) {
  base::Place place = base::place_in_file(std::string{file});
  place.part = part;
  if (enclosing(paragraph, w::txbxContent)) {
    return place;
  }
  pugi::xml_node table;
  pugi::xml_node root = paragraph;
  for (; root.parent().parent(); root = root.parent()) {
    table = is(root, w::tbl) ? root : table;
  }
  if (!table) {
    place.paragraph = ordinal(root, paragraph);
    return place;
  }
  pugi::xml_node row, cell;
  for (pugi::xml_node node = paragraph; node != table; node = node.parent()) {
    cell = is(node, w::tc) ? node : cell;
    row = is(node, w::tr) ? node : row;
  }
  place.table = ordinal(root, table);
  place.row = ordinal(table, row);
  place.cell = ordinal(row, cell);
  place.paragraph = enclosing(paragraph, w::tc) == cell ? ordinal(cell, paragraph) : 0;
  return place;
}

std::string reading_of(Stretch const& stretch, std::string const& text) {
  if (stretch.is_unicode) {
    return text;
  }
  if (stretch.is_mixed) {
    return base::convert_legacy(text, stretch.encoding, base::LegacyEvidence::mixed).text;
  }
  std::string reading = base::decode_legacy(stretch.encoding, text);
  if (stretch.pieces[0].legacy && stretch.pieces[0].legacy->is_capitals) {
    bool in_tag = false;
    bool had_tag = false;
    reading = capitals_beside_tags(reading, in_tag, had_tag);
  }
  return reading;
}

// The same, parted where the font changes: .VnTime and its capitals, .VnTimeH, are told apart.
std::vector<Stretch> by_font(Stretch const& stretch) {
  std::vector<Stretch> parted;
  for (Piece const& piece : stretch.pieces) {
    if (parted.empty() || parted.back().pieces.back().font != piece.font) {
      parted.push_back(stretch);
      parted.back().pieces.clear();
    }
    parted.back().pieces.push_back(piece);
  }
  return parted;
}

// Tells of legacy text; of each old font once, by a text that is in its encoding when there is one.
class Teller {
 public:
  Teller(std::string_view file_name, base::Diagnostics& out) : file_name_(file_name), out_(out) {}
  ~Teller() {
    for (auto& [font, told] : fonts_) {
      out_.add(std::move(told.diagnostic));
    }
  }
  Teller(Teller const&) = delete;
  Teller& operator=(Teller const&) = delete;

  void tell(Stretch const& stretch,
            pugi::xml_node paragraph,
            std::string const& part,
            bool converts) {
    for (Stretch const& same : by_font(stretch)) {
      std::string text;
      for (Piece const& piece : same.pieces) {
        text += text_of(piece);
      }
      if (text.find_first_not_of(' ') == std::string::npos) {
        continue;
      }
      Piece const& first = same.pieces.front();
      base::Diagnostic d =
          base::diagnose(first.legacy ? base::Id::legacy_font : base::Id::legacy_text_in_font,
                         {},
                         {},
                         {{"font", first.font},
                          {"encoding", std::string{base::legacy_name(same.encoding)}},
                          {"found", shown(text)},
                          {"reading", shown(reading_of(same, text))}});
      if (first.legacy) {
        d.place = base::place_in_file(std::string{file_name_});
        d.place.part = part;
        note(first.font, same.is_unicode, std::move(d));
      } else {
        d.place = place_of(paragraph, file_name_, part);
        if (!same.is_damaged && !converts) {
          d.args.emplace_back("option", "--convert-legacy");
        }
        out_.add(std::move(d));
      }
    }
  }

 private:
  struct Told {
    base::Diagnostic diagnostic;
    bool is_unicode = false;
  };

  void note(std::string const& font, bool is_unicode, base::Diagnostic d) {
    auto const found = std::find_if(
        fonts_.begin(), fonts_.end(), [&](auto const& entry) { return entry.first == font; });
    if (found == fonts_.end()) {
      fonts_.push_back({font, {std::move(d), is_unicode}});
    } else if (found->second.is_unicode && !is_unicode) {
      found->second = {std::move(d), is_unicode};
    }
  }

  std::string_view file_name_;
  base::Diagnostics& out_;
  std::vector<std::pair<std::string, Told>> fonts_;  // in the order of the document
};

// The trees of the parts with stories, each with its part's index in the package.
struct Stories {
  std::vector<std::size_t> parts;
  std::vector<Tree> trees;
};

Stories stories_of(opc::Package const& package, opc::Limits const& limits) {
  Stories out;
  for (std::size_t i = 0; i < package.parts().size(); ++i) {
    opc::Part const& part = package.parts()[i];
    if (Tree tree = part.name.ends_with(".xml") ? parsed(part, limits) : nullptr) {
      out.parts.push_back(i);
      out.trees.push_back(std::move(tree));
    }
  }
  return out;
}

}  // namespace

void tell_legacy_text(opc::Package const& package,
                      std::string_view file_name,
                      opc::Limits const& limits,
                      base::Diagnostics& out) {
  if (!may_have_legacy_text(package)) {
    return;
  }
  Styles const styles = styles_of(package, limits);
  Stories const stories = stories_of(package, limits);
  Company const company = company_of(stories.trees, styles);
  Teller teller{file_name, out};
  for (std::size_t i = 0; i < stories.trees.size(); ++i) {
    std::string const& part = package.parts()[stories.parts[i]].name;
    for_each_paragraph(stories.trees[i]->document_element(), [&](pugi::xml_node paragraph) {
      for (Stretch const& stretch : stretches_of(paragraph, styles, company)) {
        teller.tell(stretch, paragraph, part, false);
      }
    });
  }
}

void convert_legacy_text(opc::Package& package,
                         std::string_view file_name,
                         opc::Limits const& limits,
                         base::Diagnostics& out) {
  if (!may_have_legacy_text(package)) {
    return;
  }
  Styles const styles = styles_of(package, limits);
  Stories const stories = stories_of(package, limits);
  Company const company = company_of(stories.trees, styles);
  Teller teller{file_name, out};
  for (std::size_t i = 0; i < stories.trees.size(); ++i) {
    opc::Part& part = package.parts()[stories.parts[i]];
    bool changed = false;
    for_each_paragraph(stories.trees[i]->document_element(), [&](pugi::xml_node paragraph) {
      for (Stretch const& stretch : stretches_of(paragraph, styles, company)) {
        if (stretch.is_damaged) {
          teller.tell(stretch, paragraph, part.name, true);
        } else if (!stretch.is_unicode) {
          convert(stretch);
          changed = true;
        }
      }
    });
    changed = replace_fonts(stories.trees[i]->document_element()) || changed;
    if (changed) {
      part.bytes = opc::to_xml(*stories.trees[i]);
    }
  }
}

}  // namespace thethuc::wml
