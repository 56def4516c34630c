#include "convert/converter.h"

#include <algorithm>

#include <fmt/format.h>

#include "convert/gate.h"
#include "convert/pdf_date.h"
#include "convert/pool.h"
#include "convert/poppler.h"
#include "convert/result_cache.h"
#include "convert/warm_up.h"

namespace thethuc::convert {

namespace {

// LibreOffice's own names and numbers: filter/source/pdf, SelectPdfVersion.
int version_number(PdfStandard standard) {
  switch (standard) {
    case PdfStandard::a1a:
      return 1;
    case PdfStandard::a2b:
      return 2;
    case PdfStandard::plain:
      break;
  }
  return 0;
}

std::string export_options(Request const& request) {
  std::string options =
      fmt::format(R"({{"SelectPdfVersion":{{"type":"long","value":"{}"}},)"
                  R"("UseTaggedPDF":{{"type":"boolean","value":"{}"}},)"
                  R"("ExportBookmarks":{{"type":"boolean","value":"true"}},)"
                  R"("DisplayPDFDocumentTitle":{{"type":"boolean","value":"true"}})",
                  version_number(request.standard),
                  request.tagged);
  if (!request.pages.empty()) {
    options +=
        fmt::format(R"(,"PageRange":{{"type":"string","value":"{}"}})", to_text(request.pages));
  }
  return options + "}";
}

Job job_of(Job::Input input, Request const& request, Limits const& limits) {
  Job job;
  job.input = input;
  job.pages = request.pages;
  job.wants_images = request.images.has_value();
  job.wants_geometry = request.geometry;
  if (request.images) {
    job.dpi = request.images->dpi;
    job.form = request.images->form;
  }
  job.max_pages = static_cast<int>(std::min<std::size_t>(limits.max_pages, 1'000'000));
  job.max_pixels = limits.max_pixels;
  return job;
}

// What is wrong with a document, as one diagnostic of the whole file.
class Faults {
 public:
  Faults(std::string_view file_name, Limits const& limits, base::Diagnostics& out)
      : file_name_(file_name), limits_(limits), out_(out) {}

  void end(WorkerProcess::End end) {
    if (end == WorkerProcess::End::too_late) {
      add(base::Id::convert_too_slow,
          {{"limit", std::to_string(limits_.max_time.count())},
           {base::kLimitName, "convert-seconds"}});
    } else {
      add(base::Id::convert_crashed, {});
    }
  }

  void answer(Answer const& answer, PageRange const& asked) {
    switch (answer.status) {
      case Answer::Status::done:
      case Answer::Status::no_pdfium:
        return;
      case Answer::Status::not_loaded:
        add(base::Id::convert_not_loaded,
            {{"problem.vi", answer.problem.empty() ? "không rõ lý do" : answer.problem},
             {"problem.en", answer.problem.empty() ? "it does not say why" : answer.problem}});
        return;
      case Answer::Status::not_written:
        add(base::Id::convert_not_loaded,
            {{"problem.vi", "nó không ghi được các trang ra PDF"},
             {"problem.en", "it cannot write the pages as PDF"}});
        return;
      case Answer::Status::pdf_damaged:
        add(base::Id::pdf_damaged, {{"problem", answer.problem}});
        return;
      case Answer::Status::page_missing:
        add(base::Id::convert_page_missing,
            {{"pages", std::to_string(answer.pages)}, {"found", to_text(asked)}});
        return;
      case Answer::Status::too_many_pages:
        add(base::Id::convert_too_large,
            {{"limit", std::to_string(limits_.max_pages)},
             {"what.vi", "trang"},
             {"what.en", "pages"},
             {"found", std::to_string(answer.pages)},
             {base::kLimitName, "convert-pages"}});
        return;
      case Answer::Status::too_many_pixels:
        add(base::Id::convert_too_large,
            {{"limit", std::to_string(limits_.max_pixels)},
             {"what.vi", "điểm ảnh của mọi trang"},
             {"what.en", "pixels of all pages"},
             {"found.vi", "nhiều hơn"},
             {"found.en", "more"},
             {"remedy.vi", "hạ độ phân giải (--dpi), hoặc chọn ít trang hơn (--pages)"},
             {"remedy.en", "lower the resolution (--dpi), or choose fewer pages (--pages)"},
             {base::kLimitName, "convert-pixels"}});
        return;
    }
  }

