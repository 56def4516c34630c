#pragma once

#include <string_view>

namespace thethuc::http {

// api/schemas.json, built in: what answers of the service look like, by name.
std::string_view schemas_json();

}  // namespace thethuc::http
