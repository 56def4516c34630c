#include "review/diff.h"

#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "laid_out.h"
#include "log.h"
#include "review/report.h"
#include "session.h"

namespace thethuc::cli {

namespace {

namespace fs = std::filesystem;

constexpr char const* kFooter = R"(
OLD and NEW are two documents (.docx, .pdf), two templates (id, folder, or .docx with --data), or two
libraries (folders of templates). REVISION:PATH is any of these in git, with the base, partials and
samples of that revision. Templates are compared over all their samples, libraries over those of all
templates: a change to one partial shows in each document that it changes. -o writes the pages side by
side, overlaid and with a slider into one HTML file.

Examples:
  thethuc diff truoc.docx sau.docx -o so-sanh.html
  thethuc diff HEAD:templates/bao-cao templates/bao-cao -o so-sanh.html
  thethuc diff HEAD~1:templates HEAD:templates --format json
  thethuc diff HEAD:templates templates -o so-sanh.html

Exit status: 0 nothing differs, 1 a template, its data or a document is at fault (the others are
compared), 2 wrong usage, 3 the environment is at fault (disk, no LibreOffice, no git), 5 something
differs.)";

struct Arguments {
  std::string from;
  std::string to;
  std::vector<fs::path> data;
  std::optional<fs::path> samples;
  std::optional<fs::path> output;
  std::string format = "text";
  double threshold = review::Tolerance{}.points;
  double dpi = 96;
};

// `office` is made when it is needed.
review::DiffRequest request_of(Session const& session,
                               Arguments const& arguments,
                               std::optional<Office>& office) {
  review::DiffRequest request;
  request.from = arguments.from;
  request.to = arguments.to;
  request.data = arguments.data;
  request.samples = arguments.samples;
  request.templates = session.templates;
  request.compile = session.limits.compile;
  request.data_limits = session.limits.data;
  session.limits.apply(request.render);
  request.converter = [&session, &office](std::size_t workers) -> convert::Converter& {
    return office.emplace(session, workers).converter();
  };
  request.tolerance.points = arguments.threshold;
  request.dpi = arguments.dpi;
  request.pictures = arguments.output.has_value();
  request.progress = [](std::size_t done, std::size_t all, std::string_view name) {
    log_step(fmt::format("compared {} of {}: {}", done, all, name));
  };
  return request;
}

int run(Session const& session, Arguments const& arguments) {
  if (arguments.output) {
    require_extension(*arguments.output, {".html", ".htm"});
    for (std::string const& input : {arguments.from, arguments.to}) {
      refuse_same_file(*arguments.output, input);
    }
  }
  base::Language const language = session.language();
  base::Diagnostics diagnostics;
  std::optional<Office> office;
  review::Report const report = review::diff(request_of(session, arguments, office), diagnostics);
  for (review::Entry const& entry : report.entries) {
    diagnostics.add(entry.diagnostics);
  }
  diagnostics.drop_repeats();  // a broken template, for each of its samples
  session.report(diagnostics);
  if (report.entries.empty()) {
    if (!diagnostics.has_errors()) {
      throw UsageError(
          fmt::format("there is no template to compare in {} and {}", arguments.from, arguments.to),
          fmt::format("không có mẫu nào để so sánh trong {} và {}", arguments.from, arguments.to));
    }
    return kInputAtFault;
  }
  if (arguments.output) {
    write_output(*arguments.output, review::report_html(report, language));
    log_step(fmt::format("wrote {}", arguments.output->string()));
  }
  if (arguments.output != "-") {
    write_output("-",
                 arguments.format == "json" ? review::report_json(report, language)
                                            : review::report_text(report, language));
  }
  return diagnostics.has_errors() ? kInputAtFault : report.differs() ? kHasFindings : kDone;
}

}  // namespace

void add_diff(CLI::App& app, Session& session) {
  auto const arguments = std::make_shared<Arguments>();
  CLI::App* const command = app.add_subcommand(
      "diff", "Show how the pages of two documents, templates or libraries differ");
  command->add_option("OLD", arguments->from, "Document, template, library, or REVISION:PATH")
      ->required()
      ->type_name("");
  command->add_option("NEW", arguments->to, "What it is compared with")->required()->type_name("");
  command
      ->add_option("--data",
                   arguments->data,
                   "Data to fill templates with, instead of samples; "
                   "may be given several times")
      ->allow_extra_args(false)
      ->type_name("FILE");
  command
      ->add_option("--samples",
                   arguments->samples,
                   "Folder of samples (default: `samples` beside the folder of templates)")
      ->type_name("DIR");
  command->add_option("-o,--output", arguments->output, "HTML report to write")->type_name("OUT");
  command->add_option("--format", arguments->format, "What to print")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command
      ->add_option(
          "--threshold",
          arguments->threshold,
          "Lengths that differ by no more points are equal: positions, drawn lines, pictures, "
          "margins, paper, and spacing that moves no line further")
      ->check(CLI::Range(0.1, 1000.0))
      ->type_name("PT")
      ->capture_default_str();
  command->add_option("--dpi", arguments->dpi, "Resolution of the pictures in the report")
      ->check(CLI::Range(36.0, 300.0))
      ->type_name("N")
      ->capture_default_str();
  command->footer(kFooter);
  add_common_options(*command, session);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return run(session, *arguments); };
  });
}

}  // namespace thethuc::cli
