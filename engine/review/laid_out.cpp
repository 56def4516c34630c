#include "review/laid_out.h"

#include "opc/package.h"
#include "review/page_setup.h"
#include "rules/check.h"

namespace thethuc::review {

namespace {

// What only the .docx knows. Its mistakes are none here: the converter has taken it.
void read_source(std::string_view docx, Layout& layout) {
  base::Diagnostics ignored;
  opc::Limits const limits;
  auto package = opc::Package::read(docx, "", limits, ignored);
  if (!package) {
    return;
  }
  layout.sections = page_setups(*package, limits, ignored);
  rules::Options options;
  if (auto const found = rules::check(std::move(*package), options, ignored)) {
    for (rules::Explained const& line : found->explained) {
      layout.texts.push_back({line.component, line.text});
    }
  }
}

}  // namespace

LaidOut lay_out(convert::Converter& converter,
                std::string_view bytes,
                std::string const& file_name,
                double dpi) {
  convert::Request request;
  request.geometry = true;
  request.images = {dpi, convert::ImageForm::pixels};
  bool const is_pdf = bytes.starts_with("%PDF-");
  convert::Result result = is_pdf ? converter.read_pdf(bytes, file_name, request)
                                  : converter.convert(bytes, file_name, request);
  LaidOut out;
  out.diagnostics = std::move(result.diagnostics);
  if (out.diagnostics.has_errors()) {
    return out;
  }
  out.layout.geometry = std::move(result.geometry);
  out.images = std::move(result.images);
  if (!is_pdf) {
    read_source(bytes, out.layout);
  }
  return out;
}

}  // namespace thethuc::review
