#include "limits.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/diagnostic.h"

namespace thethuc::cli {

namespace {

constexpr std::size_t kMostCount = 4'000'000'000;  // of things that 32 bits number
constexpr std::size_t kMostBytes = std::size_t{1} << 40;
constexpr std::size_t kMostJson = 4'000'000'000;  // bytes, which 32 bits number
// What nests is read by functions that call themselves: deeper, and the stack would not do.
constexpr std::size_t kMostDepth = 1'000;
constexpr std::size_t kMostSeconds = 1'000'000;
constexpr std::size_t kMostPages = 1'000'000;

struct Named {
  std::string_view name;
  std::size_t most;
  std::size_t& (*value)(Limits&);
};

// In the order of README.md.
constexpr Named kLimits[] = {
    {"archive-bytes",
     kMostBytes,
     [](Limits& l) -> std::size_t& { return l.compile.package.max_archive_bytes; }},
    {"archive-entries",
     kMostCount,
     [](Limits& l) -> std::size_t& { return l.compile.package.max_entries; }},
    {"archive-ratio",
     kMostCount,
     [](Limits& l) -> std::size_t& { return l.compile.package.max_ratio; }},
    {"part-bytes",
     kMostBytes,
     [](Limits& l) -> std::size_t& { return l.compile.package.max_part_bytes; }},
    {"unpacked-bytes",
     kMostBytes,
     [](Limits& l) -> std::size_t& { return l.compile.package.max_total_bytes; }},
    {"xml-depth",
     kMostDepth,
     [](Limits& l) -> std::size_t& { return l.compile.package.max_xml_depth; }},
    {"xml-nodes",
     kMostCount,
     [](Limits& l) -> std::size_t& { return l.compile.package.max_xml_nodes; }},
    {"relationships",
     kMostCount,
     [](Limits& l) -> std::size_t& { return l.compile.package.max_relationships; }},
    {"tags", kMostCount, [](Limits& l) -> std::size_t& { return l.compile.max_tags; }},
    {"tag-bytes", kMostBytes, [](Limits& l) -> std::size_t& { return l.compile.max_tag_bytes; }},
    {"paragraph-tags",
     kMostCount,
     [](Limits& l) -> std::size_t& { return l.compile.max_tags_per_paragraph; }},
    {"section-depth",
     kMostDepth,
     [](Limits& l) -> std::size_t& { return l.compile.max_section_depth; }},
    {"partials", kMostCount, [](Limits& l) -> std::size_t& { return l.compile.max_partials; }},
    {"partial-depth",
     kMostDepth,
     [](Limits& l) -> std::size_t& { return l.compile.max_partial_depth; }},
    {"partial-bytes",
     kMostBytes,
     [](Limits& l) -> std::size_t& { return l.compile.max_partial_bytes; }},
    {"schema-bytes",
     kMostJson,
     [](Limits& l) -> std::size_t& { return l.compile.schema.max_bytes; }},
    {"schema-values",
     kMostCount,
     [](Limits& l) -> std::size_t& { return l.compile.schema.max_values; }},
    {"schema-steps",
     kMostBytes,
     [](Limits& l) -> std::size_t& { return l.compile.schema.max_steps; }},
    {"data-bytes", kMostJson, [](Limits& l) -> std::size_t& { return l.data.max_bytes; }},
    {"data-depth", kMostDepth, [](Limits& l) -> std::size_t& { return l.data.max_depth; }},
    {"data-values", kMostCount, [](Limits& l) -> std::size_t& { return l.data.max_nodes; }},
    {"rich-bytes", kMostBytes, [](Limits& l) -> std::size_t& { return l.rich_bytes; }},
    {"picture-bytes", kMostBytes, [](Limits& l) -> std::size_t& { return l.pictures.max_bytes; }},
    {"picture-pixels", kMostBytes, [](Limits& l) -> std::size_t& { return l.pictures.max_pixels; }},
    {"svg-nodes", kMostCount, [](Limits& l) -> std::size_t& { return l.pictures.max_svg_nodes; }},
    {"svg-depth", kMostDepth, [](Limits& l) -> std::size_t& { return l.pictures.max_svg_depth; }},
    {"check-paragraphs",
     kMostCount,
     [](Limits& l) -> std::size_t& { return l.check.max_paragraphs; }},
    {"output-bytes", kMostBytes, [](Limits& l) -> std::size_t& { return l.output_bytes; }},
    {"output-ratio", kMostCount, [](Limits& l) -> std::size_t& { return l.output_ratio; }},
    {"steps", kMostBytes, [](Limits& l) -> std::size_t& { return l.steps; }},
    {"steps-ratio", kMostCount, [](Limits& l) -> std::size_t& { return l.steps_ratio; }},
    {"seconds", kMostSeconds, [](Limits& l) -> std::size_t& { return l.seconds; }},
    {"record-bytes",
     kMostJson,
     [](Limits& l) -> std::size_t& { return l.records.max_record_bytes; }},
    {"record-columns", kMostCount, [](Limits& l) -> std::size_t& { return l.records.max_columns; }},
    {"workbook-bytes",
     kMostBytes,
     [](Limits& l) -> std::size_t& { return l.records.max_archive_bytes; }},
    {"shared-strings-bytes",
     kMostJson,
     [](Limits& l) -> std::size_t& { return l.records.max_shared_strings_bytes; }},
    {"join-documents", kMostCount, [](Limits& l) -> std::size_t& { return l.joins.max_documents; }},
    {"join-bytes", kMostBytes, [](Limits& l) -> std::size_t& { return l.joins.max_bytes; }},
    {"convert-paragraphs",
     kMostCount,
     [](Limits& l) -> std::size_t& { return l.convert.max_paragraphs; }},
    {"convert-table-depth",
     kMostDepth,
     [](Limits& l) -> std::size_t& { return l.convert.max_table_depth; }},
    {"convert-bytes",
     kMostBytes,
     [](Limits& l) -> std::size_t& { return l.convert.max_xml_bytes; }},
    {"convert-pages", kMostPages, [](Limits& l) -> std::size_t& { return l.convert.max_pages; }},
    {"convert-pixels", kMostBytes, [](Limits& l) -> std::size_t& { return l.convert.max_pixels; }},
    {"convert-memory", kMostBytes, [](Limits& l) -> std::size_t& { return l.convert.max_memory; }},
    {"convert-seconds", kMostSeconds, [](Limits& l) -> std::size_t& { return l.convert_seconds; }},
};

// "512", "16K", "2MiB": K, M and G are 1024 and its powers. nullopt for what is no number, or
// larger than `most`.
std::optional<std::size_t> read_count(std::string_view text, std::size_t most) {
  std::uint64_t count = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc{}) {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  int shift = 0;
  if (!text.empty()) {
    std::size_t const unit = std::string_view{"KMG"}.find(text.front());
    if (unit == std::string_view::npos || (text.size() > 1 && text.substr(1) != "iB")) {
      return std::nullopt;
    }
    shift = 10 * (static_cast<int>(unit) + 1);
  }
  return count <= most >> shift ? std::optional{count << shift} : std::nullopt;
}

// What is wrong with "name=value"; "" when it was taken.
std::string set(Limits& limits, std::string const& given) {
  std::size_t const sign = std::min(given.find('='), given.size());
  std::string const name = given.substr(0, sign);
  auto const known = std::find_if(std::begin(kLimits), std::end(kLimits), [&](Named const& limit) {
    return limit.name == name;
  });
  if (known == std::end(kLimits)) {
    std::vector<std::string> names;
    for (Named const& limit : kLimits) {
      names.emplace_back(limit.name);
    }
    auto const nearest = base::nearest_name(name, names);
    return nearest ? fmt::format("there is no limit {}; did you mean {}?", name, *nearest)
                   : fmt::format(
                         "there is no limit {}; expected one of {}", name, fmt::join(names, ", "));
  }
  auto const value =
      sign < given.size() ? read_count(given.substr(sign + 1), known->most) : std::nullopt;
  if (!value) {
    return fmt::format(
        "expected {}=N, a number up to {}, K, M or G behind it for 1024 and its "
        "powers, found {}",
        name,
        known->most,
        given);
  }
  known->value(limits) = *value;
  return {};
}

}  // namespace

void Limits::apply(render::Options& options) const {
  options.pictures = pictures;
  options.max_rich_bytes = rich_bytes;
  options.max_output_ratio = output_ratio;
  options.max_output_bytes = output_bytes;
  options.max_steps_ratio = steps_ratio;
  options.max_steps = steps;
  options.deadline = std::chrono::seconds{seconds};
}

void add_limit_option(CLI::App& app, Limits& limits, std::string const& group) {
  app.add_option_function<std::vector<std::string>>(
         "--limit",
         [&limits](std::vector<std::string> const& given) {
           for (std::string const& one : given) {
             if (std::string const problem = set(limits, one); !problem.empty()) {
               throw CLI::ValidationError("--limit", problem);
             }
           }
         },
         "Another bound on what is read or written; the man page names them all")
      ->type_name("NAME=N")
      ->allow_extra_args(false)
      ->group(group);
  app.add_flag("--allow-external",
               limits.compile.package.allow_external,
               "Templates may link to things outside, such as pictures; links stay as they are")
      ->group(group);
}

}  // namespace thethuc::cli
