#pragma once

// Text that is no precomposed Unicode: typed for fonts of TCVN3 or VNI, decomposed, or with letters
// that only look like đ. Internal to the module.

#include <cstdint>
#include <string_view>

#include "base/diagnostic.h"
#include "rules/document.h"

namespace thethuc::rules {

// .VnTime, VNI-Times …: fonts that draw Vietnamese letters at other codes.
bool is_legacy_font(std::string_view font);

struct EncodingFault {
  enum class Kind : std::uint8_t { none, tcvn3, vni, decomposed, look_alike };
  Kind kind = Kind::none;
  base::Words words;
};
EncodingFault encoding_fault(Paragraph const& paragraph);

}  // namespace thethuc::rules
