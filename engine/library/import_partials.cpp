#include "library/import_partials.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "compile/stories.h"
#include "library/marked_ranges.h"
#include "library/tag_paragraphs.h"
#include "opc/xml.h"
#include "wml/names.h"
#include "wml/range_marks.h"

namespace thethuc::library {

namespace {

namespace w = wml::w;
using wml::is;
using Tree = std::unique_ptr<pugi::xml_document>;

class Restorer {
 public:
  Restorer(opc::Package& package,
           compile::PartialResolver const& partials,
           compile::Options const& options,
           Closeness closeness,
           TemplatePart const& of_template,
           base::Diagnostics& out)
      : package_(package),
        partials_(partials),
        options_(options),
        closeness_(closeness),
        of_template_(of_template),
        out_(out) {
    options_.marks = compile::ExportMarks{};
  }

  void run() {
    for (opc::Part const& part : package_.parts()) {
      // What is no XML those tell who compile it.
      if (compile::has_stories(part) &&
          part.bytes.find(compile::kMarkPrefix) != std::string::npos && parsed(part.bytes)) {
        std::string const* const xml = of_template_(part.name);
        stories_.push_back({part.name,
                            part.bytes,
                            xml ? TagParagraphs{*xml, options_.limits.package} : TagParagraphs{},
                            {}});
      }
    }
    do {
      for (Story& story : stories_) {
        Tree const tree = parsed(story.original);
        put_tags(*tree, story);
        package_.find(story.part)->bytes = opc::to_xml(*tree);
      }
    } while (keep_changed());
    for (Story const& story : stories_) {
      std::string& bytes = package_.find(story.part)->bytes;
      Tree const tree = parsed(bytes);
      compile::take_place_marks(tree->document_element());
      bytes = opc::to_xml(*tree);
    }
  }

 private:
  // Where a tag stands in the place of a range.
  struct Put {
    std::string bookmark;
    std::string name;     // of the partial, as tags write it
    std::string content;  // of the range, in its normal form
    bool may_begin_behind;
  };
  // A part with marks.
  struct Story {
    std::string part;
    std::string original;
    TagParagraphs tags;     // as the template has them
    std::vector<Put> puts;  // in the order of the part
  };

  Tree parsed(std::string const& bytes) const {
    base::Diagnostics ignored;
    return opc::parse_xml(bytes, "", "", options_.limits.package, ignored);
  }

  // The one partial that the mark is of; "" when none, or no one, is.
  std::string name_of(compile::PlaceMark const& mark) const {
    std::string found;
    for (std::string const& name : options_.partial_names) {
      if (compile::is_name_of_mark(name, mark)) {
        if (name == mark.name || found.empty()) {
          found = name;
        }
      }
    }
    return found;
  }

  // Replaces the outermost ranges of a part by tags, but for those that stay.
  void put_tags(pugi::xml_document& tree, Story& story) {
    std::vector<MarkedRange> const ranges = marked_ranges(tree.document_element(), behind_);
    std::vector<bool> is_put(ranges.size());
    story.puts.clear();
    story.tags.rewind();
    std::vector<std::size_t> lost;  // marks of which nothing can be made
    auto const may_be_put = [&](std::size_t i) {
      return ranges[i].first && !staying_.contains(ranges[i].bookmark) &&
             !name_of(ranges[i].mark).empty();
    };
    // LibreOffice moves marks, so that one within another may begin before it. Of equal ranges the
    // first is the outer one.
    auto const holds = [&](std::size_t outer, std::size_t inner) {
      bool const is_equal =
          ranges[outer].first == ranges[inner].first && ranges[outer].last == ranges[inner].last;
      return is_equal ? outer < inner
                      : library::is_within(ranges[inner].first, ranges[outer]) &&
                            library::is_within(ranges[inner].last, ranges[outer]);
    };
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      if (staying_.contains(ranges[i].bookmark)) {
        continue;
      }
      if (!may_be_put(i)) {
        lost.push_back(i);
        continue;
      }
      bool is_inner = false;
      for (std::size_t at = 0; at < ranges.size(); ++at) {
        is_inner = is_inner || (at != i && may_be_put(at) && holds(at, i));
      }
      if (is_inner) {
        continue;
      }
      is_put[i] = true;
      story.puts.push_back({ranges[i].bookmark,
                            name_of(ranges[i].mark),
                            normal_form(ranges[i].first, ranges[i].last, closeness_),
                            ranges[i].may_begin_behind});
    }
    for (std::size_t const i : lost) {
      bool goes_with_another = false;
      for (std::size_t at = 0; at < ranges.size(); ++at) {
        goes_with_another =
            goes_with_another || (is_put[at] && library::is_within(ranges[i].start, ranges[at]));
      }
      if (!goes_with_another) {
        stay(ranges[i].bookmark, ranges[i].mark.name, story.part);
      }
    }
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      if (is_put[i]) {
        std::string const name = name_of(ranges[i].mark);
        pugi::xml_node const properties = story.tags.next(name);
        replace(ranges[i], name, properties ? properties : own_properties(ranges[i]));
      }
    }
    compile::take_place_marks(tree.document_element());
  }

