#pragma once

// Fragments for documents that have none of the library's styles.

#include <filesystem>
#include <string>

#include "compile/template.h"

namespace thethuc::library {

// The partials of `resolver`, each fragment as a document of the profile: it brings along the
// styles that it names, with what they are based on and the lists that they number with, as far as
// the template has none of the same kind and name. One that is no well-formed <w:body>, or names
// a style that the profile has not, stays a fragment, which takes the template's styles as they
// are. The resolver reads the folder of the profile for each fragment; EnvironmentError when it
// cannot.
compile::PartialResolver with_styles(compile::PartialResolver resolver,
                                     std::filesystem::path library,
                                     std::string profile,
                                     opc::Limits const& limits);

}  // namespace thethuc::library
