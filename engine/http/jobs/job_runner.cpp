#include "http/jobs/job_runner.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <exception>
#include <utility>

#include "base/environment_error.h"

namespace thethuc::http {

namespace {

// Of this thread and those that it starts. Linux has a priority for each thread. Where processors
// are scarce, nice 5 gets a third of what others get; 19, the least, would get nothing for minutes.
void yield_to_others() {
  constexpr int kNice = 5;
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), kNice);
}

}  // namespace

JobRunner::JobRunner(JobBook& book, std::size_t threads, JobRules rules, OpenTemplate open)
    : book_(book), rules_(std::move(rules)), open_(std::move(open)) {
  for (std::size_t i = 0; i < threads; ++i) {
    threads_.emplace_back([this] { work(); });
  }
}

JobRunner::~JobRunner() {
  book_.stop();
  for (std::thread& thread : threads_) {
    thread.join();
  }
}

void JobRunner::work() {
  yield_to_others();
  while (auto const running = book_.next()) {
    try {
      run(*running);
    } catch (convert::Unavailable const& error) {
      book_.pause(*running, kLayoutUnavailable, error.what());
    } catch (std::exception const& error) {
      book_.pause(*running, kStorageFailed, error.what());
    }
  }
}

void JobRunner::run(RunningJob& running) {
  JobPaths const paths = book_.files().of(running.job.id);
  base::Diagnostics found;
  auto const compiled = open_(running.job, paths, found);
  if (!compiled) {
    JobOutcome failed;
    failed.end = JobOutcome::End::failed;
    failed.failure = job_failure(kTemplateUnusable, found);
    book_.end(running, failed);
    return;
  }
  JobOutcome const outcome =
      run_job(running.job, paths, *compiled, rules_, running.stop, [&](bulk::Tally const& tally) {
        book_.progress(running, tally, paths.bytes());
      });
  book_.end(running, outcome);
}

}  // namespace thethuc::http
