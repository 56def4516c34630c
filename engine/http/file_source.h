#pragma once

// A file as the body of an answer.

#include <filesystem>
#include <optional>

#include "http/message.h"

namespace thethuc::http {

// Read piece by piece, as the client takes it; it stays readable when its name goes meanwhile.
// nullopt when there is no such file.
std::optional<BodySource> file_source(std::filesystem::path const& path);

}  // namespace thethuc::http
