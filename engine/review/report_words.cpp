#include "review/report_words.h"

#include <fmt/format.h>

namespace thethuc::review {

char const* plural(std::size_t count) {
  return count == 1 ? "" : "s";
}

base::Words summary_words(Report const& report) {
  std::size_t pages = 0;
  for (Entry const& entry : report.entries) {
    pages += entry.pages.size();
  }
  std::size_t const changed = report.count(Outcome::changed);
  // What has no samples is no document.
  std::size_t const all = report.entries.size() - report.count(Outcome::without_samples);
  bool const documents = all == 1 && report.entries.front().template_id.empty();
  base::Words out;
  if (documents && !report.failed()) {
    out = changed == 0
              ? base::Words{"hai văn bản trình bày như nhau", "the documents look the same"}
              : base::Words{fmt::format("{} trang thay đổi", pages),
                            fmt::format("{} page{} changed", pages, plural(pages))};
    return out;
  }
  out = changed == 0
            ? base::Words{fmt::format("không văn bản nào trong {} thay đổi", all),
                          fmt::format("none of {} document{} changed", all, plural(all))}
            : base::Words{fmt::format("{} trên {} văn bản thay đổi, {} trang", changed, all, pages),
                          fmt::format("{} of {} document{} changed, {} page{}",
                                      changed,
                                      all,
                                      plural(all),
                                      pages,
                                      plural(pages))};
  auto const add = [&](Outcome outcome, char const* vi, char const* one, char const* many) {
    if (std::size_t const count = report.count(outcome); count > 0) {
      out.vi += fmt::format("; {} {}", count, vi);
      out.en += fmt::format("; {} {}", count, count == 1 ? one : many);
    }
  };
  add(Outcome::template_added, "mẫu mới", "new template", "new templates");
  add(Outcome::template_removed, "mẫu bị bỏ", "template gone", "templates gone");
  add(Outcome::without_samples,
      "mẫu không có dữ liệu mẫu, không so sánh",
      "template not compared: no samples",
      "templates not compared: no samples");
  add(Outcome::failed, "không so sánh được", "not compared", "not compared");
  return out;
}

base::Words outcome_words(Entry const& entry) {
  switch (entry.outcome) {
    case Outcome::same:
      return {"không đổi", "same"};
    case Outcome::failed:
      return {"không so sánh được", "not compared"};
    case Outcome::without_samples:
      return {"không so sánh: không có dữ liệu mẫu", "not compared: no samples"};
    case Outcome::template_added:
      return {"mẫu mới", "new template"};
    case Outcome::template_removed:
      return {"mẫu bị bỏ", "template gone"};
    case Outcome::changed:
      break;
  }
  std::string const pages = entry.old_pages == entry.new_pages
                                ? fmt::format("{}", entry.new_pages)
                                : fmt::format("{} → {}", entry.old_pages, entry.new_pages);
  return {fmt::format("{} trang, {} trang thay đổi", pages, entry.pages.size()),
          fmt::format("{} page{}, {} changed",
                      pages,
                      plural(static_cast<std::size_t>(entry.new_pages)),
                      entry.pages.size())};
}

std::string entry_name(Report const& report, Entry const& entry) {
  return !entry.sample.empty()        ? entry.sample
         : !entry.template_id.empty() ? entry.template_id
                                      : report.from + " → " + report.to;
}

base::Words common_words(CommonChange const& common) {
  return {fmt::format("{} văn bản của {} mẫu", common.samples, common.templates),
          fmt::format("{} documents of {} template{}",
                      common.samples,
                      common.templates,
                      plural(common.templates))};
}

}  // namespace thethuc::review
