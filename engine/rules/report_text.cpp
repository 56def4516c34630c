#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "rules/report.h"
#include "rules/words.h"

namespace thethuc::rules {

using base::Language;
using base::Severity;

namespace {

std::string_view severity_word(Severity severity, bool vi) {
  switch (severity) {
    case Severity::error:
      return vi ? "lỗi" : "error";
    case Severity::warning:
      return vi ? "cảnh báo" : "warning";
    case Severity::info:
      break;
  }
  return vi ? "lưu ý" : "info";
}

std::string place_words(base::Place place, int page, Language language) {
  place.file.clear();
  if (place.part == "/word/document.xml") {
    place.part.clear();
  }
  std::string text = base::place_text(place, language);
  while (text.ends_with(' ') || text.ends_with(':')) {
    text.pop_back();
  }
  if (page > 0) {
    std::string const prefix =
        fmt::format(fmt::runtime(language == Language::vi ? "trang {}" : "page {}"), page);
    text = text.empty() ? prefix : prefix + ", " + text;
  }
  return text;
}

std::string padded(std::string_view text, std::size_t width) {
  std::size_t const size = base::code_point_count(text);
  return std::string{text} + std::string(size < width ? width - size : 0, ' ');
}

// "[13 pt, bold, center]" and "table" as findings have them are for programs.
std::string in_vietnamese(std::string_view words) {
  constexpr std::pair<std::string_view, std::string_view> kWords[] = {{"bold", "đậm"},
                                                                      {"italic", "nghiêng"},
                                                                      {"left", "canh trái"},
                                                                      {"center", "canh giữa"},
                                                                      {"right", "canh phải"},
                                                                      {"justify", "canh đều"},
                                                                      {"table", "bảng"},
                                                                      {"text_box", "hộp văn bản"},
                                                                      {"frame", "khung"},
                                                                      {"tabs", "điểm dừng tab"},
                                                                      {"flow", "dòng văn bản"}};
  std::string out;
  for (std::string_view word : split(words, ',')) {
    word = base::trim(word);
    auto const* const known = std::find_if(std::begin(kWords),
                                           std::end(kWords),
                                           [word](auto const& pair) { return pair.first == word; });
    out += out.empty() ? "" : ", ";
    out += known == std::end(kWords) ? word : known->second;
  }
  return replaced(std::move(out), ".5 pt", ",5 pt");
}

}  // namespace

std::string findings_text(Checked const& checked, Language language, bool with_hints) {
  bool const vi = language == Language::vi;
  Findings const& f = checked.findings;
  std::string out = fmt::format("{}: {}\n", checked.file, f.profile_title);
  std::size_t severity_width = 0, place_width = 0;
  for (Finding const& finding : f.entries) {
    severity_width =
        std::max(severity_width, base::code_point_count(severity_word(finding.severity, vi)));
    place_width = std::max(
        place_width, base::code_point_count(place_words(finding.place, finding.page, language)));
  }
  place_width = std::min<std::size_t>(place_width, 40);
  for (Finding const& finding : f.entries) {
    out += fmt::format("  {}  {}  {}  {}\n",
                       padded(severity_word(finding.severity, vi), severity_width),
                       padded(finding.rule, 7),
                       padded(place_words(finding.place, finding.page, language), place_width),
                       finding.message(language));
    if (with_hints) {
      out += fmt::format(fmt::runtime(vi ? "      cách sửa: {} ({})\n" : "      hint: {} ({})\n"),
                         vi ? finding.hint.vi : finding.hint.en,
                         vi ? finding.clause.vi : finding.clause.en);
    }
  }
  for (auto const& [rule, count] : f.omitted) {
    out +=
        fmt::format(fmt::runtime(vi ? "  {}: còn {} chỗ nữa\n" : "  {}: {} more\n"), rule, count);
  }
  out += fmt::format(
      fmt::runtime(vi ? "{} lỗi, {} cảnh báo, {} lưu ý\n" : "{} errors, {} warnings, {} notes\n"),
      f.count(Severity::error),
      f.count(Severity::warning),
      f.count(Severity::info));
  return out;
}

std::string explained_text(Checked const& checked, Language language) {
  bool const vi = language == Language::vi;
  Findings const& f = checked.findings;
  std::string out = fmt::format(
      fmt::runtime(vi ? "{}: {}, loại: {}, phần đầu: {}\n" : "{}: {}, type: {}, header: {}\n"),
      checked.file,
      f.profile,
      f.type.empty() ? "?" : f.type,
      vi ? in_vietnamese(f.header) : f.header);
  for (Explained const& line : f.explained) {
    constexpr std::size_t kShown = 60;
    std::string text = line.text;
    if (base::code_point_count(text) > kShown) {
      text = std::string{base::first_code_points(text, kShown)} + "…";
    }
    out += fmt::format("  {}  {}  [{}]  {}\n",
                       padded(component_id(line.component), 20),
                       padded(place_words(line.place, line.page, language), 28),
                       vi ? in_vietnamese(line.format) : line.format,
                       text);
  }
  return out;
}

}  // namespace thethuc::rules
