#pragma once

// A document, what was recognised in it, and what was found. Internal to the module: fixing and
// annotating begin with one.

#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "rules/check.h"
#include "rules/check_context.h"
#include "rules/document.h"
#include "rules/recognised.h"

namespace thethuc::rules {

// What it is made for: to tell of the slips, or also to mend all that can be mended.
enum class Purpose { telling, mending };

struct Examination {
  std::unique_ptr<Document> document;
  std::shared_ptr<Profile const> profile;
  Recognised recognised;
  std::vector<Issue> issues;
  std::map<std::string_view, std::size_t> omitted;

  static std::optional<Examination> make(std::string_view docx,
                                         Options const& options,
                                         base::Diagnostics& out,
                                         Purpose purpose = Purpose::telling);
  static std::optional<Examination> make(opc::Package package,
                                         Options const& options,
                                         base::Diagnostics& out,
                                         Purpose purpose = Purpose::telling);
  // At most so many of each rule; further ones are counted.
  Findings findings(std::size_t most_per_rule = std::numeric_limits<std::size_t>::max()) const;
};

}  // namespace thethuc::rules
