#include "support/judged.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include <catch2/catch.hpp>

#include "base/text.h"
#include "opc/deflate.h"

namespace thethuc::test {

void show_to_judges(std::string const& docx, std::string const& origin) {
  char const* const folder = std::getenv("THETHUC_TEST_DOCUMENTS");
  if (folder == nullptr) {
    return;
  }
  std::string name = Catch::getResultCapture().getCurrentTestName();
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '/' || c == '\0'; }, '-');
  name = std::string{folder} + '/' + std::string{base::first_code_points(name, 60)} + ' ' +
         std::to_string(opc::crc32(docx));
  std::ofstream(name + ".docx", std::ios::binary) << docx;
  if (!origin.empty()) {
    std::ofstream(name + ".template.docx", std::ios::binary) << origin;
  }
}

}  // namespace thethuc::test
