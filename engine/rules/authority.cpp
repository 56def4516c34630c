#include "rules/authority.h"

#include <algorithm>

#include "base/text.h"
#include "rules/posts.h"
#include "rules/words.h"

namespace thethuc::rules {
namespace {

// Bytes of `text` that are the letters of a prefix, with stops and strokes between; 0 when it does
// not begin so.
std::size_t prefix_size(std::string_view text, std::string_view letters) {
  std::size_t at = 0;
  for (char letter : letters) {
    while (at > 0 && at < text.size() && (text[at] == '.' || text[at] == '/')) {
      ++at;
    }
    if (at >= text.size() || base::to_upper(text.substr(at, 1)) != std::string_view{&letter, 1}) {
      return 0;
    }
    ++at;
  }
  bool const is_end = at < text.size() && (text[at] == '.' || text[at] == ' ' || text[at] == '/');
  return is_end ? at : 0;
}

}  // namespace

Authority read_authority(std::string_view text, std::vector<std::string> const& prefixes) {
  for (std::string const& prefix : prefixes) {
    std::string const letters = replaced(replaced(prefix, ".", ""), "/", "");
    if (std::size_t const size = prefix_size(text, letters); size > 0) {
      std::size_t const rest = std::min(text.find_first_not_of(". /", size), text.size());
      return {prefix, std::string{text.substr(rest)}, false};
    }
  }
  SpeltAuthority const spelt = read_spelt_authority(text);
  bool const is_known = std::find(prefixes.begin(), prefixes.end(), spelt.prefix) != prefixes.end();
  return is_known ? Authority{std::string{spelt.prefix}, std::string{spelt.rest}, true}
                  : Authority{};
}

}  // namespace thethuc::rules
