#pragma once

// The components that a document must have (ND 30/2020, Điều 8; `required` of the profiles), and
// how one that is missing is told. Internal to the module.

#include "rules/check_context.h"

namespace thethuc::rules {

// Whether the profile asks for the component in a document of this type. Of parts of documents,
// forms and other papers little is asked, of templates the header only: tags stand for the rest.
bool is_required(Check& check, Component component);

// Tells that the component is missing, and where it belongs, when it is required.
void tell_missing(Check& check, Component component);

}  // namespace thethuc::rules
