// The order in which a document is understood: header, title, signature block, what lies between,
// appendices.

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/text.h"
#include "rules/recognised.h"
#include "rules/words.h"

namespace thethuc::rules {

namespace {

// A page of its own before the header, with the body, the title and the year: nothing is prescribed
// for it. How many lines it takes; 0 when there is none.
std::size_t cover_size(Document const& document, std::vector<Line> const& lines) {
  constexpr std::size_t kMostLines = 16;
  constexpr std::size_t kMostCharacters = 150;
  std::size_t end = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Line const& line = lines[i];
    Paragraph const& p = document.paragraphs[line.paragraph];
    if (i > 0 && end == 0 && p.starts_page && lines[i - 1].paragraph != line.paragraph) {
      end = i;
    }
    if (is_national_name(line.text)) {
      return end;
    }
    // What a header or a body has stands on no cover; behind it the header is near.
    bool const is_text = base::code_point_count(line.text) > kMostCharacters ||
                         is_number_line(line.text) || folded(line.text, 12).starts_with("noi nhan");
    if ((end == 0 && is_text) || i >= kMostLines + (end == 0 ? 0 : end)) {
      return 0;
    }
  }
  return 0;
}

std::vector<Line> without_cover(Document const& document, std::vector<Line> lines) {
  lines.erase(lines.begin(),
              lines.begin() + static_cast<std::ptrdiff_t>(cover_size(document, lines)));
  return lines;
}

}  // namespace

Recognised recognise(Document const& document, Profile const& profile) {
  Recognised r;
  r.lines = without_cover(document, read_lines(document));
  recognise_notices(document, r);
  recognise_header(document, profile, r);
  recognise_title(document, profile, r);
  recognise_signature(document, r);
  recognise_address(document, r);
  recognise_appendices(document, profile, r);
  recognise_body(document, profile, r);
  r.kind = kind_of(r);
  return r;
}

namespace {

bool has_component(Recognised const& r, Component component) {
  auto const is_it = [&](auto const& line) { return line.component == component; };
  return std::any_of(r.lines.begin(), r.lines.end(), is_it) ||
         std::any_of(r.edges.begin(), r.edges.end(), is_it);
}

// An appendix, a document that was issued with another, that is a file of its own.
bool is_part(Recognised const& r) {
  if (r.so_ky_hieu || r.trich_yeu_cong_van) {
    return false;
  }
  bool const begins_so = !r.appendices.empty() && r.appendices.front().first <= r.body_begin;
  constexpr std::size_t kNearTop = 20;  // lines
  auto const end =
      r.lines.begin() + static_cast<std::ptrdiff_t>(std::min(r.lines.size(), kNearTop));
  bool const has_reference =
      std::any_of(r.lines.begin(), end, [](Line const& l) { return is_reference_line(l.text); });
  return begins_so || has_reference || has_component(r, Component::thong_tin_ky_so);
}

}  // namespace

DocumentKind kind_of(Recognised const& r) {
  if (is_part(r)) {
    return DocumentKind::part;
  }
  if (r.so_ky_hieu || r.trich_yeu_cong_van) {
    return DocumentKind::administrative;
  }
  bool const has_name = r.quoc_hieu || r.tieu_ngu || r.tieu_de_dang;
  if (!has_name && !r.dia_danh_ngay) {
    return DocumentKind::other;
  }
  // Contracts, minutes and powers of attorney of people have a Quốc hiệu and a type, too.
  bool const has_body_name = !r.ban_hanh.empty();
  bool const is_sent = r.noi_nhan || !r.quyen_han.empty();
  bool const is_administrative =
      r.type != nullptr ? has_body_name || is_sent : has_body_name && is_sent;
  return is_administrative ? DocumentKind::administrative : DocumentKind::form;
}

}  // namespace thethuc::rules
