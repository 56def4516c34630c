#include "rules/edit.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "rules/words.h"
#include "wml/names.h"
#include "wml/paragraph_text.h"
#include "wml/property_order.h"
#include "wml/runs.h"

namespace thethuc::rules {

namespace w = wml::w;

namespace {

void set_text(pugi::xml_node t, std::string const& text) {
  t.text().set(text.c_str());
  if (!t.attribute("xml:space")) {
    t.append_attribute("xml:space").set_value("preserve");
  }
}

// Sees that a run begins at `offset` of the paragraph's text.
void cut_at(pugi::xml_node paragraph, std::size_t offset) {
  wml::ParagraphText const read = wml::paragraph_text(paragraph);
  for (wml::TextPiece const& piece : read.pieces) {
    if (offset > piece.begin && offset < piece.end && piece.is_text) {
      std::string const text = piece.node.text().get();
      std::size_t const at = offset - piece.begin;
      pugi::xml_node run = piece.node.parent();
      pugi::xml_node behind = run.insert_child_after(w::t, piece.node);
      set_text(behind, text.substr(at));
      set_text(piece.node, text.substr(0, at));
      wml::split_run_before(run, behind);
      return;
    }
    if (offset == piece.begin) {
      pugi::xml_node before = piece.node.previous_sibling();
      while (before && wml::is(before, w::lastRenderedPageBreak)) {
        before = before.previous_sibling();
      }
      if (before && !wml::is(before, w::rPr)) {
        wml::split_run_before(piece.node.parent(), piece.node);
      }
      return;
    }
  }
}

template <class Rank>
pugi::xml_node child_in_order(pugi::xml_node parent, Rank const& rank, char const* name) {
  if (pugi::xml_node const found = parent.child(name)) {
    return found;
  }
  std::size_t const own = rank(name);
  for (pugi::xml_node child : parent.children()) {
    if (rank(child.name()) > own) {
      return parent.insert_child_before(name, child);
    }
  }
  return parent.append_child(name);
}

pugi::xml_node properties_of(pugi::xml_node node, char const* name) {
  pugi::xml_node const found = node.child(name);
  return found ? found : node.prepend_child(name);
}

}  // namespace

void set(pugi::xml_node node, char const* attribute, std::string_view value) {
  pugi::xml_attribute a = node.attribute(attribute);
  if (!a) {
    a = node.append_attribute(attribute);
  }
  a.set_value(std::string{value}.c_str());
}
void set(pugi::xml_node node, char const* attribute, int value) {
  set(node, attribute, std::to_string(value));
}

std::vector<pugi::xml_node> runs_of_range(pugi::xml_node paragraph,
                                          std::size_t begin,
                                          std::size_t end) {
  cut_at(paragraph, begin);
  cut_at(paragraph, end);
  std::vector<pugi::xml_node> runs;
  wml::ParagraphText const read = wml::paragraph_text(paragraph);
  for (wml::TextPiece const& piece : read.pieces) {
    pugi::xml_node const run = piece.node.parent();
    if (piece.begin < end && piece.end > begin && (runs.empty() || runs.back() != run)) {
      runs.push_back(run);
    }
  }
  return runs;
}

std::vector<pugi::xml_node> runs_of(pugi::xml_node paragraph) {
  std::vector<pugi::xml_node> runs;
  for (pugi::xml_node child : paragraph.children()) {
    if (wml::is(child, w::r)) {
      runs.push_back(child);
    } else if (wml::is(child, w::hyperlink) || wml::is(child, "w:fldSimple") ||
               wml::is(child, "w:smartTag") || wml::is(child, w::ins)) {
      std::vector<pugi::xml_node> const inner = runs_of(child);
      runs.insert(runs.end(), inner.begin(), inner.end());
    }
  }
  return runs;
}

pugi::xml_node run_property(pugi::xml_node run, char const* name) {
  return child_in_order(properties_of(run, w::rPr), wml::run_property_rank, name);
}
pugi::xml_node paragraph_property(pugi::xml_node paragraph, char const* name) {
  return child_in_order(properties_of(paragraph, w::pPr), wml::paragraph_property_rank, name);
}
pugi::xml_node section_property(pugi::xml_node section, char const* name) {
  return child_in_order(section, wml::section_property_rank, name);
}

bool replace_range(pugi::xml_node paragraph,
                   std::size_t begin,
                   std::size_t end,
                   std::string_view text) {
  wml::ParagraphText const read = wml::paragraph_text(paragraph);
  std::vector<wml::TextPiece> touched;
  for (wml::TextPiece const& piece : read.pieces) {
    if (piece.begin < end && piece.end > begin) {
      if (!piece.is_text) {
        return false;
      }
      touched.push_back(piece);
    }
  }
  if (touched.empty()) {
    return false;
  }
  for (std::size_t i = 0; i < touched.size(); ++i) {
    wml::TextPiece const& piece = touched[i];
    std::string const old = piece.node.text().get();
    std::size_t const from = begin > piece.begin ? begin - piece.begin : 0;
    std::size_t const to = std::min(end, piece.end) - piece.begin;
    set_text(piece.node,
             old.substr(0, from) + (i == 0 ? std::string{text} : std::string{}) + old.substr(to));
  }
  return true;
}

bool raise_range(pugi::xml_node paragraph, std::size_t begin, std::size_t end) {
  bool changed = false;
  for (wml::TextPiece const& piece : wml::paragraph_text(paragraph).pieces) {
    if (!piece.is_text || piece.begin >= end || piece.end <= begin) {
      continue;
    }
    std::string const old = piece.node.text().get();
    std::size_t const from = begin > piece.begin ? begin - piece.begin : 0;
    std::size_t const to = std::min(end, piece.end) - piece.begin;
    std::string const raised =
        old.substr(0, from) + base::to_upper(old.substr(from, to - from)) + old.substr(to);
    if (raised != old) {
      set_text(piece.node, raised);
      changed = true;
    }
  }
  return changed;
}

void remove_range(pugi::xml_node paragraph, std::size_t begin, std::size_t end) {
  for (wml::TextPiece const& piece : wml::paragraph_text(paragraph).pieces) {
    if (piece.begin >= end || piece.end <= begin) {
      continue;
    }
    if (!piece.is_text) {
      piece.node.parent().remove_child(piece.node);
      continue;
    }
    std::string const old = piece.node.text().get();
    std::size_t const from = begin > piece.begin ? begin - piece.begin : 0;
    set_text(piece.node, old.substr(0, from) + old.substr(std::min(end, piece.end) - piece.begin));
  }
}

bool compose_text(pugi::xml_node paragraph) {
  bool changed = false;
  // A letter and its mark may stand in two runs; they are composed in the first of them.
  wml::ParagraphText const read = wml::paragraph_text(paragraph);
  std::vector<pugi::xml_node> texts;
  for (wml::TextPiece const& piece : read.pieces) {
    if (piece.is_text) {
      texts.push_back(piece.node);
    }
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    std::string text = texts[i].text().get();
    while (i + 1 < texts.size()) {
      std::string next = texts[i + 1].text().get();
      std::size_t at = 0;
      char32_t const first = next.empty() ? 0 : base::next_code_point(next, at);
      bool const is_mark = first >= 0x300 && first < 0x370;
      if (!is_mark || text.empty()) {
        break;
      }
      text += next.substr(0, at);
      set_text(texts[i + 1], next.substr(at));
      changed = true;
    }
    std::string composed = base::to_nfc(text);
    for (auto const& [wrong, right] :
         {std::pair{"\xC3\x90", "Đ"}, std::pair{"\xC6\x89", "Đ"}, std::pair{"\xC3\xB0", "đ"}}) {
      composed = replaced(std::move(composed), wrong, right);
    }
    if (composed != texts[i].text().get()) {
      set_text(texts[i], composed);
      changed = true;
    }
  }
  return changed;
}

}  // namespace thethuc::rules
