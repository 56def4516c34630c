#pragma once

// Two documents or templates that are compared, as files of ours.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/api/service.h"
#include "render/render.h"

namespace thethuc::http {

struct Service::Sides {
  struct File {
    std::filesystem::path file;
    std::string place;  // what diagnostics call it; "": "data"
    std::string name;   // what the report calls it; "": nothing
  };
  File from;
  File to;
  std::vector<File> data;
  std::vector<std::filesystem::path> old_data;  // see review::DiffRequest
  std::string template_id;                      // what the report calls templates
  std::optional<render::Missing> missing;       // nullopt: as the data say
};

// A file as a whole. Throws EnvironmentError.
void write_file(std::filesystem::path const& path, std::string_view bytes);

}  // namespace thethuc::http
