#include "library/tag_paragraphs.h"

#include <algorithm>

#include "base/diagnostic.h"
#include "opc/xml.h"
#include "wml/names.h"

namespace thethuc::library {

namespace {

namespace w = wml::w;
using wml::is;

constexpr std::string_view kOpening = "{{>";
constexpr std::string_view kClosing = "}}";

std::string text_of(pugi::xml_node paragraph) {
  std::string text;
  paragraph.find_node([&](pugi::xml_node node) {
    text += is(node, w::t) ? node.text().get() : "";
    return false;
  });
  return text;
}

std::string_view trimmed(std::string_view text) {
  std::size_t const begin = text.find_first_not_of(' ');
  return begin == std::string_view::npos
             ? std::string_view{}
             : text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

// Of the tag that is the whole text; "" when it is none.
std::string partial_name(std::string_view text) {
  text = trimmed(text);
  if (text.size() < kOpening.size() + kClosing.size() || !text.starts_with(kOpening) ||
      text.find(kClosing) != text.size() - kClosing.size()) {
    return "";
  }
  text.remove_prefix(kOpening.size());
  text.remove_suffix(kClosing.size());
  std::string name{trimmed(text)};
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

}  // namespace

TagParagraphs::TagParagraphs(std::string_view xml, opc::Limits const& limits) {
  base::Diagnostics ignored;
  tree_ = opc::parse_xml(xml, "", "", limits, ignored);
  if (!tree_) {
    return;
  }
  tree_->find_node([this](pugi::xml_node node) {
    if (is(node, w::p)) {
      if (std::string name = partial_name(text_of(node)); !name.empty()) {
        paragraphs_.emplace_back(std::move(name), node.child(w::pPr));
      }
    }
    return false;
  });
}

pugi::xml_node TagParagraphs::next(std::string_view name) {
  for (std::size_t i = at_; i < paragraphs_.size(); ++i) {
    if (paragraphs_[i].first == name) {
      at_ = i + 1;
      return paragraphs_[i].second;
    }
  }
  return {};
}

}  // namespace thethuc::library
