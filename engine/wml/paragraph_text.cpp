#include "wml/paragraph_text.h"

#include <array>
#include <cstring>
#include <string_view>

#include "wml/names.h"
#include "wml/range_marks.h"

namespace thethuc::wml {
namespace {

bool is_any(pugi::xml_node node, std::initializer_list<char const*> names) {
  for (char const* name : names) {
    if (is(node, name)) {
      return true;
    }
  }
  return false;
}

void add_character(ParagraphText& out, pugi::xml_node node, char c) {
  out.pieces.push_back({node, out.text.size(), out.text.size() + 1, false});
  out.text.push_back(c);
}

void read_run(pugi::xml_node run, ParagraphText& out) {
  for (pugi::xml_node child : run.children()) {
    if (is(child, w::t)) {
      std::string_view const text = child.text().get();
      if (!text.empty()) {
        out.pieces.push_back({child, out.text.size(), out.text.size() + text.size(), true});
        out.text += text;
      }
    } else if (is(child, w::tab)) {
      add_character(out, child, '\t');
    } else if (is_any(child, {w::br, w::cr})) {
      // A page or column break is an object: dropping its paragraph would lose it.
      out.has_objects = out.has_objects || child.attribute(w::type);
      add_character(out, child, '\n');
    } else if (is(child, w::noBreakHyphen)) {
      add_character(out, child, '-');
    } else if (!is_any(child, {w::rPr, w::softHyphen, w::lastRenderedPageBreak, "w:delText"}) &&
               !is_comment_reference(child)) {
      out.has_objects =
          true;  // w:drawing, w:pict, w:fldChar, w:instrText, w:footnoteReference, w:sym …
    }
  }
}

void read_inline(pugi::xml_node parent, ParagraphText& out) {
  for (pugi::xml_node child : parent.children()) {
    if (is(child, w::r)) {
      read_run(child, out);
    } else if (is_any(child,
                      {w::hyperlink,
                       w::ins,
                       "w:smartTag",
                       "w:moveTo",
                       "w:dir",
                       "w:bdo",
                       "w:fldSimple",
                       w::sdtContent,
                       "w:customXml"})) {
      if (is(child, "w:fldSimple")) {
        out.has_objects = true;
      }
      read_inline(child, out);
    } else if (is(child, w::sdt)) {
      read_inline(child.child(w::sdtContent), out);
    } else if (std::strncmp(child.name(), "m:", 2) == 0) {
      out.has_objects = true;  // a formula
    }
  }
}

}  // namespace

ParagraphText paragraph_text(pugi::xml_node paragraph) {
  ParagraphText out;
  read_inline(paragraph, out);
  return out;
}

}  // namespace thethuc::wml
