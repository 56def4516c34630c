#include "convert/geometry_json.h"

#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "data/json_text.h"

namespace thethuc::convert {

namespace {

void append_members(std::string& out,
                    std::initializer_list<std::pair<std::string_view, double>> members) {
  for (auto const& [name, value] : members) {
    fmt::format_to(std::back_inserter(out), ",\"{}\":{:.2f}", name, value);
  }
}

void append_text(std::string& out, std::string_view name, std::string_view value) {
  fmt::format_to(std::back_inserter(out), "\"{}\":", name);
  data::append_json_string(out, value);
}

void append_one(std::string& out, base::Geometry::Line const& line) {
  append_text(out, "text", line.text);
  append_members(out,
                 {{"left_mm", line.left_mm},
                  {"top_mm", line.top_mm},
                  {"width_mm", line.width_mm},
                  {"height_mm", line.height_mm}});
}

void append_one(std::string& out, base::Geometry::Run const& run) {
  append_text(out, "text", run.text);
  out += ',';
  append_text(out, "font", run.font);
  append_members(out,
                 {{"size_pt", run.size_pt},
                  {"left_mm", run.left_mm},
                  {"baseline_mm", run.baseline_mm},
                  {"width_mm", run.width_mm}});
  out += run.bold ? ",\"bold\":true" : "";
  out += run.italic ? ",\"italic\":true" : "";
}

void append_one(std::string& out, base::Geometry::Rule const& rule) {
  fmt::format_to(std::back_inserter(out), "\"from_x_mm\":{:.2f}", rule.from_x_mm);
  append_members(out,
                 {{"from_y_mm", rule.from_y_mm},
                  {"to_x_mm", rule.to_x_mm},
                  {"to_y_mm", rule.to_y_mm},
                  {"thickness_mm", rule.thickness_mm}});
}

void append_one(std::string& out, base::Geometry::Picture const& picture) {
  fmt::format_to(std::back_inserter(out), "\"left_mm\":{:.2f}", picture.left_mm);
  append_members(out,
                 {{"top_mm", picture.top_mm},
                  {"width_mm", picture.width_mm},
                  {"height_mm", picture.height_mm}});
}

// The items of one page, an object a line; `next` goes on to the first item of the page after it.
template <class Item>
void append_list(std::string& out,
                 std::string_view name,
                 std::vector<Item> const& items,
                 std::size_t& next,
                 int page) {
  fmt::format_to(std::back_inserter(out), ",\n   \"{}\": [", name);
  bool any = false;
  for (; next < items.size() && items[next].page == page; ++next) {
    out += any ? ",\n    {" : "\n    {";
    append_one(out, items[next]);
    out += '}';
    any = true;
  }
  out += ']';
}

}  // namespace

std::string to_json(base::Geometry const& g) {
  std::string out = fmt::format("{{\n \"pages\": {},\n \"sheets\": [", g.pages);
  std::size_t run = 0;
  std::size_t rule = 0;
  std::size_t picture = 0;
  std::size_t line = 0;
  for (std::size_t i = 0; i < g.sheets.size(); ++i) {
    fmt::format_to(std::back_inserter(out),
                   "{}\n  {{\"page\": {}, \"width_mm\": {:.2f}, \"height_mm\": {:.2f}",
                   i > 0 ? "," : "",
                   g.sheets[i].page,
                   g.sheets[i].width_mm,
                   g.sheets[i].height_mm);
    append_list(out, "lines", g.lines, line, g.sheets[i].page);
    append_list(out, "runs", g.runs, run, g.sheets[i].page);
    append_list(out, "rules", g.rules, rule, g.sheets[i].page);
    append_list(out, "pictures", g.pictures, picture, g.sheets[i].page);
    out += '}';
  }
  out += "]\n}\n";
  return out;
}

}  // namespace thethuc::convert