 private:
  void add(base::Id id, std::initializer_list<std::pair<std::string, std::string>> arguments) {
    out_.add(base::diagnose(id, base::place_in_file(std::string{file_name_}), {}, arguments));
  }

  std::string_view file_name_;
  Limits const& limits_;
  base::Diagnostics& out_;
};

// Does what a worker without PDFium cannot do.
void without_pdfium(Request const& request, Answer& answer) {
  if (request.geometry) {
    base::Words const remedy{"cài LibreOffice có libpdfiumlo.so",
                             "install a LibreOffice that has "
                             "libpdfiumlo.so"};
    throw Unavailable{
        {fmt::format("không đo được vị trí chữ và đường kẻ: {}; {}", answer.problem, remedy.vi),
         fmt::format(
             "places of text and lines cannot be measured: {}; {}", answer.problem, remedy.en)}};
  }
  if (!request.images) {
    return;
  }
  // The PDF holds the pages asked for and no others.
  std::vector<int> const numbers = pages_in(request.pages, answer.pages);
  std::vector<int> indexes;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    indexes.push_back(static_cast<int>(i) + 1);
  }
  answer.images = draw_by_poppler(answer.pdf, indexes, request.images->dpi, request.images->form);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    answer.images[i].page = numbers[i];
  }
}

}  // namespace

Converter::Converter(Settings settings)
    : settings_(std::move(settings)), pool_(std::make_unique<Pool>(settings_)) {
  if (settings_.cached_bytes > 0) {
    cache_ = std::make_unique<ResultCache>(settings_.cached_bytes);
  }
}

Converter::~Converter() = default;

void Converter::abandon() {
  pool_->abandon();
}

std::optional<Answer> Converter::run(Job job,
                                     std::string_view file_name,
                                     Request const& request,
                                     base::Diagnostics& out) {
  Faults faults{file_name, settings_.limits, out};
  Outcome outcome = pool_->run(std::move(job), request.alone);
  if (outcome.end != WorkerProcess::End::answered) {
    faults.end(outcome.end);
    return std::nullopt;
  }
  faults.answer(outcome.answer, request.pages);
  return out.has_errors() ? std::nullopt : std::optional{std::move(outcome.answer)};
}

Result Converter::convert(std::string_view docx,
                          std::string_view file_name,
                          Request const& request) {
  return cache_ ? cache_->get(result_key(docx, request),
                              [&] { return lay_out(docx, file_name, request); })
                : lay_out(docx, file_name, request);
}

Result Converter::lay_out(std::string_view docx,
                          std::string_view file_name,
                          Request const& request) {
  Result result;
  auto document = admit(docx, file_name, settings_.limits, request.title, result.diagnostics);
  if (!document) {
    return result;
  }
  Job job = job_of(Job::Input::docx, request, settings_.limits);
  job.document = std::move(*document);
  job.export_options = export_options(request);
  auto answer = run(std::move(job), file_name, request, result.diagnostics);
  if (!answer) {
    return result;
  }
  if (answer->status == Answer::Status::no_pdfium) {
    without_pdfium(request, *answer);
  }
  result.fonts = fonts_of(answer->pdf);
  if (request.date) {
    set_date(answer->pdf, *request.date);
  }
  result.pdf = std::move(answer->pdf);
  result.pages = answer->pages;
  result.images = std::move(answer->images);
  result.geometry = std::move(answer->geometry);
  result.layout_ms = answer->layout_ms;
  result.pages_ms = answer->pages_ms;
  return result;
}

Result Converter::read_pdf(std::string_view pdf,
                           std::string_view file_name,
                           Request const& request) {
  Result result;
  Job job = job_of(Job::Input::pdf, request, settings_.limits);
  job.wants_geometry = job.wants_geometry || !job.wants_images;  // for the number of pages
  job.document = pdf;
  auto answer = run(std::move(job), file_name, request, result.diagnostics);
  if (!answer) {
    return result;
  }
  if (answer->status == Answer::Status::no_pdfium) {
    throw Unavailable{{fmt::format("không đọc được PDF: {}", answer->problem),
                       fmt::format("PDFs cannot be read: {}", answer->problem)}};
  }
  result.fonts = fonts_of(pdf);
  result.pages = answer->pages;
  result.images = std::move(answer->images);
  if (request.geometry) {
    result.geometry = std::move(answer->geometry);
  }
  result.pages_ms = answer->pages_ms;
  return result;
}

}  // namespace thethuc::convert
