#pragma once

// Findings as people and programs read them.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "rules/finding.h"

namespace thethuc::rules {

// The findings of one file.
struct Checked {
  std::string file;  // as the user named it
  Findings findings;
  // What was mended before, where somebody asked for it: the findings are what is left.
  std::optional<std::vector<Change>> changes{};
};

// For people: a table, a row for each finding, errors marked; then a summary line. Places as Word
// shows them. `with_hints`: the remedy below each row.
std::string findings_text(Checked const& checked, base::Language language, bool with_hints);
// What was recognised: a line for each line of the document with its component and format.
std::string explained_text(Checked const& checked, base::Language language);

// {"profile":…,"type":…,"findings":[{"rule","severity","component","place","page","message",…}],
// "counts":{…}}; `with_explained` adds "recognised", a document that was mended "changes":
// [{"rule","message","place"}].
std::string findings_json(Checked const& checked, base::Language language, bool with_explained);

// SARIF 2.1.0, one run; `version` is the program's.
std::string findings_sarif(std::span<Checked const> files,
                           base::Language language,
                           std::string_view version);

}  // namespace thethuc::rules
