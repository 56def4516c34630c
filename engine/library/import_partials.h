#pragma once

#include <functional>
#include <string>

#include "base/diagnostic.h"
#include "compile/template.h"
#include "library/normal_form.h"
#include "opc/package.h"

namespace thethuc::library {

// The XML that the template had before it was exported, of the part of that name; nullptr when it
// is not known.
using TemplatePart = std::function<std::string const*(std::string const& part)>;

// Puts the tags of partials back into an exported template, into its body, headers, footers and
// notes, where marks say that one stood and the content is what it gives there: found out by
// putting it in once more. The paragraphs of the tags are as the template had them. What was
// changed stays, with a warning. All marks are taken out.
void restore_partials(opc::Package& package,
                      compile::PartialResolver const& partials,
                      compile::Options const& options,
                      Closeness closeness,
                      TemplatePart const& of_template,
                      base::Diagnostics& out);

}  // namespace thethuc::library
