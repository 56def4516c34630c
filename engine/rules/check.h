#pragma once

// The checker: where does a Word document depart from the layout of its profile? And what it can do
// about it: mend what needs no judgement, write what it found into the margin.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/geometry.h"
#include "opc/package.h"
#include "rules/finding.h"
#include "rules/limits.h"
#include "rules/profile.h"

namespace thethuc::rules {

// All functions below are pure: any number of threads may call them at once. `profile` null: chosen
// from the document (choose_profile). A file that is no sound .docx within the limits is
// diagnostics in `out`, and gives nullopt; departures from the layout are findings.
struct Options {
  std::shared_ptr<Profile const> profile;
  // What stands in for the built-in profile of an id that is chosen from the document. Where it is
  // empty or gives null, that is the built-in one.
  std::function<std::shared_ptr<Profile const>(std::string_view id)> find_profile;
  base::Geometry const* geometry = nullptr;  // of a layout program, when there is one
  std::string file_name;                     // for places
  Limits limits;
};

std::optional<Findings> check(std::string_view docx,
                              Options const& options,
                              base::Diagnostics& out);
// The same of a package that is loaded already.
std::optional<Findings> check(opc::Package package, Options const& options, base::Diagnostics& out);

struct Fixed {
  std::string docx;
  std::vector<Change> changes;
  Findings left;  // of the mended document
};
// Mends what needs no judgement. Fixing the result again changes nothing: `changes` is then empty
// and the bytes are equal.
std::optional<Fixed> fix(std::string_view docx, Options const& options, base::Diagnostics& out);

// The document with a Word comment at the place of each finding, in `language`.
std::optional<std::string> annotate(std::string_view docx,
                                    Options const& options,
                                    base::Language language,
                                    base::Diagnostics& out);

}  // namespace thethuc::rules
