#include "compile/broken_sections.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <unordered_set>
#include <vector>

#include "wml/names.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;

bool is_of_section(SourceTag const& tag) {
  return tag.tag.kind == TagKind::section || tag.tag.kind == TagKind::inverted_section ||
         tag.tag.kind == TagKind::closing;
}

bool opens(SourceTag const& tag) {
  return is_of_section(tag) && tag.tag.kind != TagKind::closing;
}

class SetAside {
 public:
  explicit SetAside(Source& source) : source_(source), tags_(source.tags) {}

  void run() {
    find_broken();
    for (SourcePart const& part : source_.parts) {
      judge(part.first_tag, part.last_tag, kNone);
    }
    for (std::uint32_t i = 0; i < source_.strings.size(); ++i) {
      judge(source_.strings[i].first_tag, source_.strings[i].last_tag, i);
    }
    judge_far_tags();
    judge_tables();
    for (SourceTag& tag : tags_) {
      if (tag.doubts.broken) {
        tag.tag.kind = TagKind::comment;
        tag.partner = kNone;
      }
    }
  }

 private:
  void find_broken() {
    for (SourceTag& tag : tags_) {
      bool const unreadable = opens(tag) && (!tag.body.readable || tag.body.hint_unknown);
      if (is_of_section(tag) && (tag.partner == kNone || unreadable)) {
        tag.doubts.broken = true;
      }
      if (unreadable && tag.partner != kNone) {
        tags_[tag.partner].doubts.broken = true;
      }
    }
  }

  bool is_broken(std::uint32_t index, std::uint32_t string) const {
    return tags_[index].string == string && tags_[index].doubts.broken;
  }

  // The tags [first, last), of which those of `string` pair among themselves.
  void judge(std::uint32_t first, std::uint32_t last, std::uint32_t string) {
    mark_around(first, last, string);
    std::unordered_set<std::string> broken_names;
    std::unordered_set<std::string> closed_further_on;
    std::vector<std::size_t> crossing(last - first + 1, 0);  // such openings from there on
    for (std::uint32_t i = last; i-- > first;) {
      SourceTag const& tag = tags_[i];
      bool crosses = false;
      if (is_broken(i, string)) {
        broken_names.insert(tag.tag.name);
        if (tag.partner == kNone && opens(tag)) {
          crosses = closed_further_on.contains(tag.tag.name);
        } else if (tag.partner == kNone) {
          closed_further_on.insert(tag.tag.name);
        }
      }
      crossing[i - first] = crossing[i - first + 1] + (crosses ? 1 : 0);
    }
    for (std::uint32_t i = first; i < last; ++i) {
      SourceTag& tag = tags_[i];
      if (tag.string == string && opens(tag) && tag.partner != kNone) {
        tag.doubts.pair = broken_names.contains(tag.tag.name) ||
                          crossing[i - first] != crossing[tag.partner - first];
        tags_[tag.partner].doubts.pair = tag.doubts.pair;
      }
    }
  }

  // Wherever the missing tag comes to stand: behind the opening one, or before the closing one.
  void mark_around(std::uint32_t first, std::uint32_t last, std::uint32_t string) {
    bool opened = false;
    for (std::uint32_t i = first; i < last; ++i) {
      tags_[i].doubts.around = tags_[i].doubts.around || opened;
      opened = opened || (is_broken(i, string) && opens(tags_[i]));
    }
    bool closed = false;
    for (std::uint32_t i = last; i-- > first;) {
      tags_[i].doubts.around = tags_[i].doubts.around || closed;
      closed = closed || (is_broken(i, string) && !opens(tags_[i]));
    }
  }

  // A note sees what its reference sees, and the target of a link what the link sees: both may
  // stand anywhere in the other part.
  void judge_far_tags() {
    std::unordered_set<std::string> broken_parts;
    for (SourceTag const& tag : tags_) {
      if (tag.doubts.broken && tag.string == kNone) {
        broken_parts.insert(tag.tag.place.part);
      }
    }
    bool const main_is_broken = broken_parts.contains(source_.package.main_part());
    for (SourcePart const& part : source_.parts) {
      pugi::xml_node const root = part.document->document_element();
      if (main_is_broken && (wml::is(root, w::footnotes) || wml::is(root, w::endnotes))) {
        broken_parts.insert(part.name);
        std::for_each(tags_.begin() + part.first_tag,
                      tags_.begin() + part.last_tag,
                      [](SourceTag& tag) { tag.doubts.around = true; });
      }
    }
    for (auto const& [key, index] : source_.target_strings) {
      SourceString const& target = source_.strings[index];
      for (std::uint32_t i = target.first_tag; i < target.last_tag; ++i) {
        tags_[i].doubts.around =
            tags_[i].doubts.around || broken_parts.contains(tags_[i].tag.place.part);
      }
    }
  }

  void judge_tables() {
    auto const table_of = [](SourceTag const& tag) {
      base::Place const& place = tag.tag.place;
      return std::tuple{place.part, place.text_box, place.table};
    };
    std::map<std::tuple<std::string, int, int>, bool> broken;
    for (SourceTag const& tag : tags_) {
      if (tag.string == kNone) {
        bool& is_broken = broken[table_of(tag)];
        is_broken = is_broken || tag.doubts.broken;
      }
    }
    for (SourceTag& tag : tags_) {
      tag.doubts.table = tag.string == kNone && broken[table_of(tag)];
    }
  }

  Source& source_;
  std::vector<SourceTag>& tags_;
};

}  // namespace

void set_broken_aside(Source& source) {
  SetAside{source}.run();
}

}  // namespace thethuc::compile
