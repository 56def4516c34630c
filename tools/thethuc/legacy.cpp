#include "legacy.h"

#include <utility>

#include "data/legacy.h"
#include "wml/legacy_text.h"

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

void treat_legacy_template(opc::Package& package,
                           std::string const& file_name,
                           std::string const& choice,
                           Session const& session,
                           base::Diagnostics& out) {
  opc::Limits const& limits = session.limits.compile.package;
  if (choice.empty()) {
    wml::tell_legacy_text(package, file_name, limits, out);
  } else {
    wml::convert_legacy_text(package, file_name, limits, out);
  }
}

void treat_legacy_template(library::TemplateSource& source,
                           std::string const& choice,
                           Session const& session,
                           base::Diagnostics& out) {
  treat_legacy_template(source.package, source.options.file_name, choice, session, out);
  source.partials =
      [resolver = std::move(source.partials), choice, &session](std::string_view name) {
        std::optional<compile::PartialSource> partial = resolver(name);
        if (partial && partial->package) {
          treat_legacy_template(
              *partial->package, partial->file_name, choice, session, partial->diagnostics);
        }
        return partial;
      };
}

}  // namespace thethuc::cli
