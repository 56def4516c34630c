#include <fmt/format.h>

#include "review/report.h"
#include "review/report_words.h"

namespace thethuc::review {

std::string report_text(Report const& report, base::Language language) {
  bool const vi = language == base::Language::vi;
  std::string out =
      fmt::format("{} → {}\n{}\n", report.from, report.to, in(summary_words(report), language));
  std::vector<CommonChange> const common = common_changes(report);
  if (!common.empty()) {
    out += vi ? "\nThay đổi chung:\n" : "\nIn common:\n";
    for (CommonChange const& one : common) {
      out += fmt::format(
          "  {}: {}\n", in(one.change.headline(), language), in(common_words(one), language));
    }
  }
  for (Entry const& entry : report.entries) {
    if (entry.outcome == Outcome::same) {
      continue;
    }
    out += fmt::format("\n{}: {}\n", entry_name(report, entry), in(outcome_words(entry), language));
    if (entry.own_data) {
      out += vi ? "  (mẫu cũ không nhận dữ liệu mới, nên dùng dữ liệu cũ của nó)\n"
                : "  (the old template refuses the new data, so it has its own old data)\n";
    }
    for (Change const& change : entry.changes) {
      out += fmt::format("  {}\n", in(change.message(), language));
    }
    if (!entry.pages.empty()) {
      out += vi ? "  điểm ảnh khác:" : "  pixels that differ:";
      for (PageReport const& page : entry.pages) {
        base::Words const share = share_text(page.changed, 1);
        out += vi ? fmt::format(" trang {} {};", page.page, share.vi)
                  : fmt::format(" page {} {};", page.page, share.en);
      }
      out.back() = '\n';
    }
  }
  return out;
}

}  // namespace thethuc::review
