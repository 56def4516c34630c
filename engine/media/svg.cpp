#include "media/svg.h"

#include <charconv>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "media/formats.h"
#include "opc/xml.h"

// Scalable Vector Graphics 1.1 (W3C), chapter 7: coordinate systems and units.

namespace thethuc::media {

namespace {

constexpr std::string_view kNamespace = "http://www.w3.org/2000/svg";
constexpr double kMostCssPixels = 1'000'000;

Fault svg_damaged(Words found) {
  return damaged(Format::svg, std::move(found));
}

// `text` without byte order mark, and without a document type that only names the DTD, as older
// drawing programs write it. One with declarations of its own is refused: entities multiply.
std::optional<Fault> clean(std::string_view text, std::string& out) {
  if (text.starts_with("\xEF\xBB\xBF")) {
    text.remove_prefix(3);
  }
  std::size_t const begin = text.find("<!DOCTYPE");
  std::size_t const root = text.find("<svg");
  // Only in the prolog: behind the root's beginning the same letters are text, or ill-formed.
  if (begin == std::string_view::npos || root < begin) {
    out.assign(text);
    return std::nullopt;
  }
  char quote = '\0';
  for (std::size_t at = begin; at < text.size(); ++at) {
    char const c = text[at];
    if (quote != '\0') {
      quote = c == quote ? '\0' : quote;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '[') {
      return svg_unsupported({"không có khai báo thực thể", "without entity declarations"},
                             {"khai báo trong DOCTYPE", "declarations in its DOCTYPE"});
    } else if (c == '>') {
      out.assign(text.substr(0, begin)).append(text.substr(at + 1));
      return std::nullopt;
    }
  }
  return svg_damaged({"DOCTYPE không kết thúc", "a DOCTYPE that does not end"});
}

// CSS pixels of "210mm", "100", "8.5in"; nullopt for percentages, units of fonts and nonsense.
std::optional<double> length_px(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '+')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && text.back() == ' ') {
    text.remove_suffix(1);
  }
  double number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) {
    return std::nullopt;
  }
  std::string_view const unit = text.substr(static_cast<std::size_t>(end - text.data()));
  constexpr std::pair<std::string_view, double> kUnits[] = {{"", 1},
                                                            {"px", 1},
                                                            {"pt", 96.0 / 72},
                                                            {"pc", 16},
                                                            {"mm", 96 / 25.4},
                                                            {"cm", 96 / 2.54},
                                                            {"in", 96},
                                                            {"Q", 96 / 101.6}};
  for (auto const& [name, factor] : kUnits) {
    if (unit == name) {
      return number * factor;
    }
  }
  return std::nullopt;
}

// Width and height of "min-x min-y width height", parted by spaces and commas.
std::optional<std::pair<double, double>> view_box(std::string_view text) {
  double numbers[4] = {};
  for (double& number : numbers) {
    std::size_t const begin = text.find_first_not_of(" \t\r\n,");
    if (begin == std::string_view::npos) {
      return std::nullopt;
    }
    text.remove_prefix(begin);
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) {
      return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  }
  if (!(numbers[2] > 0 && numbers[3] > 0)) {
    return std::nullopt;
  }
  return std::pair{numbers[2], numbers[3]};
}

// A side that is not given follows from the other one and the viewBox, or is the viewBox's.
std::optional<Fault> read_size(pugi::xml_node root, MeasuredSvg& out) {
  auto const width = length_px(root.attribute("width").value());
  auto const height = length_px(root.attribute("height").value());
  auto const box = view_box(root.attribute("viewBox").value());
  if (!box && !(width && height)) {
    return svg_damaged({"không có width và height, cũng không có viewBox",
                        "neither width and height nor viewBox"});
  }
  if (box) {
    auto const [box_width, box_height] = *box;
    out.width = width ? *width : height ? *height * box_width / box_height : box_width;
    out.height = height ? *height : width ? *width * box_height / box_width : box_height;
  } else {
    out.width = *width;
    out.height = *height;
  }
  for (double const side : {out.width, out.height}) {
    if (!(side > 0 && side <= kMostCssPixels)) {
      return svg_damaged(
          {fmt::format("một cạnh dài {} px", side), fmt::format("a side of {} px", side)});
    }
  }
  return std::nullopt;
}

// The tree, parsed within limits.
Result<std::unique_ptr<pugi::xml_document>> parse(std::string_view text, Limits const& limits) {
  opc::Limits bounds;
  bounds.max_xml_nodes = limits.max_svg_nodes;
  bounds.max_xml_depth = limits.max_svg_depth;
  base::Diagnostics problems;
  auto document = opc::parse_xml(text, "", "", bounds, problems);
  if (document) {
    return document;
  }
  base::Diagnostic const& first = problems.entries().front();
  auto const words = [&](base::Language language, std::string_view line) {
    std::string const message = base::message(first, language);
    return first.place.line > 0 ? fmt::format("{} {}: {}", line, first.place.line, message)
                                : message;
  };
  Fault found =
      svg_damaged({words(base::Language::vi, "ở dòng"), words(base::Language::en, "in line")});
  return first.id == base::Id::xml_too_many_nodes ? by_limit(std::move(found), "svg-nodes")
         : first.id == base::Id::xml_too_deep     ? by_limit(std::move(found), "svg-depth")
                                                  : found;
}

}  // namespace

std::string_view local_name(std::string_view name) {
  return name.substr(name.find(':') + 1);  // npos + 1 is 0
}

Fault svg_unsupported(Words expected, Words found) {
  return fault(base::Id::picture_svg_unsupported, std::move(expected), std::move(found));
}

Result<MeasuredSvg> measure_svg(std::string_view bytes, Limits const& limits) {
  MeasuredSvg out;
  if (auto refused = clean(bytes, out.clean)) {
    return *refused;
  }
  auto parsed = parse(out.clean, limits);
  if (auto* const broken = std::get_if<Fault>(&parsed)) {
    return std::move(*broken);
  }
  pugi::xml_node const root =
      std::get<std::unique_ptr<pugi::xml_document>>(parsed)->document_element();
  std::string_view const name = root.name();
  std::size_t const colon = name.find(':');
  std::string const declaration =
      colon == std::string_view::npos ? "xmlns" : fmt::format("xmlns:{}", name.substr(0, colon));
  if (local_name(name) != "svg" || root.attribute(declaration.c_str()).value() != kNamespace) {
    return svg_damaged({fmt::format("phần tử gốc không phải svg của {}", kNamespace),
                        fmt::format("a root that is no svg of {}", kNamespace)});
  }
  if (auto refused = check_svg_references(root, limits)) {
    return *refused;
  }
  if (auto wrong = read_size(root, out)) {
    return *wrong;
  }
  return out;
}

}  // namespace thethuc::media
