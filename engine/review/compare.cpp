#include "review/compare.h"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "review/comparison.h"

namespace thethuc::review {

namespace {

// Texts as numbers, equal ones alike.
class Numbering {
 public:
  template <class Items>
  std::vector<Symbol> of(Items const& items) {
    std::vector<Symbol> out;
    out.reserve(items.size());
    for (auto const& item : items) {
      out.push_back(
          numbers_.emplace(item.text, static_cast<Symbol>(numbers_.size())).first->second);
    }
    return out;
  }

 private:
  std::unordered_map<std::string, Symbol> numbers_;
};

// Lines first, then the words of those that changed: a paragraph that breaks at other places keeps
// its words.
void match(Comparison& c) {
  Numbering numbering;
  std::vector<Symbol> const old_lines = numbering.of(c.old_text.lines);
  std::vector<Symbol> const new_lines = numbering.of(c.new_text.lines);
  Numbering of_words;
  std::vector<Symbol> const old_words = of_words.of(c.old_text.words);
  std::vector<Symbol> const new_words = of_words.of(c.new_text.words);
  c.new_word.assign(old_words.size(), kNone);
  c.word_is_new.assign(new_words.size(), true);
  auto const pair_words = [&](std::size_t from, std::size_t to) {
    c.new_word[from] = to;
    c.word_is_new[to] = false;
  };
  auto const match_between =
      [&](std::size_t from, std::size_t from_end, std::size_t to, std::size_t to_end) {
        std::span<Symbol const> const old_part{old_words.data() + from, from_end - from};
        std::span<Symbol const> const new_part{new_words.data() + to, to_end - to};
        for (Match const& pair : matches(old_part, new_part)) {
          pair_words(from + pair.first, to + pair.second);
        }
      };
  std::size_t old_word = 0;
  std::size_t new_word = 0;
  for (Match const& pair : matches(old_lines, new_lines)) {
    TextLine const& old_line = c.old_text.lines[pair.first];
    TextLine const& new_line = c.new_text.lines[pair.second];
    match_between(old_word, old_line.first_word, new_word, new_line.first_word);
    std::size_t const count = old_line.last_word - old_line.first_word;
    // Runs may cut one text into words in two ways; then its words are compared like others.
    if (count == new_line.last_word - new_line.first_word) {
      c.lines.push_back({pair.first, pair.second});
      for (std::size_t i = 0; i < count; ++i) {
        pair_words(old_line.first_word + i, new_line.first_word + i);
      }
    } else {
      match_between(
          old_line.first_word, old_line.last_word, new_line.first_word, new_line.last_word);
    }
    old_word = old_line.last_word;
    new_word = new_line.last_word;
  }
  match_between(old_word, old_words.size(), new_word, new_words.size());
}

}  // namespace

Change& Changes::of(ChangeKind kind, rules::Component component, base::Words what) {
  auto const [known, is_new] = by_words_.try_emplace({kind, component, what.en}, list_.size());
  if (is_new) {
    Change change;
    change.kind = kind;
    change.component = component;
    change.what = std::move(what);
    list_.push_back(std::move(change));
  }
  return list_[known->second];
}

void Changes::add(Change change) {
  if (++counts_[change.kind] <= kMostOfKind) {
    list_.push_back(std::move(change));
  }
}

std::vector<Change> Changes::take() {
  for (auto const& [kind, count] : counts_) {
    if (count > kMostOfKind) {
      std::size_t const more = count - kMostOfKind;
      Change rest;
      rest.kind = kind;
      rest.component = rules::Component::page;
      rest.what = {fmt::format("còn {} thay đổi nữa cùng loại “{}”", more, kind_name(kind).vi),
                   fmt::format("{} more changes of the kind “{}”", more, kind_name(kind).en)};
      list_.push_back(std::move(rest));
    }
  }
  std::stable_sort(
      list_.begin(), list_.end(), [](Change const& a, Change const& b) { return a.kind < b.kind; });
  return std::move(list_);
}

Comparison::Comparison(Layout const& from_layout, Layout const& to_layout, Tolerance const& given)
    : from(from_layout),
      to(to_layout),
      tolerance(given),
      old_text(read_text(from_layout)),
      new_text(read_text(to_layout)) {
  match(*this);
}

std::vector<Change> changes_of(Comparison& c) {
  compare_pages(c);
  compare_formats(c);
  compare_text(c);
  compare_rules(c);
  compare_pictures(c);
  compare_page_breaks(c);
  compare_positions(c);
  return c.changes.take();
}

std::vector<Change> compare(Layout const& from, Layout const& to, Tolerance const& tolerance) {
  Comparison c{from, to, tolerance};
  return changes_of(c);
}

}  // namespace thethuc::review
