#include "library/lost_marks.h"

#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "compile/partial_marks.h"
#include "library/marked_ranges.h"
#include "opc/xml.h"
#include "wml/names.h"
#include "wml/range_marks.h"

namespace thethuc::library {

namespace {

namespace w = wml::w;
using wml::is;
using Tree = std::unique_ptr<pugi::xml_document>;

bool is_block(pugi::xml_node node) {
  return is(node, w::p) || is(node, w::tbl) || is(node, w::sdt);
}

// The last of as many blocks from `first` on; null when there are fewer.
pugi::xml_node last_of(pugi::xml_node first, std::size_t count) {
  pugi::xml_node last = first;
  while (last && --count > 0) {
    last = wml::block_behind(last);
  }
  return last;
}

std::size_t count_of(MarkedRange const& range) {
  std::size_t count = 1;
  for (pugi::xml_node at = range.first; at && at != range.last; at = wml::block_behind(at)) {
    ++count;
  }
  return count;
}

struct Place {
  pugi::xml_node first;
  pugi::xml_node last;
};

// The blocks of a document, in its order.
class Blocks {
 public:
  Blocks(pugi::xml_node root, Closeness closeness) : closeness_(closeness) {
    root.find_node([this](pugi::xml_node node) {
      if (is_block(node)) {
        blocks_.emplace_back(normal_form(node, node, closeness_), node);
      }
      return false;
    });
  }

  // Where the content of the range stands, in the order of the document.
  std::vector<Place> find(MarkedRange const& range) const {
    std::vector<Place> places;
    std::string const begin = normal_form(range.first, range.first, closeness_);
    std::size_t const count = count_of(range);
    std::string const wanted = normal_form(range.first, range.last, closeness_);
    for (auto const& [form, first] : blocks_) {
      if (!form.starts_with(begin)) {
        continue;
      }
      // One block less: an empty paragraph that ended a section may have become one with that
      // before.
      for (std::size_t const blocks : {count, count - 1}) {
        pugi::xml_node const last = blocks > 0 ? last_of(first, blocks) : pugi::xml_node{};
        if (last && normal_form(first, last, closeness_) == wanted) {
          places.push_back({first, last});
          break;
        }
      }
    }
    return places;
  }

 private:
  Closeness closeness_;
  std::vector<std::pair<std::string, pugi::xml_node>> blocks_;  // by what they are
};

Tree main_part(opc::Package const& package, opc::Limits const& limits) {
  base::Diagnostics ignored;  // who compiles it tells
  return opc::parse_xml(package.find(package.main_part())->bytes, "", "", limits, ignored);
}

}  // namespace

void put_back_lost_marks(opc::Package& package,
                         opc::Package const& exported,
                         Closeness closeness,
                         opc::Limits const& limits) {
  Tree const tree = main_part(package, limits);
  Tree const whole = main_part(exported, limits);
  if (!tree || !whole) {
    return;
  }
  pugi::xml_node const root = tree->document_element();
  std::set<std::string> kept;
  for (MarkedRange const& range : marked_ranges(root)) {
    kept.insert(range.bookmark);
  }
  Blocks const blocks{root, closeness};
  Blocks const all_blocks{whole->document_element(), closeness};
  int next = compile::largest_mark_id(root, 0);
  for (MarkedRange const& range : marked_ranges(whole->document_element())) {
    if (!range.first || kept.contains(range.bookmark)) {
      continue;
    }
    // Of several places it is the one as far down as in the template, if none is gone.
    std::vector<Place> const places = blocks.find(range);
    std::vector<Place> const in_template = all_blocks.find(range);
    if (places.size() != in_template.size()) {
      continue;
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (in_template[i].first == range.first) {
        compile::put_mark(places[i].first, places[i].last, std::to_string(++next), range.bookmark);
        break;
      }
    }
  }
  package.find(package.main_part())->bytes = opc::to_xml(*tree);
}

}  // namespace thethuc::library
