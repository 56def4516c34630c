#include "laid_out.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include <fmt/format.h>

#include "base/text.h"
#include "convert/geometry_json.h"
#include "log.h"

namespace thethuc::cli {

namespace {

constexpr double kLeastDpi = 10;
constexpr double kMostDpi = 1200;

// $SOURCE_DATE_EPOCH (reproducible-builds.org): seconds since 1970.
std::optional<std::chrono::sys_seconds> source_date() {
  char const* const value = std::getenv("SOURCE_DATE_EPOCH");
  if (value == nullptr || *value == '\0') {
    return std::nullopt;
  }
  constexpr std::int64_t kYear10000 = 253'402'300'800;
  std::int64_t seconds = 0;
  char const* const end = value + std::strlen(value);
  auto const [at, error] = std::from_chars(value, end, seconds);
  if (error != std::errc{} || at != end || seconds < 0 || seconds >= kYear10000) {
    throw UsageError(
        fmt::format("expected seconds since 1970 in SOURCE_DATE_EPOCH, found {}", value),
        fmt::format("SOURCE_DATE_EPOCH cần số giây từ năm 1970, nhưng đây là {}", value));
  }
  return std::chrono::sys_seconds{std::chrono::seconds{seconds}};
}

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
  request.standard = pdfa == "1"   ? convert::PdfStandard::a1a
                     : pdfa == "2" ? convert::PdfStandard::a2b
                                   : convert::PdfStandard::plain;
  request.tagged = tagged;
  request.date = source_date();
  if (format == Format::png) {
    request.images = convert::Images{dpi, convert::ImageForm::png};
  }
  request.geometry = format == Format::json;
  return request;
}

void LayoutArguments::require_use(std::optional<Format> output, bool is_titled) const {
  bool const is_pdf = output == Format::pdf;
  bool const has_dpi = dpi_option != nullptr && dpi_option->count() > 0;
  std::vector<std::string> idle;
  auto const check = [&](bool is_given, bool is_used, char const* option) {
    if (is_given && !is_used) {
      idle.emplace_back(option);
    }
  };
  check(!pages.empty(), output.has_value(), "--pages");
  check(has_dpi, output == Format::png, "--dpi");
  check(!pdfa.empty(), is_pdf, "--pdfa");
  check(tagged, is_pdf, "--tagged");
  check(is_titled, is_pdf, "--title");
  if (idle.empty()) {
    return;
  }
  std::string_view const kind = output ? extension(*output) : ".docx";
  std::string const options = fmt::format("{}", fmt::join(idle, ", "));
  throw UsageError(
      fmt::format("{} mean nothing for a {} file: leave them out, or write another", options, kind),
      fmt::format("{} không có nghĩa với tệp {}: bỏ các tùy chọn này, hoặc ghi loại tệp khác",
                  options,
                  kind));
}

void add_page_options(CLI::App& command, LayoutArguments& arguments) {
  command.add_option("--pages", arguments.pages, "Only these pages, such as 1,3-5")
      ->type_name("LIST");
  arguments.dpi_option = command.add_option("--dpi", arguments.dpi, "Pixels of an inch of a PNG")
                             ->check(CLI::Range(kLeastDpi, kMostDpi))
                             ->type_name("N")
                             ->capture_default_str();
}

void add_layout_options(CLI::App& command, LayoutArguments& arguments) {
  add_page_options(command, arguments);
  command
      .add_option(
          "--pdfa",
          arguments.pdfa,
          "PDF for archives (ISO 19005): PDF/A-1a, which is tagged and meets 1b, too, or PDF/A-2b")
      ->check(CLI::IsMember({"1", "2"}));
  command.add_flag("--tagged", arguments.tagged, "PDF with the structure that screen readers need");
}

convert::Settings converter_settings(Session const& session, std::size_t workers) {
  convert::Settings settings;
  settings.workers = workers;
  settings.limits = session.limits.convert;
  settings.limits.package = session.limits.compile.package;
  constexpr std::size_t kNoLimit = 1'000'000;
  std::size_t const seconds = session.limits.convert_seconds;
  settings.limits.max_time = std::chrono::seconds{seconds == 0 ? kNoLimit : seconds};
  settings.log = [](std::string_view message) { log_detail(message); };
  return settings;
}

Office::Office(Session const& session, std::size_t workers) {
  convert::Settings settings = converter_settings(session, workers);
  // Blocked before there are threads, which inherit it: the watcher alone takes these signals.
  ::sigemptyset(&signals_);
  for (int const number : {SIGINT, SIGTERM, SIGHUP}) {
    ::sigaddset(&signals_, number);
  }
  ::pthread_sigmask(SIG_BLOCK, &signals_, &before_);
  try {
    converter_ = std::make_unique<convert::Converter>(std::move(settings));
    end_ = ::eventfd(0, EFD_CLOEXEC);
    watcher_ = std::thread{[this] { watch(); }};
  } catch (...) {
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    throw;
  }
}

Office::~Office() {
  ::eventfd_write(end_, 1);
  watcher_.join();
  ::close(end_);
  converter_.reset();
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void Office::watch() {
  int const arriving = ::signalfd(-1, &signals_, SFD_CLOEXEC);
  std::array<pollfd, 2> waiting{{{arriving, POLLIN, 0}, {end_, POLLIN, 0}}};
  while (::poll(waiting.data(), waiting.size(), -1) < 0 && errno == EINTR) {
  }
  signalfd_siginfo arrived{};
  if (waiting[1].revents == 0 && ::read(arriving, &arrived, sizeof arrived) == sizeof arrived) {
    converter_->abandon();
    // Now as if it had not been blocked: unfinished outputs are removed, the program dies of it.
    ::pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
    ::raise(static_cast<int>(arrived.ssi_signo));
  }
  ::close(arriving);
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
