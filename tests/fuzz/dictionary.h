#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace thethuc::fuzz {

// The words of a dictionary in libFuzzer's format: a line `"word"` or `name="word"` each, with \\,
// \" and \xAB in it; empty lines and those that begin with # count for nothing. Throws
// std::runtime_error at a line that is none of these.
std::vector<std::string> dictionary_words(std::string_view text);

}  // namespace thethuc::fuzz
