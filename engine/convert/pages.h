#pragma once

// Which pages of a document are wanted.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace thethuc::convert {

struct PageSpan {
  int first = 1;  // from 1
  int last = 1;   // included
  bool operator==(PageSpan const&) const = default;
};

// Rising, without overlaps. Empty: all pages.
using PageRange = std::vector<PageSpan>;

// "1,3-5" in any order; nullopt for what is no such list (a page 0, "5-3", letters).
std::optional<PageRange> page_range(std::string_view text);
// "1,3-5", as LibreOffice takes it as well; "" for all.
std::string to_text(PageRange const& range);
// The numbers of the pages of a document of `pages` pages; those beyond its end are left out.
std::vector<int> pages_in(PageRange const& range, int pages);

}  // namespace thethuc::convert
