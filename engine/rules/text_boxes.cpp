#include "rules/text_boxes.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>
#include <utility>

#include "base/units.h"
#include "rules/shape_measures.h"
#include "wml/names.h"

namespace thethuc::rules {
namespace {

constexpr int kUsualInset = 144;  // 0.1 inch

bool is_vml(pugi::xml_node node) {
  return std::string_view{node.name()}.starts_with("v:");
}

pugi::xml_node ancestor(pugi::xml_node node, char const* name) {
  do {
    node = node.parent();
  } while (node && !wml::is(node, name) && !wml::is(node, wml::w::p));
  return wml::is(node, name) ? node : pugi::xml_node{};
}

// --- DrawingML: wps:wsp/wps:txbx/w:txbxContent, in wp:anchor or wp:inline or in groups there

struct Stretch {
  double at = 0, size = 0;
};

// A stretch of a shape as its groups place and scale it, across or down; of the outermost group the
// place is the anchor's.
Stretch in_groups(pugi::xml_node shape, Stretch own, char const* at, char const* size) {
  for (pugi::xml_node group = shape.parent();
       wml::is(group, "wpg:grpSp") || wml::is(group, "wpg:wgp");
       group = group.parent()) {
    pugi::xml_node const frame = group.child("wpg:grpSpPr").child("a:xfrm");
    double const from = emu_twips(frame.child("a:chOff").attribute(at));
    double const inner = emu_twips(frame.child("a:chExt").attribute(size));
    double const outer = emu_twips(frame.child("a:ext").attribute(size));
    double const scale = inner > 0 && outer > 0 ? outer / inner : 1;
    bool const is_outermost = wml::is(group, "wpg:wgp");
    double const base = is_outermost ? 0 : emu_twips(frame.child("a:off").attribute(at));
    own = {base + (own.at - from) * scale, own.size * scale};
  }
  return own;
}

bool is_in_group(pugi::xml_node shape) {
  return wml::is(shape.parent(), "wpg:grpSp") || wml::is(shape.parent(), "wpg:wgp");
}

pugi::xml_node placed_of(pugi::xml_node shape) {
  pugi::xml_node const anchor = ancestor(shape, "wp:anchor");
  return anchor ? anchor : ancestor(shape, "wp:inline");
}

int drawing_width(pugi::xml_node shape) {
  pugi::xml_node const body = shape.child("wps:bodyPr");
  std::string_view const flow = body.attribute("vert").value();
  bool const is_across = flow.empty() || flow == "horz";
  if (!is_across || std::string_view{"none"} == body.attribute("wrap").value()) {
    return 0;
  }
  auto const inset = [&](char const* name) {
    pugi::xml_attribute const own = body.attribute(name);
    return own ? emu_twips(own) : kUsualInset;
  };
  pugi::xml_node const extent = shape.child("wps:spPr").child("a:xfrm").child("a:ext");
  double const width =
      is_in_group(shape)
          ? in_groups(shape, {0, double(emu_twips(extent.attribute("cx")))}, "x", "cx").size
          : emu_twips(placed_of(shape).child("wp:extent").attribute("cx"));
  return static_cast<int>(width) - inset("lIns") - inset("rIns");
}

// --- VML: v:shape/v:textbox/w:txbxContent

// "2mm,,2mm,0": left, top, right, bottom; what is left out is as usual.
int vml_inset(std::string_view insets, int side) {
  for (; side > 0 && !insets.empty(); --side) {
    std::size_t const comma = insets.find(',');
    insets = comma == std::string_view::npos ? std::string_view{} : insets.substr(comma + 1);
  }
  std::string_view const own = insets.substr(0, insets.find(','));
  return own.empty() ? kUsualInset : static_cast<int>(vml_length(own));
}

int vml_width(pugi::xml_node box) {
  pugi::xml_node const shape = box.parent();
  std::string_view const style = shape.attribute("style").value();
  std::string_view const own = box.attribute("style").value();
  bool const is_across =
      style_value(own, "layout-flow").empty() || style_value(own, "layout-flow") == "horizontal";
  // In a group lengths are the group's own.
  if (!is_across || wml::is(shape.parent(), "v:group") ||
      style_value(style, "mso-wrap-style") == "none") {
    return 0;
  }
  std::string_view const insets = box.attribute("inset").value();
  return static_cast<int>(vml_length(style_value(style, "width"))) - vml_inset(insets, 0) -
         vml_inset(insets, 2);
}

// --- places

struct Place {
  bool is_known = false;
  std::string_view from;        // what `top` is told from
  void const* group = nullptr;  // of VML, whose places are its own
  double top = 0;
  double left = 0;
};

// Text at the middle of what a shape is placed in; left of it and right of it the others stand.
double aligned(std::string_view align) {
  constexpr double kSide = 1e6;
  constexpr double kMiddle = 4500;  // twips, of a page
  return align == "left" || align == "inside"     ? -kSide
         : align == "right" || align == "outside" ? kSide
                                                  : kMiddle;
}

Place drawing_place(pugi::xml_node shape) {
  pugi::xml_node const anchor = ancestor(shape, "wp:anchor");
  pugi::xml_node const down = anchor.child("wp:positionV");
  pugi::xml_node const across = anchor.child("wp:positionH");
  std::string_view const align = down.child("wp:align").text().get();
  Place out;
  out.is_known = anchor && (down.child("wp:posOffset") || align == "top");
  out.from = down.attribute("relativeFrom").value();
  auto const offset = [](pugi::xml_node position) {
    double const twips = position.child("wp:posOffset").text().as_double() / base::kEmuPerTwip;
    return std::abs(twips) < 1e6 ? twips : 0.0;
  };
  out.top = offset(down);
  out.left = across.child("wp:posOffset") ? offset(across)
                                          : aligned(across.child("wp:align").text().get());
  if (is_in_group(shape)) {
    pugi::xml_node const own = shape.child("wps:spPr").child("a:xfrm").child("a:off");
    out.top += in_groups(shape, {double(emu_twips(own.attribute("y"))), 0}, "y", "cy").at;
    out.left += in_groups(shape, {double(emu_twips(own.attribute("x"))), 0}, "x", "cx").at;
  }
  return out;
}

Place vml_place(pugi::xml_node shape) {
  std::string_view const style = shape.attribute("style").value();
  Place out;
  if (wml::is(shape.parent(), "v:group")) {
    out.group = shape.parent().internal_object();
    out.top = vml_length(style_value(style, "top"));
    out.left = vml_length(style_value(style, "left"));
    out.is_known = true;
    return out;
  }
  std::string_view const align = style_value(style, "mso-position-horizontal");
  std::string_view const down = style_value(style, "mso-position-vertical");
  out.is_known = style_value(style, "position") == "absolute" &&
                 (down.empty() || down == "absolute" || down == "top");
  out.from = style_value(style, "mso-position-vertical-relative");
  out.from = out.from.empty() ? "text" : out.from;
  out.top = vml_length(style_value(style, "margin-top"));
  bool const is_offset = align.empty() || align == "absolute";
  out.left = is_offset ? vml_length(style_value(style, "margin-left")) : aligned(align);
  return out;
}

Place place_of(pugi::xml_node content) {
  pugi::xml_node const box = content.parent();
  return is_vml(box) ? vml_place(box.parent()) : drawing_place(box.parent());
}

// Whether text stands above and below the box only, never beside it.
bool keeps_rows(pugi::xml_node content) {
  pugi::xml_node const box = content.parent();
  if (!is_vml(box)) {
    return !ancestor(box, "wp:anchor").child("wp:wrapTopAndBottom").empty();
  }
  std::string_view const wrap = box.parent().child("w10:wrap").attribute("type").value();
  return wrap == "topAndBottom";
}

}  // namespace

int text_box_width(pugi::xml_node content) {
  pugi::xml_node const box = content.parent();
  return std::max(0, is_vml(box) ? vml_width(box) : drawing_width(box.parent()));
}

std::vector<std::size_t> in_page_order(std::vector<pugi::xml_node> const& contents) {
  std::vector<std::size_t> order(contents.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<Place> places;
  for (pugi::xml_node content : contents) {
    places.push_back(place_of(content));
  }
  bool const is_told = std::all_of(places.begin(), places.end(), [&](Place const& place) {
    return place.is_known && place.from == places.front().from &&
           place.group == places.front().group;
  });
  if (is_told) {
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return std::pair{places[a].top, places[a].left} < std::pair{places[b].top, places[b].left};
    });
  }
  return order;
}

std::optional<double> text_box_left(pugi::xml_node content) {
  Place const place = place_of(content);
  return place.is_known && place.group == nullptr ? std::optional{place.left} : std::nullopt;
}

bool stands_above(pugi::xml_node content) {
  constexpr double kLine = 280;  // twips; what begins within the line stands beside it
  Place const place = place_of(content);
  bool const is_of_text = place.from == "paragraph" || place.from == "line" || place.from == "text";
  if (!place.is_known || !is_of_text) {
    return false;
  }
  // Where the text keeps off the box's rows it begins below it.
  return place.top <= -kLine || (keeps_rows(content) && place.top < kLine);
}

}  // namespace thethuc::rules
