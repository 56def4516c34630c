#include "rules/check.h"

#include <utility>

#include "opc/package.h"
#include "rules/check_context.h"
#include "rules/examination.h"
#include "rules/profile_choice.h"
#include "rules/shown_text.h"
#include "rules/words.h"

namespace thethuc::rules {

namespace {

std::string header_name(Recognised const& r) {
  switch (r.header) {
    case Setting::table:
      return "table";
    case Setting::text_box:
      return "text_box";
    case Setting::frame:
      return "frame";
    case Setting::flow:
      break;
  }
  return r.header_by_tabs ? "tabs" : "flow";
}

std::string format_text(Paragraph const& p, Line const& line) {
  std::string out;
  for (Span const& span : p.spans) {
    if (span.end > line.begin && span.begin < line.end) {
      int const half_points = span.format.size.count;
      out = std::to_string(half_points / 2);
      out += half_points % 2 != 0 ? ".5 pt" : " pt";
      out += span.format.bold ? ", bold" : "";
      out += span.format.italic ? ", italic" : "";
      break;
    }
  }
  static constexpr std::string_view kPlacing[] = {"left", "center", "right", "justify"};
  return out.append(", ").append(kPlacing[static_cast<std::size_t>(p.format.alignment)]);
}

// The profile, and the document read by it.
void recognise_by(Options const& options, Examination& made) {
  if (options.profile) {
    made.profile = options.profile;
    made.recognised = recognise(*made.document, *made.profile);
    return;
  }
  ProfileChoice choice = choose_profile(*made.document);
  made.profile = options.find_profile ? options.find_profile(choice.id) : nullptr;
  if (!made.profile) {
    made.profile = builtin_profile(choice.id);
  }
  // What was read by the same profile need not be read again.
  made.recognised = made.profile == choice.read_by ? std::move(choice.recognised)
                                                   : recognise(*made.document, *made.profile);
}

}  // namespace

std::optional<Examination> Examination::make(std::string_view docx,
                                             Options const& options,
                                             base::Diagnostics& out,
                                             Purpose purpose) {
  auto package = opc::Package::read(docx, options.file_name, options.limits.package, out);
  return package ? make(std::move(*package), options, out, purpose) : std::nullopt;
}

std::optional<Examination> Examination::make(opc::Package package,
                                             Options const& options,
                                             base::Diagnostics& out,
                                             Purpose purpose) {
  Examination made;
  made.document = read_document(std::move(package), options.file_name, options.limits, out);
  if (!made.document) {
    return std::nullopt;
  }
  if (options.geometry != nullptr) {
    find_on_pages(*made.document, *options.geometry);
  }
  recognise_by(options, made);
  Check check{*made.document,
              made.recognised,
              *made.profile,
              options.geometry,
              {options.limits.max_findings_per_rule, purpose == Purpose::mending}};
  check.run();
  made.omitted = check.omitted();
  made.issues = check.take_issues();
  return made;
}

Findings Examination::findings(std::size_t most_per_rule) const {
  Findings out;
  out.profile = profile->id();
  out.profile_title = profile->title();
  out.type = recognised.type != nullptr ? recognised.type->name : std::string{};
  out.header = header_name(recognised);
  out.omitted = omitted;
  out.explained.reserve(recognised.lines.size());
  std::map<std::string_view, std::size_t> counts;
  for (Issue const& issue : issues) {
    if (++counts[issue.finding.rule] > most_per_rule) {
      ++out.omitted[issue.finding.rule];
    } else {
      out.entries.push_back(issue.finding);
    }
  }
  for (Line const& line : recognised.lines) {
    Paragraph const& p = document->paragraphs[line.paragraph];
    base::Place place = p.place;
    place.file = document->file_name;
    out.explained.push_back(
        {line.component, std::move(place), p.page, line.text, format_text(p, line)});
  }
  for (EdgeLine const& edge : recognised.edges) {
    Paragraph const& p = document->edges.at(edge.part).paragraphs[edge.paragraph];
    Line whole;
    whole.end = p.text.size();
    base::Place place = p.place;
    place.file = document->file_name;
    out.explained.push_back(
        {edge.component, std::move(place), 1, normal_text(p.displayed()), format_text(p, whole)});
  }
  return out;
}

std::optional<Findings> check(std::string_view docx,
                              Options const& options,
                              base::Diagnostics& out) {
  std::optional<Examination> const examination = Examination::make(docx, options, out);
  return examination ? std::optional{examination->findings()} : std::nullopt;
}

std::optional<Findings> check(opc::Package package,
                              Options const& options,
                              base::Diagnostics& out) {
  std::optional<Examination> const examination =
      Examination::make(std::move(package), options, out);
  return examination ? std::optional{examination->findings()} : std::nullopt;
}

}  // namespace thethuc::rules
