// Bookmarks, comments and permissions are pairs of marks that may stand anywhere. One whose marks a
// section parts would begin or end many times, or never: the mark inside moves to the section's
// border.

#include <cstring>
#include <string>
#include <unordered_map>
#include <vector>

#include "compile/copies.h"

namespace thethuc::compile {
namespace {

// ECMA-376 Part 1, 17.13: each pair shares its w:id.
struct RangeKind {
  char const* start;
  char const* end;
};
constexpr RangeKind kRanges[] = {{"w:bookmarkStart", "w:bookmarkEnd"},
                                 {"w:permStart", "w:permEnd"},
                                 {"w:commentRangeStart", "w:commentRangeEnd"},
                                 {"w:moveFromRangeStart", "w:moveFromRangeEnd"},
                                 {"w:moveToRangeStart", "w:moveToRangeEnd"}};

struct Mark {
  pugi::xml_node node;
  std::vector<std::uint32_t> sections;  // that are open there, outermost first
};

class RangeFinder {
 public:
  explicit RangeFinder(Source& source) : source_(source) {}

  void run(SourcePart& part) {
    find(part.document->document_element());
    for (Mark const& start : starts_) {
      auto const end = ends_.find(key(start.node));
      if (end != ends_.end()) {
        mend(start, end->second);
      }
    }
  }

 private:
  static std::string key(pugi::xml_node mark) {
    for (std::size_t i = 0; i < std::size(kRanges); ++i) {
      if (std::strcmp(mark.name(), kRanges[i].start) == 0 ||
          std::strcmp(mark.name(), kRanges[i].end) == 0) {
        return std::to_string(i) + " " + mark.attribute("w:id").value();
      }
    }
    return {};
  }

  void find(pugi::xml_node parent) {
    for (pugi::xml_node node = parent.first_child(); node; node = node.next_sibling()) {
      if (is_section_placeholder(node, source_.tags)) {
        std::uint32_t const index = placeholder_index(node);
        if (source_.tags[index].tag.kind != TagKind::closing) {
          open_.push_back(index);
        } else if (!open_.empty()) {
          open_.pop_back();
        }
        continue;
      }
      for (RangeKind const& kind : kRanges) {
        if (std::strcmp(node.name(), kind.start) == 0) {
          starts_.push_back({node, open_});
        } else if (std::strcmp(node.name(), kind.end) == 0) {
          ends_.try_emplace(key(node), Mark{node, open_});
        }
      }
      if (node.first_child()) {
        find(node);
      }
    }
  }

  void mend(Mark const& start, Mark const& end) {
    std::size_t common = 0;
    while (common < start.sections.size() && common < end.sections.size() &&
           start.sections[common] == end.sections[common]) {
      ++common;
    }
    if (common < start.sections.size()) {
      pugi::xml_node const border = source_.tags[start.sections[common]].placeholder;
      border.parent().insert_move_before(start.node, border);
    }
    if (common < end.sections.size()) {
      SourceTag const& opening = source_.tags[end.sections[common]];
      pugi::xml_node const border = source_.tags[opening.partner].placeholder;
      border.parent().insert_move_after(end.node, border);
    }
  }

  Source& source_;
  std::vector<std::uint32_t> open_;
  std::vector<Mark> starts_;
  std::unordered_map<std::string, Mark> ends_;
};

}  // namespace

void keep_ranges_whole(Source& source) {
  for (SourcePart& part : source.parts) {
    if (part.first_tag != part.last_tag) {
      RangeFinder{source}.run(part);
    }
  }
}

}  // namespace thethuc::compile
