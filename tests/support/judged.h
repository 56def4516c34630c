#pragma once

// Documents that tests make are left to the judges outside (tests/judges), when they want them.

#include <string>

namespace thethuc::test {

// Leaves the document in the folder THETHUC_TEST_DOCUMENTS names, if any: each distinct one, under
// the name of its test. `origin`, if any: what it was made of, whose own faults are not held
// against it.
void show_to_judges(std::string const& docx, std::string const& origin = {});

}  // namespace thethuc::test
