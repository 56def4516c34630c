#include "library/legacy.h"

#include <optional>
#include <utility>

#include "wml/legacy_fonts.h"

namespace thethuc::library {

void treat_legacy_fonts(opc::Package& package,
                        std::string_view file_name,
                        LegacyFonts treatment,
                        opc::Limits const& limits,
                        base::Diagnostics& out) {
  if (treatment == LegacyFonts::convert) {
    wml::convert_legacy_fonts(package, limits);
  } else {
    wml::tell_legacy_fonts(package, file_name, limits, out);
  }
}

void treat_legacy_fonts(TemplateSource& source, LegacyFonts treatment, base::Diagnostics& out) {
  opc::Limits const limits = source.options.limits.package;
  treat_legacy_fonts(source.package, source.options.file_name, treatment, limits, out);
  source.partials =
      [resolver = std::move(source.partials), treatment, limits](std::string_view name) {
        std::optional<compile::PartialSource> partial = resolver(name);
        if (partial && partial->package) {
          treat_legacy_fonts(
              *partial->package, partial->file_name, treatment, limits, partial->diagnostics);
        }
        return partial;
      };
}

}  // namespace thethuc::library
