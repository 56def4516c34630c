#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "data/json_text.h"
#include "review/report.h"
#include "review/report_words.h"

namespace thethuc::review {

namespace {

using base::Language;
using data::json_string;

std::string_view outcome_id(Outcome outcome) {
  switch (outcome) {
    case Outcome::same:
      return "same";
    case Outcome::changed:
      return "changed";
    case Outcome::failed:
      return "failed";
    case Outcome::template_added:
      return "template_added";
    case Outcome::without_samples:
      return "without_samples";
    case Outcome::template_removed:
      break;
  }
  return "template_removed";
}

// One place on each page that the change covers would be long for a paragraph of many lines, and
// programs want them all.
void append_marks(std::string& out, std::string_view name, std::vector<Mark> const& marks) {
  if (marks.empty()) {
    return;
  }
  fmt::format_to(std::back_inserter(out), ",\"{}\":[", name);
  for (std::size_t i = 0; i < marks.size(); ++i) {
    Mark const& m = marks[i];
    fmt::format_to(std::back_inserter(out),
                   "{}{{\"page\":{},\"left_mm\":{:.2f},\"top_mm\":{:.2f},\"width_mm\":{:.2f},"
                   "\"height_mm\":{:.2f}}}",
                   i > 0 ? "," : "",
                   m.page,
                   m.left_mm,
                   m.top_mm,
                   m.width_mm,
                   m.height_mm);
  }
  out += ']';
}

void append_change(std::string& out, Change const& change, Language language) {
  fmt::format_to(
      std::back_inserter(out),
      "\n      {{\"kind\":\"{}\",\"component\":\"{}\",\"message\":{},\"what\":{},\"lines\":{}",
      kind_id(change.kind),
      rules::component_id(change.component),
      json_string(in(change.message(), language)),
      json_string(in(change.what, language)),
      change.lines);
  if (!change.quote.empty()) {
    out += ",\"text\":" + json_string(change.quote);
  }
  append_marks(out, "old", change.old_marks);
  append_marks(out, "new", change.new_marks);
  out += '}';
}

void append_entry(std::string& out, Entry const& entry, Language language) {
  fmt::format_to(std::back_inserter(out), "\n    {{\"outcome\":\"{}\"", outcome_id(entry.outcome));
  if (!entry.template_id.empty()) {
    out += ",\"template\":" + json_string(entry.template_id);
  }
  if (!entry.sample.empty()) {
    out += ",\"sample\":" + json_string(entry.sample);
  }
  if (entry.own_data) {
    out += ",\"own_data\":true";
  }
  if (entry.outcome == Outcome::changed) {
    fmt::format_to(std::back_inserter(out),
                   ",\"old_pages\":{},\"new_pages\":{},\"pages\":[",
                   entry.old_pages,
                   entry.new_pages);
    for (std::size_t i = 0; i < entry.pages.size(); ++i) {
      fmt::format_to(std::back_inserter(out),
                     "{}{{\"page\":{},\"changed\":{:.6f}}}",
                     i > 0 ? "," : "",
                     entry.pages[i].page,
                     entry.pages[i].changed);
    }
    out += "],\"changes\":[";
    for (std::size_t i = 0; i < entry.changes.size(); ++i) {
      out += i > 0 ? "," : "";
      append_change(out, entry.changes[i], language);
    }
    out += ']';
  }
  if (!entry.diagnostics.empty()) {
    // {"diagnostics":[…],"omitted":{…}}
    out += ",\"errors\":" + entry.diagnostics.to_json(language);
  }
  out += '}';
}

}  // namespace

std::string report_json(Report const& report, Language language) {
  std::string out = fmt::format("{{\n  \"from\": {},\n  \"to\": {},\n  \"differs\": {},\n",
                                json_string(report.from),
                                json_string(report.to),
                                report.differs());
  fmt::format_to(std::back_inserter(out),
                 "  \"summary\": {},\n  \"common\": [",
                 json_string(in(summary_words(report), language)));
  std::vector<CommonChange> const common = common_changes(report);
  for (std::size_t i = 0; i < common.size(); ++i) {
    fmt::format_to(std::back_inserter(out),
                   "{}\n    {{\"message\":{},\"samples\":{},\"templates\":{}}}",
                   i > 0 ? "," : "",
                   json_string(in(common[i].change.headline(), language)),
                   common[i].samples,
                   common[i].templates);
  }
  out += "],\n  \"entries\": [";
  for (std::size_t i = 0; i < report.entries.size(); ++i) {
    out += i > 0 ? "," : "";
    append_entry(out, report.entries[i], language);
  }
  out += "]\n}\n";
  return out;
}

}  // namespace thethuc::review
