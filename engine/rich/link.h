#pragma once

// What a link in a rich value may lead to.

#include <string>
#include <string_view>

namespace thethuc::rich {

enum class LinkTarget {
  good,
  refused,  // names a scheme or host, but not one that a document may lead to
  none      // no address at all: "2", "khoản"
};

// The schemes that a link may have, for messages.
inline constexpr std::string_view kLinkSchemes = "http:, https:, mailto:, tel:";

// http and https with a host, mailto with one address, tel with digits. Everything that would run
// something or open a file of the reader's machine (javascript:, file:, data:, …) is refused, and
// so is a target without scheme that looks like a host ("www.…").
LinkTarget judge_link(std::string_view target);

// A good target as an IRI (RFC 3987): what may not stand in one as percent escapes.
std::string to_iri(std::string_view target);

}  // namespace thethuc::rich
