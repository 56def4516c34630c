#pragma once

// Several files in one body (multipart/form-data, RFC 7578).

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace thethuc::http {

struct Part {
  std::string name;       // of the form's field
  std::string file_name;  // as the client says, for messages only; "" when it says none
  std::string bytes;
};

constexpr std::size_t kMostParts = 16;

// nullopt for what is no such body, or has more parts.
std::optional<std::vector<Part>> read_multipart(std::string_view body,
                                                std::string_view content_type);

// The first part of that name; null when there is none.
Part const* find_part(std::vector<Part> const& parts, std::string_view name);

}  // namespace thethuc::http
