#include "library/legacy.h"

#include <optional>
#include <utility>

#include "wml/legacy_text.h"

namespace thethuc::library {

void treat_legacy_text(opc::Package& package,
                       std::string_view file_name,
                       LegacyText treatment,
                       opc::Limits const& limits,
                       base::Diagnostics& out) {
  if (treatment == LegacyText::convert) {
    wml::convert_legacy_text(package, file_name, limits, out);
  } else {
    wml::tell_legacy_text(package, file_name, limits, out);
  }
}

void treat_legacy_text(TemplateSource& source, LegacyText treatment, base::Diagnostics& out) {
  opc::Limits const limits = source.options.limits.package;
  treat_legacy_text(source.package, source.options.file_name, treatment, limits, out);
  source.partials =
      [resolver = std::move(source.partials), treatment, limits](std::string_view name) {
        std::optional<compile::PartialSource> partial = resolver(name);
        if (partial && partial->package) {
          treat_legacy_text(
              *partial->package, partial->file_name, treatment, limits, partial->diagnostics);
        }
        return partial;
      };
}

}  // namespace thethuc::library
