#pragma once

// A state of a preview as the page reads it. Not for other modules.

#include <string>
#include <string_view>
#include <vector>

#include "base/geometry.h"
#include "review/preview_marks.h"
#include "review/preview_session.h"
#include "rules/finding.h"

namespace thethuc::http {

// {"version","revision","stage","good","template":{…},"data","changed":[…],"failure","unavailable",
// "diagnostics":[…],"omitted":{…},"document":{…},"pages":{…},"findings":{…}}. What is not there is
// null. Texts come in both languages: {"vi":…,"en":…}.
std::string to_json(review::PreviewState const& state, std::string_view data_name);

// Parts of it for who has no session, with texts in one language.
// {"profile","profile_title","type","omitted":0,"entries":[{"rule","severity","place","message",
// "hint","clause","text","page","marks":[[page,left,top,width,height],…]}]}; lengths in mm.
std::string findings_json(rules::Findings const& findings,
                          std::vector<std::vector<review::PreviewMark>> const& marks,
                          base::Language language);
// {"count","sheets":[[width,height],…],"fonts":[…]}
std::string pages_json(int count,
                       base::Geometry const& geometry,
                       std::vector<std::string> const& fonts);

}  // namespace thethuc::http
