#pragma once

// Targets of hyperlinks that come from data.

#include <string>
#include <string_view>

namespace thethuc::base {

// Whether a document may link to it: no scheme (a relative target or "#bookmark"), or one of http,
// https, mailto, tel, ftp. Others can run programs or read files when a reader clicks.
bool is_safe_link(std::string_view target);

// Appends `text` with what no URI may hold percent-encoded (RFC 3986, 2.1): controls, blanks,
// "<>\^`{|} and everything beyond ASCII. Delimiters and "%" stay, so a whole target passes, too.
void append_percent_encoded(std::string& out, std::string_view text);

}  // namespace thethuc::base
