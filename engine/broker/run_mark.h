#pragma once

// "manifest.broker.json", beside a run's documents: which run on the stream they belong to. A
// worker sees by it that its folder is the one where documents are awaited.

#include <filesystem>
#include <string>

namespace thethuc::broker {

std::filesystem::path run_mark_in(std::filesystem::path const& folder);
// The run's id; "" when there is no mark.
std::string read_run_mark(std::filesystem::path const& folder);
// Throws EnvironmentError.
void write_run_mark(std::filesystem::path const& folder, std::string const& run);
std::string new_run_id();

// What a worker calls its temporary files' part: bulk::FolderOutput's tag.
std::string worker_tag(std::string const& worker);
// The worker whose temporary file has this name; "" when it is none.
std::string worker_of_temporary(std::string const& file_name);

}  // namespace thethuc::broker