  // Of a paragraph that the splicing made of the tag's own, beside a table, its properties are the
  // tag's.
  static pugi::xml_node own_properties(MarkedRange const& range) {
    auto const is_empty = [](pugi::xml_node block) {
      return is(block, w::p) && !block.child(w::r);
    };
    if (range.first == range.last) {
      return {};
    }
    if (is_empty(range.first) && !is(wml::block_behind(range.first), w::p)) {
      return range.first.child(w::pPr);
    }
    return is_empty(range.last) && !is(wml::block_before(range.last), w::p)
               ? range.last.child(w::pPr)
               : pugi::xml_node{};
  }

  static void replace(MarkedRange const& range,
                      std::string const& name,
                      pugi::xml_node properties) {
    pugi::xml_node container = range.first.parent();
    pugi::xml_node paragraph = container.insert_child_before(w::p, range.first);
    if (properties) {
      paragraph.append_copy(properties).remove_child(w::sectPr);
    }
    paragraph.append_child(w::r).append_child(w::t).text().set(
        fmt::format("{{{{> {}}}}}", name).c_str());
    for (pugi::xml_node node = range.first; node;) {
      pugi::xml_node const next = node.next_sibling();
      bool const is_last = node == range.last;
      container.remove_child(node);
      if (is_last) {
        break;
      }
      node = next;
    }
  }

  // Puts the partials in once more and compares; true when one is to stay.
  bool keep_changed() {
    if (std::all_of(
            stories_.begin(), stories_.end(), [](Story const& s) { return s.puts.empty(); })) {
      return false;
    }
    base::Diagnostics ignored;
    auto const spliced = compile::splice_partials(package_, partials_, options_, ignored);
    bool any = false;
    for (Story const& story : stories_) {
      // Of a document into which nothing can be put, as a partial is broken now, all stay.
      Tree const tree = spliced ? parsed(spliced->find(story.part)->bytes) : nullptr;
      any = keep_changed(story, tree.get()) || any;
    }
    return any;
  }

  bool keep_changed(Story const& story, pugi::xml_document const* spliced) {
    std::vector<MarkedRange> ranges;
    if (spliced) {
      ranges = marked_ranges(spliced->document_element());
      std::erase_if(ranges, [](MarkedRange const& range) {
        return !range.first || range.inside != static_cast<std::size_t>(-1);
      });
    }
    // Both are in the order of the part.
    bool any = false;
    auto next = ranges.begin();
    for (Put const& put : story.puts) {
      auto const again = std::find_if(next, ranges.end(), [&](MarkedRange const& range) {
        return compile::is_name_of_mark(put.name, range.mark);
      });
      if (again != ranges.end()) {
        next = std::next(again);
      }
      if (again == ranges.end() ||
          normal_form(again->first, again->last, closeness_) != put.content) {
        // Perhaps the table before it is none of its content.
        if (!put.may_begin_behind || !behind_.insert(put.bookmark).second) {
          stay(put.bookmark, put.name, story.part);
        }
        any = true;
      }
    }
    return any;
  }

  void stay(std::string const& bookmark, std::string const& name, std::string const& part) {
    if (staying_.insert(bookmark).second) {
      base::Place place = base::place_in_file(options_.file_name);
      place.part = part;
      out_.add(base::diagnose(base::Id::import_partial_changed,
                              place,
                              fmt::format("{{{{> {}}}}}", name),
                              {{"name", name}}));
    }
  }

  opc::Package& package_;
  compile::PartialResolver const& partials_;
  compile::Options options_;
  Closeness closeness_;
  TemplatePart const& of_template_;
  base::Diagnostics& out_;
  std::vector<Story> stories_;
  // Bookmarks.
  std::set<std::string> staying_;
  std::set<std::string> behind_;  // of ranges that begin behind their mark's paragraph, or table
};

}  // namespace

void restore_partials(opc::Package& package,
                      compile::PartialResolver const& partials,
                      compile::Options const& options,
                      Closeness closeness,
                      TemplatePart const& of_template,
                      base::Diagnostics& out) {
  Restorer{package, partials, options, closeness, of_template, out}.run();
}

}  // namespace thethuc::library
