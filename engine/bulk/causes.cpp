#include "bulk/causes.h"

#include <algorithm>
#include <utility>

namespace thethuc::bulk {

namespace {

constexpr std::size_t kMostCauses = 1'000;

}  // namespace

void Causes::add(std::uint64_t index, std::vector<base::Diagnostic> const& diagnostics) {
  auto const error =
      std::find_if(diagnostics.begin(), diagnostics.end(), [](base::Diagnostic const& d) {
        return d.severity == base::Severity::error;
      });
  if (error == diagnostics.end()) {
    return;
  }
  std::string key{base::id_name(error->id)};
  key.append("\n").append(error->tag).append("\n").append(error->data_pointer);
  key.append("\n").append(error->arg("problem.en"));  // all that a message such as json_syntax says
  if (!causes_.contains(key) && causes_.size() >= kMostCauses) {
    key = base::id_name(error->id);
  }
  auto const [entry, is_new] = causes_.try_emplace(key);
  Cause& cause = entry->second;
  cause.varies = cause.varies || (!is_new && error->args != cause.example.args);
  if (is_new || index < cause.first) {  // they may come in any order
    cause.example = *error;
    cause.first = index;
  }
  ++cause.count;
}

std::vector<Cause> Causes::take() {
  std::vector<Cause> all;
  for (auto& [key, cause] : causes_) {
    all.push_back(std::move(cause));
  }
  causes_.clear();
  std::stable_sort(all.begin(), all.end(), [](Cause const& a, Cause const& b) {
    return std::pair{b.count, a.first} < std::pair{a.count, b.first};
  });
  return all;
}

}  // namespace thethuc::bulk
