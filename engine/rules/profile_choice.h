#pragma once

// Which profile holds for a document. Internal to the module.

#include <memory>
#include <string_view>

#include "rules/document.h"
#include "rules/profile.h"
#include "rules/recognised.h"

namespace thethuc::rules {

// In this order: a header of the party without Quốc hiệu; a year in the symbol, or a type of
// normative documents; else by the date of issue, undated drafts as of today.
struct ProfileChoice {
  std::string_view id;                     // of one that is built in
  std::shared_ptr<Profile const> read_by;  // what the document was recognised by, to choose
  Recognised recognised;
};
ProfileChoice choose_profile(Document const& document);

}  // namespace thethuc::rules
