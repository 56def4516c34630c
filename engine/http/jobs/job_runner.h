#pragma once

// Threads that run jobs, beside those that answer requests.

#include <cstddef>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "compile/template.h"
#include "http/jobs/job_book.h"
#include "http/jobs/job_run.h"

namespace thethuc::http {

class JobRunner {
 public:
  // The template that the job was taken with; null, with diagnostics, when it can no longer be
  // used. Any number of threads.
  using OpenTemplate = std::function<std::shared_ptr<compile::CompiledTemplate const>(
      Job const&, JobPaths const&, base::Diagnostics&)>;

  // So many threads (and for each one that waits for the disk) run what `book` gives, until it is
  // stopped. They have the least priority: whoever waits for an answer comes first.
  JobRunner(JobBook& book, std::size_t threads, JobRules rules, OpenTemplate open);
  ~JobRunner();  // stops the book, and waits for what runs
  JobRunner(JobRunner const&) = delete;
  JobRunner& operator=(JobRunner const&) = delete;

 private:
  void work();
  void run(RunningJob& running);

  JobBook& book_;
  JobRules const rules_;
  OpenTemplate const open_;
  std::vector<std::thread> threads_;
};

}  // namespace thethuc::http
