#pragma once

// Documents of tests/cases/rules, as its README.md describes them, made into .docx.

#include <string>
#include <string_view>
#include <vector>

#include "opc/package.h"

namespace thethuc::test {

// The text of tests/cases/rules/<name>.txt.
std::string read_case(std::string_view name);

// `text` with the first `from` replaced; throws std::runtime_error when it does not stand there.
std::string changed(std::string text, std::string_view from, std::string_view to);

// The .docx of such a text. `extra` files are added as make_docx() does.
std::string docx_of(std::string_view text, std::vector<opc::Package::File> extra = {});

}  // namespace thethuc::test
