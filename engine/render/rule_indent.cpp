// How long a line under a text has to be, and where it stands; how wide a frame around one; where
// the lines of a name part.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>

#include "base/font_metrics.h"
#include "base/name_breaks.h"
#include "render/walk.h"
#include "wml/text_xml.h"

namespace thethuc::render {
namespace {

// The characters that a stretch of our own output shows: what stands in w:t, with breaks as line
// feeds and tabs as spaces. `at`, when given, gets where in the XML each of its bytes comes from.
std::string visible_text(std::string_view xml, std::vector<std::size_t>* at = nullptr) {
  std::string out;
  auto const note = [&](std::size_t i) {
    if (at) {
      at->resize(out.size(), i);
    }
  };
  bool in_text = false;
  for (std::size_t i = 0; i < xml.size();) {
    if (xml[i] == '<') {
      std::size_t const end = xml.find('>', i);
      std::string_view const tag = xml.substr(i + 1, end - i - 1);
      if (tag == "w:t" || tag.starts_with("w:t ")) {
        in_text = tag.back() != '/';
      } else if (tag == "/w:t") {
        in_text = false;
      } else if (tag.starts_with("w:br") || tag.starts_with("w:cr")) {
        out += '\n';
      } else if (tag.starts_with("w:tab/")) {
        out += ' ';
      } else if (tag.starts_with("w:noBreakHyphen")) {
        out += '-';
      }
      note(i);
      i = end + 1;
    } else if (in_text && xml[i] == '&') {
      std::size_t const end = xml.find(';', i);
      std::string_view const entity = xml.substr(i + 1, end - i - 1);
      out += entity == "amp" ? '&' : entity == "lt" ? '<' : entity == "gt" ? '>' : ' ';
      note(i);
      i = end + 1;
    } else {
      if (in_text) {
        out += xml[i];
        note(i);
      }
      ++i;
    }
  }
  return out;
}

// How long the line is. One as long as its text goes by the text's last line, which it underlines.
// A shorter one goes by the widest: the decree asks for a third to a half "độ dài của dòng chữ" (ND
// 30/2020, phu luc I, muc II) and by a short last line ("NGHĨA") alone it would be a mere dash.
// Where the last line is much shorter, the line keeps to half of that, as far as 35 % of the widest
// allows: so it suits those who measure the last line, too.
double rule_length(double fraction, base::LineWidths const& text) {
  double const last = text.last.count;
  double const widest = text.widest.count;
  if (fraction >= 1) {
    return last * fraction;
  }
  return std::min(widest * fraction, std::max(last * 0.5, widest * 0.35));
}

// A frame is whole centimetres wide and leaves its text at least half a millimetre at each side:
// so the three stamps that the decree measures get its 20, 30 and 40 mm, at 13 and at 14 points,
// and others frames of the same kind.
constexpr std::int32_t kCentimetre = 567;  // twips
constexpr std::int32_t kLeastAir = 57;

base::LineWidths measure(std::vector<compile::RunFormat> const& formats,
                         base::Twips area,
                         std::string_view out,
                         Span const* first,
                         Span const* last) {
  std::vector<std::string> texts;
  texts.reserve(static_cast<std::size_t>(last - first));
  std::vector<base::TextSpan> spans;
  for (Span const* span = first; span != last; ++span) {
    texts.push_back(visible_text(out.substr(span->begin, span->end - span->begin)));
    spans.push_back({texts.back(), formats[span->format].face, formats[span->format].size});
  }
  return base::line_widths(spans, area);
}

std::string indents(std::int32_t left, std::int32_t right) {
  return "<w:ind w:left=\"" + std::to_string(left) + "\" w:right=\"" + std::to_string(right) +
         "\" w:firstLine=\"0\"/>";
}

}  // namespace

std::string rule_indent(compile::Rule const& rule,
                        std::vector<compile::RunFormat> const& formats,
                        std::string_view out,
                        Span const* first,
                        Span const* last) {
  base::Twips const area = rule.available - rule.left - rule.right;
  base::LineWidths const widths = measure(formats, area, out, first, last);
  auto const length = static_cast<std::int32_t>(std::lround(rule_length(rule.fraction, widths)));
  if (length <= 0) {
    return {};
  }
  // Where the line of text begins that it goes by, then the line centred on that.
  std::int32_t const text = (rule.fraction < 1 ? widths.widest : widths.last).count;
  std::int32_t text_left = rule.left.count;
  if (rule.align == compile::Rule::Align::center) {
    text_left += (area.count - text) / 2;
  } else if (rule.align == compile::Rule::Align::right) {
    text_left += area.count - text;
  }
  std::int32_t const left = text_left + (text - length) / 2;
  std::int32_t const right = rule.available.count - left - length;
  return indents(left, right);
}

std::string frame_indent(compile::Rule const& rule,
                         std::vector<compile::RunFormat> const& formats,
                         std::string_view out,
                         Span const* first,
                         Span const* last) {
  std::int32_t const text = measure(formats, rule.available, out, first, last).widest.count;
  std::int32_t const width = std::min(
      (text + kLeastAir + kCentimetre - 1) / kCentimetre * kCentimetre, rule.available.count);
  std::int32_t const rest = rule.available.count - width;
  return text > 0 ? indents(rest / 2, rest - rest / 2) : std::string{};
}

void part_lines(compile::Rule const& rule,
                std::vector<compile::RunFormat> const& formats,
                std::string& out,
                Span* first,
                Span* last) {
  base::Twips const area = rule.available - rule.left - rule.right;
  std::vector<std::string> texts;
  std::vector<std::size_t> at;  // of each byte of the joined texts, in `out`
  for (Span const* span = first; span != last; ++span) {
    std::vector<std::size_t> within;
    texts.push_back(
        visible_text(std::string_view{out}.substr(span->begin, span->end - span->begin), &within));
    std::transform(within.begin(), within.end(), std::back_inserter(at), [&](std::size_t i) {
      return span->begin + i;
    });
  }
  std::vector<base::TextSpan> spans;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    compile::RunFormat const& format = formats[first[i].format];
    spans.push_back({texts[i], format.face, format.size});
  }
  std::vector<std::size_t> const breaks = base::name_breaks(spans, area);
  for (auto space = breaks.rbegin(); space != breaks.rend(); ++space) {
    std::size_t const place = at[*space];
    if (out[place] != ' ') {
      continue;  // a tab, which stays
    }
    out.replace(place, 1, wml::kLineBreak);
    std::size_t const longer = wml::kLineBreak.size() - 1;
    for (Span* span = first; span != last; ++span) {
      span->begin += span->begin > place ? longer : 0;
      span->end += span->end > place ? longer : 0;
    }
  }
}

}  // namespace thethuc::render
