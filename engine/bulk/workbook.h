#pragma once

// What a workbook says beside its sheets. Internal to bulk.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "bulk/record_source.h"
#include "bulk/sheet_number.h"
#include "opc/zip_file.h"

namespace thethuc::bulk {

// The entry of a part: its name without the slash.
opc::ZipFile::Entry const* entry_of_part(opc::ZipFile const& archive, std::string_view part);

struct Workbook {
  struct Sheet {
    std::string name;
    std::string part;  // "/xl/worksheets/sheet1.xml"
    bool is_hidden = false;
  };
  std::vector<Sheet> sheets;         // worksheets only: charts have no cells
  std::vector<NumberShape> formats;  // of each cell format, in their order
  std::string shared_strings;        // the part; "" when there is none
  bool is_1904 = false;              // how days are counted

  // Reads all of it but the sheets and their texts. nullopt, with diagnostics, when it is no
  // workbook or cannot be read.
  static std::optional<Workbook> read(opc::ZipFile& archive,
                                      std::string const& file_name,
                                      opc::Limits const& limits,
                                      base::Diagnostics& out);

  // The sheet of that name, without regard to case and composition; of "" the first that is not
  // hidden. nullptr, with a diagnostic, when there is none.
  Sheet const* find(std::string_view name,
                    std::string const& file_name,
                    base::Diagnostics& out) const;

  NumberShape format(std::string_view number) const;
};

}  // namespace thethuc::bulk
