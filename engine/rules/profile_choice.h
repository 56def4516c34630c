#pragma once

// Which profile holds for a document. Internal to the module.

#include <memory>

#include "rules/document.h"
#include "rules/profile.h"

namespace thethuc::rules {

// In this order: a header of the party without Quốc hiệu; a year in the symbol, or a type of
// normative documents; else by the date of issue, undated drafts as of today.
std::shared_ptr<Profile const> choose_profile(Document const& document);

}  // namespace thethuc::rules
