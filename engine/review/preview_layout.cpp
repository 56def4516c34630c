#include "review/preview_layout.h"

#include <atomic>
#include <utility>

namespace thethuc::review {

namespace {

class OfficeLayouter : public PageLayouter {
 public:
  explicit OfficeLayouter(convert::Settings settings) : converter_(std::move(settings)) {}

  PreviewLayout lay_out(std::string_view docx, std::string const& file_name) override {
    convert::Request request;
    request.geometry = has_geometry_;
    PreviewLayout made;
    try {
      take(converter_.convert(docx, file_name, request), made);
    } catch (convert::Unavailable const&) {
      if (!has_geometry_) {
        throw;
      }
      // Without PDFium there are no positions, yet there may be pages.
      request.geometry = false;
      take(converter_.convert(docx, file_name, request), made);
      has_geometry_ = false;
    }
    return made;
  }

  std::string draw(std::string_view pdf, int page, double dpi) override {
    convert::Request request;
    request.pages = {{page, page}};
    request.images = convert::Images{dpi, convert::ImageForm::png};
    convert::Result result = converter_.read_pdf(pdf, "", request);
    return result.images.empty() ? std::string{} : std::move(result.images.front().bytes);
  }

 private:
  static void take(convert::Result result, PreviewLayout& out) {
    out.diagnostics = std::move(result.diagnostics);
    out.pdf = std::move(result.pdf);
    out.pages = result.pages;
    out.geometry = std::move(result.geometry);
    out.fonts = std::move(result.fonts);
  }

  convert::Converter converter_;
  std::atomic<bool> has_geometry_{true};
};

}  // namespace

MakeLayouter layouter_by_libreoffice(convert::Settings settings) {
  return [settings = std::move(settings)]() -> std::unique_ptr<PageLayouter> {
    return std::make_unique<OfficeLayouter>(settings);
  };
}

}  // namespace thethuc::review
