#pragma once

// A sample of the library as a document.

#include <string>

#include "sample_data.h"

namespace thethuc::test {

// The template filled with the sample under its profile; a test that cannot is wrong.
std::string rendered(Sample const& sample);

}  // namespace thethuc::test
