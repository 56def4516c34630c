#include "http/preview_json.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "data/json_text.h"

namespace thethuc::http {

namespace {

using base::Language;
using data::json_string;

// As a JSON string; names of files may hold bytes that are no UTF-8.
std::string printable(std::string_view text) {
  std::string sound;
  for (std::size_t at = 0; at < text.size();) {
    base::append_code_point(sound, base::next_code_point(text, at));
  }
  return json_string(sound);
}

using Text = std::function<std::string(Language)>;
// How texts are told: in both languages, or in one.
using Tell = std::function<std::string(Text const&)>;

std::string in_both(Text const& text) {
  return fmt::format(
      R"({{"vi":{},"en":{}}})", printable(text(Language::vi)), printable(text(Language::en)));
}

Tell in_one(Language language) {
  return [language](Text const& text) { return printable(text(language)); };
}

std::string words(base::Words const& w, Tell const& tell = in_both) {
  return tell([&](Language language) { return language == Language::vi ? w.vi : w.en; });
}

std::string words_or_null(std::optional<base::Words> const& w) {
  return w ? words(*w) : "null";
}

template <class Items, class ToJson>
std::string list(Items const& items, ToJson const& to_json) {
  std::string out = "[";
  for (auto const& item : items) {
    out += out.size() > 1 ? "," : "";
    out += to_json(item);
  }
  return out + "]";
}

// "bao-cao: " as it begins a message, without what ends it.
std::string place(base::Place const& at, Language language) {
  std::string text = base::place_text(at, language);
  return text.ends_with(": ") ? text.substr(0, text.size() - 2) : text;
}

// The text of a place in three parts, the middle being what is wrong; null when it has none.
std::string in_quotes(base::Place const& at) {
  constexpr std::size_t kAround = 160;  // bytes; what a list of errors has room for
  std::string_view const text = at.text;
  if (text.empty()) {
    return "null";
  }
  std::size_t const begin = std::min(at.mark_begin, text.size());
  std::size_t const end = std::min(std::max(at.mark_end, begin), text.size());
  auto const is_inside = [&](std::size_t i) {
    return i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80;
  };
  std::size_t first = begin - std::min(begin, kAround);
  std::size_t last = std::min(text.size(), end + kAround);
  while (first < begin && is_inside(first)) {
    ++first;
  }
  while (last > end && is_inside(last)) {
    --last;
  }
  return fmt::format(
      "[{},{},{}]",
      printable((first > 0 ? "…" : "") + std::string{text.substr(first, begin - first)}),
      printable(text.substr(begin, end - begin)),
      printable(std::string{text.substr(end, last - end)} + (last < text.size() ? "…" : "")));
}

std::string diagnostic(base::Diagnostic const& d) {
  return fmt::format(
      R"({{"id":"{}","severity":"{}","place":{},"message":{},"hint":{},"text":{},"tag":{},"pointer":{},"related":{}}})",
      base::id_name(d.id),
      base::severity_name(d.severity),
      in_both([&](Language l) { return place(d.place, l); }),
      in_both([&](Language l) { return base::message(d, l); }),
      in_both([&](Language l) { return base::hint(d, l); }),
      in_quotes(d.place),
      printable(d.tag),
      printable(d.data_pointer),
      list(d.related, [](base::Place const& at) {
        return in_both([&](Language l) { return place(at, l); });
      }));
}

std::size_t omitted(base::Diagnostics const& diagnostics) {
  std::size_t count = 0;
  for (auto const& [id, n] : diagnostics.omitted()) {
    count += n;
  }
  return count;
}

std::string mark(review::PreviewMark const& m) {
  return fmt::format(
      "[{},{:.2f},{:.2f},{:.2f},{:.2f}]", m.page, m.left_mm, m.top_mm, m.width_mm, m.height_mm);
}

// As people say it: everything is in the document.
std::string place_in_document(base::Place at, Language language) {
  at.part = at.part == "/word/document.xml" ? "" : at.part;
  return place(at, language);
}

std::string finding(rules::Finding const& f,
                    std::vector<review::PreviewMark> const& marks,
                    Tell const& tell) {
  return fmt::format(
      R"({{"rule":{},"severity":"{}","place":{},"message":{},"hint":{},"clause":{},"text":{},"page":{},"marks":{}}})",
      printable(f.rule),
      base::severity_name(f.severity),
      tell([&](Language l) { return place_in_document(f.place, l); }),
      tell([&](Language l) { return f.message(l); }),
      words(f.hint, tell),
      words(f.clause, tell),
      in_quotes(f.place),
      marks.empty() ? f.page : marks.front().page,
      list(marks, mark));
}

// Its members, without the braces.
std::string findings_members(rules::Findings const& found,
                             std::vector<std::vector<review::PreviewMark>> const& marks,
                             Tell const& tell) {
  std::string entries = "[";
  for (std::size_t i = 0; i < found.entries.size(); ++i) {
    entries += i > 0 ? "," : "";
    entries += finding(found.entries[i], marks[i], tell);
  }
  std::size_t omitted = 0;
  for (auto const& [rule, count] : found.omitted) {
    omitted += count;
  }
  return fmt::format(R"("profile":{},"profile_title":{},"type":{},"omitted":{},"entries":{}])",
                     printable(found.profile),
                     printable(found.profile_title),
                     printable(found.type),
                     omitted,
                     entries);
}

std::string findings(review::PreviewFindings const* found) {
  return found == nullptr ? "null"
                          : fmt::format(R"({{"revision":{},{}}})",
                                        found->revision,
                                        findings_members(found->findings, found->marks, in_both));
}

std::string pages_members(int count,
                          base::Geometry const& geometry,
                          std::vector<std::string> const& fonts) {
  return fmt::format(R"("count":{},"sheets":{},"fonts":{})",
                     count,
                     list(geometry.sheets,
                          [](base::Geometry::Sheet const& sheet) {
                            return fmt::format("[{:.2f},{:.2f}]", sheet.width_mm, sheet.height_mm);
                          }),
                     list(fonts, printable));
}

std::string pages(review::PreviewPages const* laid_out) {
  if (laid_out == nullptr) {
    return "null";
  }
  return fmt::format(R"({{"revision":{},"bytes":{},{}}})",
                     laid_out->revision,
                     laid_out->pdf.size(),
                     pages_members(laid_out->count, laid_out->geometry, laid_out->fonts));
}

std::string_view stage_name(review::PreviewState::Stage stage) {
  switch (stage) {
    case review::PreviewState::Stage::filling:
      return "filling";
    case review::PreviewState::Stage::laying_out:
      return "laying_out";
    case review::PreviewState::Stage::done:
      break;
  }
  return "done";
}

}  // namespace

std::string findings_json(rules::Findings const& findings,
                          std::vector<std::vector<review::PreviewMark>> const& marks,
                          Language language) {
  return "{" + findings_members(findings, marks, in_one(language)) + "}";
}

std::string pages_json(int count,
                       base::Geometry const& geometry,
                       std::vector<std::string> const& fonts) {
  return "{" + pages_members(count, geometry, fonts) + "}";
}

std::string to_json(review::PreviewState const& state, std::string_view data_name) {
  return fmt::format(
      R"({{"version":{},"revision":{},"stage":"{}","good":{},"template":{{"id":{},"name":{},"profile":{}}},"data":{},"changed":{},"failure":{},"unavailable":{},"diagnostics":{},"omitted":{},"document":{},"pages":{},"findings":{}}})",
      state.version,
      state.revision,
      stage_name(state.stage),
      state.is_good(),
      printable(state.template_id),
      printable(state.template_name),
      printable(state.profile),
      printable(data_name),
      list(state.changed_files, printable),
      words_or_null(state.failure),
      words_or_null(state.unavailable),
      list(state.diagnostics.entries(), diagnostic),
      omitted(state.diagnostics),
      state.document ? fmt::format(R"({{"revision":{},"bytes":{}}})",
                                   state.document->revision,
                                   state.document->docx.size())
                     : "null",
      pages(state.pages.get()),
      findings(state.findings.get()));
}

}  // namespace thethuc::http
