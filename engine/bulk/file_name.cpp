#include "bulk/file_name.h"

#include <fmt/format.h>

#include "base/text.h"
#include "data/file_name.h"
#include "data/filters.h"

namespace thethuc::bulk {

namespace {

// The extension is that of each format, whether the template says one or not.
std::string_view without_extension(std::string_view name) {
  for (std::string_view const extension : {".docx", ".pdf"}) {
    if (name.size() >= extension.size() &&
        base::ascii_lower(name.substr(name.size() - extension.size())) == extension) {
      return name.substr(0, name.size() - extension.size());
    }
  }
  return name;
}

}  // namespace

NameRule::NameRule(std::string_view text, base::Diagnostics& out)
    : template_(compile::TextTemplate::compile(text, "--name", out)) {}

std::string NameRule::stem(data::Document const& data,
                           std::uint64_t number,
                           data::Arena& arena,
                           base::Diagnostics& found) const {
  if (!template_) {
    return fmt::format("{:06}", number);
  }
  std::string text;
  base::Diagnostics in_text;
  template_->fill(data, number, arena, text, in_text);
  bool const failed = in_text.has_errors();
  found.add(std::move(in_text));
  if (failed) {
    return {};
  }
  std::string stem = data::safe_file_name(without_extension(base::trim(text)));
  if (stem.empty()) {
    found.add(base::diagnose(base::Id::record_no_name,
                             base::place_in_file("--name"),
                             {},
                             {{"found", data::in_quotes(text)}}));
  }
  return stem;
}

std::string folded_name(std::string_view name) {
  // By way of capitals: "ß" and "ẞ", "ſ" and "s" are one there.
  return base::to_lower(base::to_upper(name));
}

std::string numbered_name(std::string_view stem, std::uint64_t number) {
  return fmt::format("{}-{}", stem, number);
}

}  // namespace thethuc::bulk
