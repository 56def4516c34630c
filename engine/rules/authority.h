#pragma once

// The line of a signature block that says by what right somebody signs. Internal to the module.

#include <string>
#include <string_view>
#include <vector>

namespace thethuc::rules {

// "KT." of "KT.GIÁM ĐỐC" and "K.T. GIÁM ĐỐC", "Q." of "QUYỀN GIÁM ĐỐC". Blanks, stops and small
// letters are seen through.
struct Authority {
  std::string prefix;  // as it should stand; "" when the line has none
  std::string rest;    // without blanks before
  bool is_spelt = false;
};

// `prefixes`: those that the profile knows.
Authority read_authority(std::string_view text, std::vector<std::string> const& prefixes);

}  // namespace thethuc::rules
