#pragma once

// A comparison as people and programs read it.

#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "review/diff.h"

namespace thethuc::review {

// For a terminal: a summary, what samples have in common, then the changes of each.
std::string report_text(Report const& report, base::Language language);

// {"from":…,"to":…,"differs":true,"entries":[{"template","sample","outcome","old_pages",…,
// "changes":[{"kind","component","message",…}],"pages":[{"page","changed"}]}]}, one line an entry.
std::string report_json(Report const& report, base::Language language);

// The Content-Security-Policy that the page below has: what is in it, bound by hashes. A page that
// such a report is written into needs it, too; `own_script` is the text of that page's script.
std::string report_policy(std::string_view own_script = {});

// One page of HTML that needs nothing from outside: pictures are in it, scripts and styles are
// bound by their hashes (Content-Security-Policy). Shows in `language` first and switches to the
// other. For a report that was made with DiffRequest::pictures.
std::string report_html(Report const& report, base::Language language);

}  // namespace thethuc::review
