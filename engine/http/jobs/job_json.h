#pragma once

// Jobs as clients see them.

#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "http/jobs/job.h"

namespace thethuc::http {

// `with_owner`: for those who see jobs of others.
std::string to_json(Job const& job, base::Language language, bool with_owner);
std::string to_json(std::vector<Job> const& jobs, base::Language language, bool with_owner);

// What its last event is called: changes with the job, and is the same after a restart. Plain
// ASCII.
std::string event_id(Job const& job);

}  // namespace thethuc::http
