#include "library/import_partials.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "library/marked_ranges.h"
#include "opc/xml.h"
#include "wml/names.h"

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
           base::Diagnostics& out)
      : package_(package),
        partials_(partials),
        options_(options),
        closeness_(closeness),
        out_(out) {
    options_.marks = compile::ExportMarks{};
  }

  void run() {
    std::string const original = main().bytes;
    for (;;) {
      Tree const before = parsed(original);
      if (!before) {
        return;  // who compiles it tells
      }
      std::vector<std::string> const contents = put_tags(*before);
      main().bytes = opc::to_xml(*before);
      if (contents.empty() || !keep_changed(contents)) {
        break;
      }
    }
    Tree const tree = parsed(main().bytes);
    compile::take_place_marks(tree->document_element());
    main().bytes = opc::to_xml(*tree);
  }

 private:
  struct Put {
    std::string bookmark;
    std::string name;  // of the partial, as tags write it
  };

  opc::Part& main() { return *package_.find(package_.main_part()); }
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

  // Replaces the outermost ranges by tags, but for those that stay; their contents, in the order of
  // the document.
  std::vector<std::string> put_tags(pugi::xml_document& tree) {
    std::vector<MarkedRange> const ranges = marked_ranges(tree.document_element());
    std::vector<bool> is_put(ranges.size());
    std::vector<std::string> contents;
    std::vector<std::size_t> lost;  // marks of which nothing can be made
    puts_.clear();
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
      puts_.push_back({ranges[i].bookmark, name_of(ranges[i].mark)});
      contents.push_back(normal_form(ranges[i].first, ranges[i].last, closeness_));
    }
    for (std::size_t const i : lost) {
      bool goes_with_another = false;
      for (std::size_t at = 0; at < ranges.size(); ++at) {
        goes_with_another =
            goes_with_another || (is_put[at] && library::is_within(ranges[i].start, ranges[at]));
      }
      if (!goes_with_another) {
        stay({ranges[i].bookmark, ranges[i].mark.name});
      }
    }
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      if (is_put[i]) {
        replace(ranges[i], name_of(ranges[i].mark));
      }
    }
    compile::take_place_marks(tree.document_element());
    return contents;
  }

  // Of a paragraph that the splicing made of the tag's own, its properties are the tag's.
  static pugi::xml_node own_properties(MarkedRange const& range) {
    for (pugi::xml_node const block : {range.first, range.last}) {
      if (is(block, w::p) && !block.child(w::r) && range.first != range.last) {
        return block.child(w::pPr);
      }
    }
    return {};
  }

  static void replace(MarkedRange const& range, std::string const& name) {
    pugi::xml_node container = range.first.parent();
    pugi::xml_node paragraph = container.insert_child_before(w::p, range.first);
    if (pugi::xml_node const properties = own_properties(range)) {
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
  bool keep_changed(std::vector<std::string> const& contents) {
    base::Diagnostics ignored;
    auto const spliced = compile::splice_partials(package_, partials_, options_, ignored);
    std::vector<MarkedRange> ranges;
    Tree tree;
    if (spliced) {
      tree = parsed(spliced->find(spliced->main_part())->bytes);
      ranges = marked_ranges(tree->document_element());
      std::erase_if(ranges, [](MarkedRange const& range) {
        return !range.first || range.inside != static_cast<std::size_t>(-1);
      });
    }
    // Both are in the order of the document. One that cannot be put in, as it is broken now, stays
    // as well.
    bool any = false;
    auto next = ranges.begin();
    for (std::size_t i = 0; i < contents.size(); ++i) {
      auto const again = std::find_if(next, ranges.end(), [&](MarkedRange const& range) {
        return compile::is_name_of_mark(puts_[i].name, range.mark);
      });
      if (again != ranges.end()) {
        next = std::next(again);
      }
      if (again == ranges.end() ||
          normal_form(again->first, again->last, closeness_) != contents[i]) {
        stay(puts_[i]);
        any = true;
      }
    }
    return any;
  }

  void stay(Put const& put) {
    if (staying_.insert(put.bookmark).second) {
      base::Place place = base::place_in_file(options_.file_name);
      place.part = package_.main_part();
      out_.add(base::diagnose(base::Id::import_partial_changed,
                              place,
                              fmt::format("{{{{> {}}}}}", put.name),
                              {{"name", put.name}}));
    }
  }

  opc::Package& package_;
  compile::PartialResolver const& partials_;
  compile::Options options_;
  Closeness closeness_;
  base::Diagnostics& out_;
  std::vector<Put> puts_;
  std::set<std::string> staying_;
};

}  // namespace

void restore_partials(opc::Package& package,
                      compile::PartialResolver const& partials,
                      compile::Options const& options,
                      Closeness closeness,
                      base::Diagnostics& out) {
  Restorer{package, partials, options, closeness, out}.run();
}

}  // namespace thethuc::library
