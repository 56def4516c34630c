#pragma once

// Phrases that the reports have in common. Internal to the module.

#include <cstddef>
#include <string>

#include "base/diagnostic.h"
#include "review/diff.h"

namespace thethuc::review {

// What an English noun gets behind it: "s", or nothing when there is one.
char const* plural(std::size_t count);

inline std::string const& in(base::Words const& words, base::Language language) {
  return language == base::Language::vi ? words.vi : words.en;
}

// "28 trên 65 dữ liệu mẫu thay đổi, 54 trang".
base::Words summary_words(Report const& report);
// "2 → 3 trang, 2 trang khác", "mẫu mới" …
base::Words outcome_words(Entry const& entry);
// What the entry is called: its sample, its template, or both documents.
std::string entry_name(Report const& report, Entry const& entry);
// "24 mẫu dữ liệu, 12 mẫu".
base::Words common_words(CommonChange const& common);

}  // namespace thethuc::review
