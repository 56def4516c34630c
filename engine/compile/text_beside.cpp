#include "compile/text_beside.h"

#include <string>

#include "base/text.h"
#include "wml/names.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::is;

constexpr std::size_t kMostShown = 40;  // code points of the text, in a message

// What is to be seen on one side of a placeholder.
class OneSide {
 public:
  OneSide(std::vector<SourceTag> const& tags, pugi::xml_node border, bool behind)
      : tags_(tags), border_(border), behind_(behind) {}

  void read(pugi::xml_node parent) {
    for (pugi::xml_node node : parent.children()) {
      if (node == border_) {
        passed_ = true;
      } else if (is_placeholder(node)) {
        SourceTag const& tag = tags_[placeholder_index(node)];
        bool const is_value =
            tag.tag.kind == TagKind::variable || tag.tag.kind == TagKind::rich_variable;
        add(is_value ? tag.tag.text : "");
      } else if (is(node, w::t)) {
        add(node.text().get());
      } else if (is(node, w::tab) || is(node, w::br)) {
        add(" ");
      } else if (is(node, "w:drawing") || is(node, "w:pict") || is(node, "w:object") ||
                 is(node, "mc:AlternateContent")) {
        objects = objects || passed_ == behind_;
      } else if (!is(node, w::pPr) && !is(node, w::rPr) && !is(node, "w:del") &&
                 !is(node, "w:moveFrom")) {
        read(node);
      }
    }
  }

  std::string text;
  bool objects = false;

 private:
  void add(std::string_view more) {
    if (passed_ == behind_) {
      text += more;
    }
  }

  std::vector<SourceTag> const& tags_;
  pugi::xml_node border_;
  bool behind_;
  bool passed_ = false;
};

std::string shortened(std::string_view text) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < kMostShown && at < text.size(); ++i) {
    base::next_code_point(text, at);
  }
  return std::string{text.substr(0, at)} + (at < text.size() ? "…" : "");
}

}  // namespace

std::optional<base::Diagnostic> text_beside(Source const& source, SourceTag const& tag) {
  bool const opens = tag.tag.kind != TagKind::closing;
  OneSide side{source.tags, tag.placeholder, opens};
  side.read(tag.paragraph);
  std::string const text{base::trim(side.text)};
  if (text.empty() && !side.objects) {
    return std::nullopt;
  }
  base::Diagnostic d = base::diagnose(base::Id::text_beside_section, tag.tag.place, tag.tag.text);
  if (text.empty()) {
    d.args = {{"found.en", "a picture"}, {"found.vi", "hình"}};
  } else {
    d.args = {{"found", shortened(text)}};
  }
  if (opens) {
    d.args.emplace_back("remedy.en",
                        "give the tag a paragraph of its own above, when this belongs to the "
                        "section; write it before the tag, when it does not");
    d.args.emplace_back("remedy.vi",
                        "đặt thẻ trong một đoạn riêng ở trên nếu chữ này thuộc khối; viết chữ "
                        "trước thẻ nếu không thuộc");
  } else {
    d.args.emplace_back("remedy.en",
                        "give the tag a paragraph of its own below, when this belongs to the "
                        "section; write it behind the tag, when it does not");
    d.args.emplace_back("remedy.vi",
                        "đặt thẻ trong một đoạn riêng ở dưới nếu chữ này thuộc khối; viết chữ "
                        "sau thẻ nếu không thuộc");
  }
  return d;
}

}  // namespace thethuc::compile
