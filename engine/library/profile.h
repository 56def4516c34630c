#pragma once

// Which profile a template is opened under: its own, or one that the user or the data asks for.

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "data/value.h"

namespace thethuc::library {

struct Metadata;

// The wish for a profile.
struct ProfileRequest {
  std::string name;       // "" when what stands there is no text
  base::Words found;      // what stands there, for messages
  std::string data_file;  // the data whose "$profile" it is; "" when the user has said it outright
};

ProfileRequest profile_option(std::string const& name);
// The data's "$profile"; nullopt when it has none. `data_file` is what messages call the data.
std::optional<ProfileRequest> profile_of_data(data::Value root, std::string data_file);

// The profile to open the template under: what is asked for, if it is one that the template has;
// otherwise, with a diagnostic, the template's own. `display` is the template's name for places.
std::string chosen_profile(Metadata const& metadata,
                           std::string const& display,
                           std::optional<ProfileRequest> const& request,
                           base::Diagnostics& out);

// That a .docx has no profiles to choose from (a warning).
base::Diagnostic profile_of_docx(std::string const& file_name, ProfileRequest const& request);

}  // namespace thethuc::library
