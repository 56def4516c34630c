#pragma once

// How a value writes bytes as text: base64 and data URIs. Not for other modules.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace thethuc::media {

// RFC 4648 base64, with or without padding, its URL-safe letters too, white space free: mail
// programs and `base64` break lines. nullopt when `text` is something else; `bad_at` is then the
// byte where that shows, or the text's size when it ends too soon.
std::optional<std::string> decode_base64(std::string_view text, std::size_t& bad_at);

// "%C3%A1" -> "á"; a '%' that begins no such triple stays, as browsers have it (width="100%").
std::string decode_percent(std::string_view text);

// A data URI (RFC 2397) taken apart; both views lie in the value.
struct DataUri {
  bool is_base64 = false;
  std::string_view data;  // behind the comma, still percent-encoded
};

bool is_data_uri(std::string_view value);  // begins with "data:" in any case
// nullopt when no comma ends its header. A '#' is taken as data: strictly it would begin a
// fragment, but who writes fill="#f00" into an SVG means it.
std::optional<DataUri> parse_data_uri(std::string_view value);

// Whether a value that is no data URI is meant as base64 rather than as a file's name: it begins as
// base64 of a picture must ("iVBORw0KGgo", "/9j/" …), or is longer than file names are and holds
// nothing but base64.
bool looks_like_base64(std::string_view value);

}  // namespace thethuc::media
