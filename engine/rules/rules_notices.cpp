// What the document is; marks and notices at its edges: secrecy, urgency, circulation, who drafted
// it, the body's address, signing details.

#include <algorithm>
#include <string>

#include "base/text.h"
#include "rules/check_context.h"
#include "rules/rule_functions.h"
#include "rules/words.h"

namespace thethuc::rules {

using base::Words;

void rule_DOC_01(Check& check) {
  Recognised const& r = check.recognised;
  if (check.document.is_template) {
    return;
  }
  if (r.kind == DocumentKind::form) {
    // Contracts have their number below the title.
    bool const has_number = !check.lines_of(Component::so_ky_hieu).empty();
    check.at_document({.expected = has_number
                                       ? Words{"tên cơ quan ban hành của văn bản hành chính",
                                               "the issuing body's name of an administrative "
                                               "document"}
                                       : Words{"tên cơ quan ban hành, số và ký hiệu của văn bản "
                                               "hành chính",
                                               "the issuing body's name, number and symbol of an "
                                               "administrative document"},
                       .found = {"không có: đây có lẽ là mẫu đơn hoặc giấy tờ khác",
                                 "none: it may be a form or another paper"},
                       .severity = base::Severity::info});
  } else if (r.kind == DocumentKind::other) {
    // A type, recipients, an authority: somebody meant an administrative document.
    bool const is_meant = (r.noi_nhan && (r.type != nullptr || !r.quyen_han.empty())) ||
                          (r.type != nullptr && !r.quyen_han.empty());
    check.at_document(
        {.expected = {"phần đầu văn bản: Quốc hiệu, tên cơ quan, số và ký hiệu, địa danh và ngày",
                      "a header: national name, body's name, number and symbol, place and date"},
         .found = {"không có phần nào: đây có lẽ không phải văn bản hành chính",
                   "nothing of it: it may be no administrative document"},
         .severity = is_meant ? base::Severity::error : base::Severity::warning});
  }
}

namespace {

// A text box, a frame, a cell, or borders of the paragraph.
bool is_framed(Paragraph const& p) {
  return p.setting != Setting::flow || p.format.top_border;
}

// One of the texts that the profile gives the mark; slips of marks and case are seen through.
void check_text(Check& check, std::size_t index, Component component) {
  ComponentSpec const* const spec = check.spec(component);
  if (spec == nullptr || spec->texts.empty()) {
    return;
  }
  Line const& line = check.line(index);
  std::string const letters = letters_of(folded(line.text));
  bool is_known = false;
  std::string all;
  for (std::string const& text : spec->texts) {
    bool const is_meant = letters == letters_of(folded(text));
    is_known = is_known || is_meant;
    all += (all.empty() ? "" : ", ") + in_quotes(text);
    if (is_meant && with_old_tones(line.text) != with_old_tones(text)) {
      check.at_line(index,
                    {.expected = base::same(in_quotes(text)),
                     .found = base::same(in_quotes(line.text)),
                     .repair = replace_line(line, text),
                     .component = component});
    }
  }
  if (!is_known) {
    check.at_line(index,
                  {.expected = base::same(all),
                   .found = base::same(in_quotes(line.text)),
                   .component = component});
  }
}

void check_frame(Check& check, std::size_t index, Component component) {
  if (!is_framed(check.paragraph(index))) {
    check.at_line(index,
                  {.expected = {"khung hình chữ nhật nét đơn", "a single rectangular frame"},
                   .found = {"không có khung", "no frame"},
                   .severity = base::Severity::warning,
                   .component = component});
  }
}

// The paragraphs of the first page's header and footer that are the component.
template <class Visit>
void each_at_edge(Check& check, Component component, Visit const& visit) {
  for (EdgeLine const& line : check.recognised.edges) {
    if (line.component == component) {
      PageEdge const& edge = check.document.edges.at(line.part);
      visit(edge, line.paragraph);
    }
  }
}

void check_edge_formats(Check& check, Component component, unsigned aspects) {
  each_at_edge(check, component, [&](PageEdge const& edge, std::size_t paragraph) {
    check_edge_format(check, edge.paragraphs[paragraph], component, aspects);
  });
}

}  // namespace

void rule_MAT_01(Check& check) {
  for (std::size_t index : check.lines_of(Component::dau_mat)) {
    check_text(check, index, Component::dau_mat);
    check_format(check, index, Component::dau_mat, kSize | kBold | kItalic);
  }
}

void rule_KHAN_01(Check& check) {
  for (std::size_t index : check.lines_of(Component::dau_khan)) {
    check_text(check, index, Component::dau_khan);
    check_format(check, index, Component::dau_khan, kSize | kBold | kItalic);
    check_frame(check, index, Component::dau_khan);
  }
}

void rule_LH_01(Check& check) {
  constexpr unsigned kNotice = kSize | kBold | kItalic | kCase;
  for (std::size_t index : check.lines_of(Component::pham_vi_luu_hanh)) {
    check_format(check, index, Component::pham_vi_luu_hanh, kNotice | kPlacing);
    check_frame(check, index, Component::pham_vi_luu_hanh);
  }
  check_edge_formats(check, Component::pham_vi_luu_hanh, kNotice);
  for (std::size_t index : check.lines_of(Component::du_thao)) {
    check_format(check, index, Component::du_thao, kNotice);
  }
}

void rule_SOAN_01(Check& check) {
  for (std::size_t index : check.lines_of(Component::ky_hieu_nguoi_soan)) {
    check_format(
        check, index, Component::ky_hieu_nguoi_soan, kSize | kBold | kItalic | kUnderline | kCase);
  }
}

namespace {

// On the paragraph or the three above it.
bool stands_below_line(std::vector<Paragraph> const& paragraphs, std::size_t index) {
  return !paragraphs[index].lines.empty() || has_line_above(paragraphs, index, 3);
}

Check::Told no_line_above() {
  return {.expected = {"đường kẻ nét liền dài hết chiều ngang phía trên",
                       "a solid line of full width above"},
          .found = {"không có", "none"},
          .severity = base::Severity::warning};
}

}  // namespace

void rule_DC_01(Check& check) {
  constexpr unsigned kAspects = kSize | kBold | kItalic;
  bool const wants_line = check.profile.family() != Family::party;
  std::vector<std::size_t> const lines = check.lines_of(Component::dia_chi_co_quan);
  for (std::size_t index : lines) {
    check_format(check, index, Component::dia_chi_co_quan, kAspects);
  }
  if (wants_line && !lines.empty() &&
      !stands_below_line(check.document.paragraphs, check.line(lines.front()).paragraph)) {
    check.at_line(lines.front(), no_line_above());
  }
  check_edge_formats(check, Component::dia_chi_co_quan, kAspects);
  bool is_first = true;
  each_at_edge(check, Component::dia_chi_co_quan, [&](PageEdge const& edge, std::size_t paragraph) {
    // Above the street, which stands on the line before.
    std::size_t const above =
        paragraph > 0 && !edge.paragraphs[paragraph - 1].is_blank() ? paragraph - 1 : paragraph;
    if (wants_line && is_first && !stands_below_line(edge.paragraphs, paragraph) &&
        !stands_below_line(edge.paragraphs, above)) {
      check.at_edge(edge.paragraphs[paragraph], no_line_above());
    }
    is_first = false;
  });
}

void rule_KSO_01(Check& check) {
  for (Component component : {Component::chu_ky_so_ban_sao, Component::thong_tin_ky_so}) {
    constexpr unsigned kAspects = kSize | kBold | kItalic;
    for (std::size_t index : check.lines_of(component)) {
      check_format(check, index, component, kAspects);
    }
    check_edge_formats(check, component, kAspects);
  }
}

}  // namespace thethuc::rules
