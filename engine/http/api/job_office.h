#pragma once

// Jobs as the service has them: the book, its threads, and the libraries that they were taken with.

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "http/api/template_store.h"
#include "http/jobs/job_book.h"
#include "http/jobs/job_runner.h"
#include "http/jobs/pinned_libraries.h"

namespace thethuc::http {

struct JobSettings {
  std::filesystem::path folder;
  std::size_t threads = 1;
  std::uint64_t max_records = 100'000;  // of a job
  JobLimits limits;
};

// Any number of threads.
class JobOffice {
 public:
  // Takes up what an earlier process has left, and begins to run it. Throws EnvironmentError.
  JobOffice(JobSettings const& settings,
            compile::Limits const& compile_limits,
            JobRules rules,
            JobBook::Tell tell);

  JobBook& book() { return book_; }
  JobRules const& rules() const { return rules_; }
  std::uint64_t max_records() const { return max_records_; }

  // What a job is made with: held until the book has taken it.
  struct Pinned {
    PinnedLibraries::Pin library;
    StoredTemplatePtr compiled;  // null `compiled` in it, and diagnostics, when it is broken
    std::optional<std::string> upload;
  };
  // Keeps the template as it is now. nullopt when it has gone meanwhile. Throws EnvironmentError.
  std::optional<Pinned> pin(TemplateStore const& store, StoredTemplatePtr const& stored);
  void look_after();

 private:
  std::shared_ptr<compile::CompiledTemplate const> open(Job const& job,
                                                        JobPaths const& paths,
                                                        base::Diagnostics& out) const;

  std::uint64_t max_records_;
  compile::Limits compile_limits_;
  JobRules rules_;
  JobBook book_;
  PinnedLibraries libraries_;
  JobRunner runner_;  // the last member: its threads use the others
};

}  // namespace thethuc::http
