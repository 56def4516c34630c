#include "rules/drawn_lines.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

#include "base/units.h"
#include "rules/shape_measures.h"
#include "rules/strokes.h"
#include "wml/names.h"

namespace thethuc::rules {
namespace {

// A shape that is higher is no line: 1 mm.
constexpr int kThickest = 57;

// `place`: the line without its width.
// `stroke`: of a line shape; nullopt for one that does not show. A thin rectangle is a line by its
// fill, too.
void add(int width,
         int height,
         bool is_line,
         std::optional<LineKind> stroke,
         DrawnLine place,
         std::vector<DrawnLine>& out) {
  bool const is_flat = std::abs(height) <= kThickest;
  bool const shows = stroke || !is_line;
  if (width > 0 && is_flat && shows && (is_line || height > 0 || width > 20 * kThickest)) {
    place.width_twips = width;
    place.stroke = is_line ? *stroke : LineKind::solid;
    out.push_back(place);
  }
}

DrawnLine::From from_of(std::string_view name) {
  return name == "column" || name == "text" ? DrawnLine::From::column
         : name == "margin"                 ? DrawnLine::From::margin
         : name == "page"                   ? DrawnLine::From::page
                                            : DrawnLine::From::unknown;
}

// Of a wp:anchor (20.4.2.10); an inline shape stands in its text.
DrawnLine place_of(pugi::xml_node placed, int width) {
  pugi::xml_node const across = placed.child("wp:positionH");
  pugi::xml_node const offset = across.child("wp:posOffset");
  std::string_view const align = across.child("wp:align").text().get();
  DrawnLine out;
  out.is_centred = align == "center";
  if (offset || out.is_centred || align == "left") {
    out.from = from_of(across.attribute("relativeFrom").value());
    double const left = offset.text().as_double() / base::kEmuPerTwip;
    out.centre_twips = (std::abs(left) < 1e6 ? static_cast<int>(left) : 0) + width / 2;
  }
  return out;
}

// Of a VML shape whose left edge is at `left` of what its style tells it from. In a group places
// are the group's own.
DrawnLine place_of(pugi::xml_node shape, double left, int width) {
  if (wml::is(shape.parent(), "v:group")) {
    return {};
  }
  std::string_view const style = shape.attribute("style").value();
  std::string_view const align = style_value(style, "mso-position-horizontal");
  std::string_view const relative = style_value(style, "mso-position-horizontal-relative");
  DrawnLine out;
  out.is_centred = align == "center";
  if (style_value(style, "position") == "absolute" && (out.is_centred || align.empty())) {
    out.from = relative.empty() ? DrawnLine::From::column : from_of(relative);
    double const from = left + vml_length(style_value(style, "margin-left"));
    out.centre_twips = static_cast<int>(from) + width / 2;
  }
  return out;
}

void add_drawing(pugi::xml_node drawing, std::vector<DrawnLine>& out) {
  for (pugi::xml_node placed : drawing.children()) {  // wp:anchor, wp:inline
    pugi::xml_node const extent = placed.child("wp:extent");
    pugi::xml_node const shape = placed.child("a:graphic").child("a:graphicData").child("wps:wsp");
    std::string_view const kind =
        shape.child("wps:spPr").child("a:prstGeom").attribute("prst").value();
    bool const is_line = kind == "line" || kind == "straightConnector1";
    if (shape && (is_line || kind == "rect") && !shape.child("wps:txbx")) {
      int const width = emu_twips(extent.attribute("cx"));
      add(width,
          emu_twips(extent.attribute("cy")),
          is_line,
          drawing_stroke(shape.child("wps:spPr")),
          place_of(placed, width),
          out);
    }
  }
}

void add_vml(pugi::xml_node shape, std::vector<DrawnLine>& out) {
  std::string_view const name = shape.name();
  if (name == "v:line") {
    std::string_view const from = shape.attribute("from").value();
    std::string_view const to = shape.attribute("to").value();
    std::size_t const from_comma = std::min(from.find(','), from.size());
    std::size_t const to_comma = std::min(to.find(','), to.size());
    auto const behind = [](std::string_view s, std::size_t comma) {
      return comma < s.size() ? s.substr(comma + 1) : std::string_view{};
    };
    double const left =
        std::min(vml_length(from.substr(0, from_comma)), vml_length(to.substr(0, to_comma)));
    double const width =
        vml_length(to.substr(0, to_comma)) - vml_length(from.substr(0, from_comma));
    double const height = vml_length(behind(to, to_comma)) - vml_length(behind(from, from_comma));
    int const length = static_cast<int>(std::abs(width));
    add(length,
        static_cast<int>(height),
        true,
        vml_stroke(shape),
        place_of(shape, left, length),
        out);
  } else if (name == "v:shape" || name == "v:rect") {
    std::string_view const style = shape.attribute("style").value();
    // t32 and t20 are Word's straight connector and line.
    std::string_view const type = shape.attribute("type").value();
    bool const is_line = type.ends_with("_t32") || type.ends_with("_t20");
    if ((is_line || name == "v:rect") && !shape.child("v:textbox")) {
      int const width = static_cast<int>(vml_length(style_value(style, "width")));
      int const height = static_cast<int>(vml_length(style_value(style, "height")));
      add(width, height, is_line, vml_stroke(shape), place_of(shape, 0, width), out);
    }
  }
}

}  // namespace

void find_drawn_lines(pugi::xml_node object, std::vector<DrawnLine>& out) {
  for (pugi::xml_node child : object.children()) {
    if (wml::is(child, "mc:Fallback") || wml::is(child, wml::w::txbxContent)) {
      continue;
    }
    if (wml::is(child, "w:drawing")) {
      add_drawing(child, out);
    } else if (std::string_view{child.name()}.starts_with("v:")) {
      add_vml(child, out);
      find_drawn_lines(child, out);  // v:group
    } else if (wml::is(child, "mc:AlternateContent") || wml::is(child, "mc:Choice") ||
               wml::is(child, "w:pict")) {
      find_drawn_lines(child, out);
    }
  }
}

}  // namespace thethuc::rules
