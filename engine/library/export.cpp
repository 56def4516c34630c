#include <utility>

#include "library/library.h"

namespace thethuc::library {

std::optional<std::string> export_docx(TemplateSource source, base::Diagnostics& out) {
  int const level = source.options.deflate_level;
  if (!source.profile.empty()) {
    source.options.marks = compile::ExportMarks{source.metadata.id, source.profile};
  }
  std::optional<opc::Package> package =
      compile::splice_partials(std::move(source.package), source.partials, source.options, out);
  if (!package) {
    return std::nullopt;
  }
  return opc::write_package(*package, level);
}

}  // namespace thethuc::library
