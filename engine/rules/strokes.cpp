#include "rules/strokes.h"

#include <algorithm>
#include <iterator>

#include "wml/names.h"

namespace thethuc::rules {
namespace {

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

std::optional<LineKind> border_stroke(pugi::xml_node border) {
  std::string_view const kind = border.attribute(wml::w::val).value();
  if (!border || kind == "nil" || kind == "none") {
    return std::nullopt;
  }
  if (has(kind, "ave")) {  // wave, doubleWave
    return LineKind::wavy;
  }
  // Before "dot": dashDotStroked and the like are rows of dashes, too.
  if (has(kind, "dash") || has(kind, "Dash")) {
    return LineKind::dashed;
  }
  if (has(kind, "dot") || has(kind, "Dot")) {
    return LineKind::dotted;
  }
  bool const is_several =
      kind == "double" || kind == "triple" || has(kind, "thinThick") || has(kind, "thickThin");
  return is_several ? LineKind::several : LineKind::solid;
}

std::optional<LineKind> drawing_stroke(pugi::xml_node properties) {
  pugi::xml_node const line = properties.child("a:ln");
  if (line.child("a:noFill")) {
    return std::nullopt;
  }
  std::string_view const dash = line.child("a:prstDash").attribute("val").value();
  if (line.child("a:custDash") || has(dash, "ash")) {  // dash, lgDashDot, sysDash
    return LineKind::dashed;
  }
  if (has(dash, "dot") || has(dash, "Dot")) {
    return LineKind::dotted;
  }
  std::string_view const compound = line.attribute("cmpd").value();
  return compound.empty() || compound == "sng" ? LineKind::solid : LineKind::several;
}

std::optional<LineKind> vml_stroke(pugi::xml_node shape) {
  auto const is_off = [](std::string_view value) {
    return value == "f" || value == "false" || value == "0";
  };
  pugi::xml_node const stroke = shape.child("v:stroke");
  if (is_off(shape.attribute("stroked").value()) || is_off(stroke.attribute("on").value())) {
    return std::nullopt;
  }
  std::string_view const dash = stroke.attribute("dashstyle").value();
  if (dash == "dot" || dash == "shortdot" || dash.starts_with("1 1")) {
    return LineKind::dotted;
  }
  if (!dash.empty() && dash != "solid") {
    return LineKind::dashed;
  }
  std::string_view const compound = stroke.attribute("linestyle").value();
  return compound.empty() || compound == "single" ? LineKind::solid : LineKind::several;
}

base::Words stroke_words(LineKind stroke) {
  switch (stroke) {
    case LineKind::solid:
      break;
    case LineKind::dashed:
      return {"nét đứt", "a dashed line"};
    case LineKind::dotted:
      return {"nét chấm", "a dotted line"};
    case LineKind::several:
      return {"nét đôi", "a double line"};
    case LineKind::wavy:
      return {"nét lượn sóng", "a wavy line"};
  }
  return {"nét liền", "a solid line"};
}

}  // namespace thethuc::rules
