#pragma once

// Targets of hyperlinks that come from data.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace thethuc::base {

enum class LinkTarget : std::uint8_t {
  good,      // a whole address
  relative,  // no scheme and no host: "phu-luc.docx", "#bookmark", "khoản", ""
  refused,   // names a scheme or host, but not one that a document may lead to
  none       // nothing that a link can lead to: "khoản 2: x"
};

// Good are http and https with a host, mailto with one address, tel with digits. Everything that
// would run something or open a file of the reader's machine (javascript:, file:, data:, …) is
// refused, and so is a target without scheme that looks like a host ("www.…", "//x", "\\\\x").
LinkTarget judge_link(std::string_view target);

// What a diagnostic says of a target that is not good: which links are expected, what was found,
// and the remedy where the scheme is right and the rest is not. `found`: as it is to be shown.
std::vector<std::pair<std::string, std::string>> link_words(std::string_view target,
                                                            std::string found);

// How many bytes at the beginning of a target are a scheme before a whole address: word processors
// put "http://" before what they take for a host, "{{dia_chi}}" too.
std::size_t scheme_before_address(std::string_view target);

// Appends a piece of a target as an IRI (RFC 3987) holds it: what may not stand in one becomes
// percent escapes. Delimiters and escapes stay, so a whole target passes, too.
void append_iri(std::string& out, std::string_view text);
std::string to_iri(std::string_view target);

}  // namespace thethuc::base
