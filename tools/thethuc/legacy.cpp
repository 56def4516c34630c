#include "legacy.h"

#include <optional>

#include "data/legacy.h"

namespace thethuc::cli {

void add_convert_legacy(CLI::App& command, std::string& choice) {
  command
      .add_option("--convert-legacy",
                  choice,
                  "Bring text in encodings from before Unicode to Unicode: told by its letters and "
                  "fonts (auto), or data known to be of one")
      ->check(CLI::IsMember({"auto", "tcvn3", "vni"}));
}

void treat_legacy_data(data::Document& data,
                       std::string const& file_name,
                       std::string const& choice,
                       base::Diagnostics& out) {
  std::optional<base::LegacyEncoding> encoding;
  if (choice == "tcvn3") {
    encoding = base::LegacyEncoding::tcvn3;
  } else if (choice == "vni") {
    encoding = base::LegacyEncoding::vni;
  }
  data::treat_legacy_text(data,
                          file_name,
                          choice.empty() ? data::LegacyText::tell : data::LegacyText::convert,
                          encoding,
                          out);
}

library::LegacyText legacy_text(std::string const& choice) {
  return choice.empty() ? library::LegacyText::tell : library::LegacyText::convert;
}

}  // namespace thethuc::cli
