#pragma once

// Workbooks in memory, of XML text.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bulk/record_source.h"

namespace thethuc::test {

struct XlsxParts {
  std::string rows;                       // of the first sheet, <row>…</row>
  std::string strings;                    // <si>…</si>; "" leaves the part out
  std::string formats;                    // <xf numFmtId="14"/>… of the cells
  std::string own_formats;                // <numFmt numFmtId="164" formatCode="…"/>…
  std::string properties;                 // attributes of <workbookPr>
  std::string sheet;                      // the whole part, in place of `rows`
  std::vector<std::string> other_sheets;  // names of further, empty ones
  std::string state = "visible";          // of the first
  // Files that are added, or stand in place of one above.
  std::vector<std::pair<std::string, std::string>> files = {};
};

std::string make_xlsx(XlsxParts const& parts);

// What the workbook gives, as read_all(); ids when it cannot be opened.
std::string read_xlsx(std::string const& archive, bulk::SourceOptions const& options = {});

}  // namespace thethuc::test
