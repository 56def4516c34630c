#pragma once

// A state of a preview as the page reads it. Not for other modules.

#include <string>
#include <string_view>

#include "review/preview_session.h"

namespace thethuc::http {

// {"version","revision","stage","good","template":{…},"data","changed":[…],"failure","unavailable",
// "diagnostics":[…],"omitted":{…},"document":{…},"pages":{…},"findings":{…}}. What is not there is
// null. Texts come in both languages: {"vi":…,"en":…}.
std::string to_json(review::PreviewState const& state, std::string_view data_name);

}  // namespace thethuc::http
