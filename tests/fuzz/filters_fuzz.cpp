// A chain of filters, on the first line, and any JSON value behind it.

#include "base/text.h"
#include "data/filters.h"
#include "fuzz/laws.h"

using namespace thethuc;

namespace {

bool is_printable(std::string_view text) {
  if (!base::is_valid_utf8(text)) {
    return false;
  }
  for (std::size_t at = 0; at < text.size();) {
    if (!base::is_xml_char(base::next_code_point(text, at)) && text[at - 1] != '\f' &&
        text[at - 1] != '\v') {
      return false;
    }
  }
  return true;
}

// What comes out, in words.
std::string outcome(data::Value value,
                    std::vector<data::FilterCall> const& calls,
                    data::Arena& arena) {
  data::Item item = data::Item::of(value);
  if (auto const fault = data::apply_filters(item, calls, arena)) {
    fuzz::law(!fault->filter.empty() && !fault->expected_en.empty() &&
                  !fault->expected_vi.empty() && !fault->found_en.empty() &&
                  !fault->found_vi.empty(),
              "a fault has words",
              fault->filter);
    return "!" + fault->filter + fault->found_en;
  }
  fuzz::law(is_printable(item.text), "what a filter makes can be printed", item.text);
  return std::to_string(static_cast<int>(item.kind)) + std::string{item.text};
}

void check_problems(std::vector<data::ChainProblem> const& problems, std::string_view chain) {
  for (data::ChainProblem const& problem : problems) {
    fuzz::law(problem.offset + problem.text.size() <= chain.size() &&
                  chain.substr(problem.offset, problem.text.size()) == problem.text,
              "a mistake is where it is said to be",
              problem.text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  // Tags are found in XML, so a chain is text that XML can hold.
  std::string const text = fuzz::xml_text(fuzz::text_of(data, size));
  std::size_t const line = std::min(text.find('\n'), text.size());
  std::string_view const chain = std::string_view{text}.substr(0, line);
  std::vector<data::ChainProblem> problems;
  auto const calls = data::parse_filters(chain, problems);
  fuzz::law(calls.has_value() == problems.empty(), "a chain that is refused has mistakes", chain);
  check_problems(problems, chain);
  base::Diagnostics found;
  data::Document document;
  if (!calls || !document.parse(std::string_view{text}.substr(line), "a.json", {}, found)) {
    return 0;
  }
  static data::Arena used;
  used.clear();
  data::Arena fresh;
  std::string const first = outcome(document.root(), *calls, used);
  fuzz::law(outcome(document.root(), *calls, fresh) == first, "filters give the same again", first);
  data::Value child = document.root().first();
  for (std::size_t i = 0; i < document.root().size(); ++i, child = child.next()) {
    outcome(child, *calls, used);
  }
  return 0;
}
