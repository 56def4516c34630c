#include "compile/partial_lists.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "wml/names.h"
#include "wml/range_marks.h"
#include "wml/structure.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::is;

// Word lists no bookmarks whose names begin with a low line.
constexpr char kMark[] = "_thethuc_partial";
constexpr char kStart[] = "w:bookmarkStart";
constexpr char kEnd[] = "w:bookmarkEnd";

bool is_mark(pugi::xml_node node) {
  return is(node, kStart) &&
         std::strncmp(node.attribute("w:name").value(), kMark, sizeof(kMark) - 1) == 0;
}

// The list that a paragraph itself names, not its style.
pugi::xml_node own_list(pugi::xml_node paragraph) {
  return paragraph.child(w::pPr).child("w:numPr").child("w:numId");
}

// One pass over a part, in the order of the document.
class ListFinder {
 public:
  // Only the main part refers to notes.
  ListFinder(Source& source, bool is_main) : source_(source), is_main_(is_main) {}

  // True when there were marks.
  bool run(pugi::xml_node root) {
    gather(root);
    if (!has_marks_) {
      return false;
    }
    if (is_main_) {
      gather_notes();
    }
    find(root);
    for (auto& [mark, lists] : lists_) {
      take(mark);
      source_.partial_lists.emplace(mark.hash_value(), std::move(lists));
    }
    for (pugi::xml_node const end : ends_) {
      end.parent().remove_child(end);
    }
    return true;
  }

 private:
  void gather(pugi::xml_node parent) {
    for (pugi::xml_node const node : parent.children()) {
      has_marks_ = has_marks_ || is_mark(node);
      if (is(node, kEnd)) {
        ended_.insert(node.attribute(w::id).value());
      } else if (node.first_child()) {
        gather(node);
      }
    }
  }

  void gather_notes() {
    for (SourcePart const& part : source_.parts) {
      pugi::xml_node const root = part.document->document_element();
      if (is(root, w::footnotes) || is(root, w::endnotes)) {
        auto& notes = notes_[is(root, w::footnotes) ? 0 : 1];
        for (pugi::xml_node const note : root.children()) {
          notes.emplace(note.attribute(w::id).value(), note);
        }
      }
    }
  }

  void find(pugi::xml_node parent) {
    for (pugi::xml_node const node : parent.children()) {
      if (is(node, w::p)) {
        find_in_paragraph(node);
      } else if (is(node, w::footnoteReference) || is(node, w::endnoteReference)) {
        find_in_note(notes_[is(node, w::footnoteReference) ? 0 : 1], node.attribute(w::id).value());
      } else if (!pass_mark(node) && node.first_child()) {
        find(node);
      }
    }
  }

  // Word moves marks that stand between paragraphs to the beginning of the next one.
  void find_in_paragraph(pugi::xml_node paragraph) {
    pugi::xml_node child = paragraph.first_child();
    for (; child && (is(child, w::pPr) || wml::is_range_mark(child));
         child = child.next_sibling()) {
      pass_mark(child);
    }
    if (pugi::xml_node const list = own_list(paragraph); list && drop_ended()) {
      lists_[open_.back()].second.push_back(list);
    }
    for (; child; child = child.next_sibling()) {
      if (!pass_mark(child) && child.first_child()) {
        find(child);
      }
    }
  }

  // A note begins its lists anew with the text that refers to it.
  void find_in_note(std::unordered_map<std::string, pugi::xml_node> const& notes,
                    std::string const& id) {
    auto const note = notes.find(id);
    if (note == notes.end() || !drop_ended()) {
      return;
    }
    note->second.find_node([&](pugi::xml_node node) {
      if (pugi::xml_node const list = is(node, w::p) ? own_list(node) : pugi::xml_node{}) {
        lists_[open_.back()].second.push_back(list);
      }
      return false;
    });
  }

  bool pass_mark(pugi::xml_node node) {
    if (is_mark(node)) {
      std::string id = node.attribute(w::id).value();
      if (ended_.contains(id)) {
        open_.push_back(lists_.size());
        running_.insert(std::move(id));
      }
      lists_.push_back({node, {}});
    } else if (is(node, kEnd)) {
      if (running_.erase(node.attribute(w::id).value()) > 0) {
        ends_.push_back(node);
      }
    } else {
      return false;
    }
    return true;
  }

  // Whether a mark is open still; those that crossed another may have ended behind it.
  bool drop_ended() {
    while (!open_.empty() &&
           !running_.contains(lists_[open_.back()].first.attribute(w::id).value())) {
      open_.pop_back();
    }
    return !open_.empty();
  }

  // The element stays as the place where the lists begin, before the paragraph with all that it
  // says of itself; not before the one that holds the text box around it.
  static void take(pugi::xml_node mark) {
    mark.remove_attributes();
    pugi::xml_node around = mark.parent();
    while (around && !is(around, w::p) && !is(around, w::txbxContent)) {
      around = around.parent();
    }
    if (is(around, w::p)) {
      around.parent().insert_move_before(mark, around);
    }
  }

  Source& source_;
  bool is_main_;
  std::unordered_map<std::string, pugi::xml_node> notes_[2];  // footnotes, endnotes; by id
  bool has_marks_ = false;
  std::unordered_set<std::string> ended_;
  std::unordered_set<std::string> running_;
  std::vector<std::size_t> open_;  // into lists_, innermost last: it has what it holds to itself
  std::vector<std::pair<pugi::xml_node, std::vector<pugi::xml_node>>> lists_;
  std::vector<pugi::xml_node> ends_;
};

}  // namespace

void mark_lists(pugi::xml_node fragment, std::vector<pugi::xml_node> const& notes) {
  auto const has_lists = [](pugi::xml_node tree) {
    return static_cast<bool>(
        tree.find_node([](pugi::xml_node n) { return is(n, w::p) && own_list(n); }));
  };
  if (!has_lists(fragment) && std::none_of(notes.begin(), notes.end(), has_lists)) {
    return;
  }
  std::unordered_set<int> ids;
  fragment.find_node([&](pugi::xml_node node) {
    if (wml::is_range_mark(node)) {
      ids.insert(node.attribute(w::id).as_int());
    }
    return false;
  });
  int id = 0;
  while (ids.contains(id)) {
    ++id;
  }
  pugi::xml_node last = fragment.last_child();
  pugi::xml_node end = is(last, w::p) ? last.append_child(kEnd) : fragment.append_child(kEnd);
  pugi::xml_node start = fragment.prepend_child(kStart);
  for (pugi::xml_node mark : {start, end}) {
    mark.append_attribute(w::id).set_value(id);
  }
  start.append_attribute("w:name").set_value(kMark);
}

void take_list_marks(Source& source) {
  for (SourcePart& part : source.parts) {
    bool const is_main = part.name == source.package.main_part();
    if (ListFinder{source, is_main}.run(part.document->document_element())) {
      part.spliced = true;
    }
  }
}

}  // namespace thethuc::compile
