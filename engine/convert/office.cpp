#include "convert/office.h"

#include <cstdio>
#include <cstring>
#include <memory>
#include <stdexcept>

// For getParts() and getPartPageRectangles(); their places in the table have not changed since 5.0.
#define LOK_USE_UNSTABLE_API
#include <LibreOfficeKit/LibreOfficeKit.h>
#include <LibreOfficeKit/LibreOfficeKitInit.h>

#include <fmt/format.h>

#include "convert/file_url.h"

namespace thethuc::convert {

namespace {

// No questions, and no macros whatever the profile says (3: very high security).
constexpr char const* kLoadOptions = "Batch=true,EnableMacrosExecution=false,MacroSecurityLevel=3";

struct CloseDocument {
  void operator()(LibreOfficeKitDocument* document) const { document->pClass->destroy(document); }
};
using OpenDocument = std::unique_ptr<LibreOfficeKitDocument, CloseDocument>;

// The number of pages that have an area, of "x, y, width, height; x, y, …".
int pages_with_area(char const* rectangles) {
  int pages = 0;
  long long x = 0;
  long long y = 0;
  long long width = 0;
  long long height = 0;
  while (std::sscanf(rectangles, " %lld , %lld , %lld , %lld", &x, &y, &width, &height) == 4) {
    pages += width > 0 && height > 0 ? 1 : 0;
    char const* const next = std::strchr(rectangles, ';');
    if (next == nullptr) {
      break;
    }
    rectangles = next + 1;
  }
  return pages;
}

// The pages that the PDF will have. LibreOffice counts some more: where a section begins with an
// odd page behind another odd one, it puts an empty page between, which it neither shows nor
// exports.
int page_count(LibreOfficeKit* kit, LibreOfficeKitDocument* document) {
  std::unique_ptr<char, void (*)(char*)> const rectangles{
      document->pClass->getPartPageRectangles(document), kit->pClass->freeError};
  int const pages = rectangles ? pages_with_area(rectangles.get()) : 0;
  return pages > 0 ? pages : document->pClass->getParts(document);
}

}  // namespace

Office::Office(std::filesystem::path const& program, std::filesystem::path const& profile)
    : kit_(::lok_init_2(program.c_str(), file_url(profile).c_str())) {
  if (kit_ == nullptr) {
    throw std::runtime_error(fmt::format("LibreOffice in {} does not start", program.string()));
  }
}

std::string Office::last_error() const {
  std::unique_ptr<char, void (*)(char*)> const error{kit_->pClass->getError(kit_),
                                                     kit_->pClass->freeError};
  return error ? error.get() : "";
}

std::string Office::version() const {
  if (!LIBREOFFICEKIT_HAS(kit_, getVersionInfo)) {
    return "";
  }
  std::unique_ptr<char, void (*)(char*)> const json{kit_->pClass->getVersionInfo(kit_),
                                                    kit_->pClass->freeError};
  // { "ProductName": "LibreOffice", "ProductVersion": "7.4", "ProductExtension": ".7.2", … }
  auto const value = [text = std::string{json ? json.get() : ""}](std::string const& key) {
    std::size_t const name = text.find('"' + key + '"');
    std::size_t const begin = text.find('"', text.find(':', name));
    std::size_t const end = begin == std::string::npos ? begin : text.find('"', begin + 1);
    return name == std::string::npos || end == std::string::npos
               ? std::string{}
               : text.substr(begin + 1, end - begin - 1);
  };
  return value("ProductVersion") + value("ProductExtension");
}

Layout Office::write_pdf(std::filesystem::path const& docx,
                         std::filesystem::path const& pdf,
                         std::string const& export_options,
                         int max_pages,
                         int least_pages) {
  Layout layout;
  OpenDocument const document{
      kit_->pClass->documentLoadWithOptions(kit_, file_url(docx).c_str(), kLoadOptions)};
  if (!document) {
    layout.problem = last_error();
    return layout;
  }
  layout.is_loaded = true;
  layout.pages = page_count(kit_, document.get());
  if (layout.pages > max_pages || layout.pages < least_pages) {
    return layout;
  }
  layout.is_written =
      document->pClass->saveAs(
          document.get(), file_url(pdf).c_str(), "pdf", export_options.c_str()) != 0;
  return layout;
}

}  // namespace thethuc::convert
