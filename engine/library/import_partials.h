#pragma once

#include <string>

#include "base/diagnostic.h"
#include "compile/template.h"
#include "library/normal_form.h"
#include "opc/package.h"

namespace thethuc::library {

// Puts the tags of partials back into the main part of an exported template, where marks say that
// one stood and the content is what it gives there: found out by putting it in once more. What was
// changed stays, with a warning. All marks are taken out.
void restore_partials(opc::Package& package,
                      compile::PartialResolver const& partials,
                      compile::Options const& options,
                      Closeness closeness,
                      base::Diagnostics& out);

}  // namespace thethuc::library
