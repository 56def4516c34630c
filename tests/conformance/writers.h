#pragma once

// One small template, shaped as the programs shape it that people write templates with.

#include <string>
#include <vector>

#include "opc/package.h"

namespace thethuc::test {

struct Writer {
  char const* name;
  std::vector<opc::Package::File> files;  // in the order in which that program writes them
};

// Each holds: a paragraph "Kính gửi: {{noi_nhan}}", a list over `muc` of paragraphs "{{@number}}.
// {{ten}}", a table with a head and a row for each of `muc`, and document properties whose title is
// "Báo cáo {{so}}".
std::vector<Writer> writers();

}  // namespace thethuc::test
