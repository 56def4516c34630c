#pragma once

#include "library/normal_form.h"
#include "opc/limits.h"
#include "opc/package.h"

namespace thethuc::library {

// LibreOffice loses some marks of partials. Puts those of `exported`, the same template as it was
// exported, back into the body of the package where their content stands, and nowhere else.
void put_back_lost_marks(opc::Package& package,
                         opc::Package const& exported,
                         Closeness closeness,
                         opc::Limits const& limits);

}  // namespace thethuc::library
