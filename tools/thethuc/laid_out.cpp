#include "laid_out.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "base/text.h"
#include "convert/geometry_json.h"
#include "log.h"

namespace thethuc::cli {

namespace {

constexpr double kLeastDpi = 10;
constexpr double kMostDpi = 1200;

// "thu.png" → "thu-07.png"; as many digits as the last page has, so that names sort.
std::filesystem::path numbered(std::filesystem::path const& target, int page, int pages) {
  std::size_t const digits = std::to_string(pages).size();
  std::filesystem::path name = target.stem();
  name += fmt::format("-{:0{}}", page, digits);
  name += target.extension();
  return target.parent_path() / name;
}

}  // namespace

std::optional<Format> format_from_name(std::string_view name) {
  for (Format const format : {Format::pdf, Format::png, Format::json}) {
    if (extension(format).substr(1) == name) {
      return format;
    }
  }
  return std::nullopt;
}

std::optional<Format> format_of(std::filesystem::path const& path) {
  std::string const ending = base::to_lower(path.extension().string());
  return ending.empty() ? std::nullopt : format_from_name(std::string_view{ending}.substr(1));
}

std::string_view extension(Format format) {
  switch (format) {
    case Format::png:
      return ".png";
    case Format::json:
      return ".json";
    case Format::pdf:
      break;
  }
  return ".pdf";
}

convert::Request LayoutArguments::request(Format format) const {
  convert::Request request;
  if (!pages.empty()) {
    auto const range = convert::page_range(pages);
    if (!range) {
      throw UsageError(
          fmt::format("expected --pages such as 1,3-5, found {}", pages),
          fmt::format("--pages cần danh sách trang như 1,3-5, nhưng đây là {}", pages));
    }
    request.pages = *range;
  }
  request.standard = pdfa == "1"   ? convert::PdfStandard::a1b
                     : pdfa == "2" ? convert::PdfStandard::a2b
                                   : convert::PdfStandard::plain;
  request.tagged = tagged;
  if (format == Format::png) {
    request.images = convert::Images{dpi, convert::ImageForm::png};
  }
  request.geometry = format == Format::json;
  return request;
}

void add_layout_options(CLI::App& command, LayoutArguments& arguments) {
  command.add_option("--pages", arguments.pages, "Only these pages, such as 1,3-5")
      ->type_name("LIST");
  command.add_option("--dpi", arguments.dpi, "Pixels of an inch of a PNG")
      ->check(CLI::Range(kLeastDpi, kMostDpi))
      ->type_name("N")
      ->capture_default_str();
  command.add_option("--pdfa", arguments.pdfa, "PDF for archives: PDF/A-1b or PDF/A-2b, ISO 19005")
      ->check(CLI::IsMember({"1", "2"}));
  command.add_flag("--tagged", arguments.tagged, "PDF with the structure that screen readers need");
}

std::unique_ptr<convert::Converter> make_converter(Session const& session, std::size_t workers) {
  convert::Settings settings;
  settings.workers = workers;
  settings.limits = session.limits.convert;
  settings.limits.package = session.limits.compile.package;
  constexpr std::size_t kNoLimit = 1'000'000;
  std::size_t const seconds = session.limits.convert_seconds;
  settings.limits.max_time = std::chrono::seconds{seconds == 0 ? kNoLimit : seconds};
  settings.log = [](std::string_view message) { log_detail(message); };
  return std::make_unique<convert::Converter>(std::move(settings));
}

std::vector<std::string> write_laid_out(std::filesystem::path const& target,
                                        Format format,
                                        convert::Result const& result,
                                        bool exact) {
  if (format != Format::png) {
    write_output(target, format == Format::pdf ? result.pdf : convert::to_json(result.geometry));
    return {target.string()};
  }
  std::vector<std::string> names;
  for (convert::PageImage const& image : result.images) {
    auto const name = exact ? target : numbered(target, image.page, result.pages);
    write_output(name, image.bytes);
    names.push_back(name.string());
  }
  return names;
}

bool is_one_page(convert::Request const& request) {
  return request.pages.size() == 1 && request.pages[0].first == request.pages[0].last;
}

}  // namespace thethuc::cli
