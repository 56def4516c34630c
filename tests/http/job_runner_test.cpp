#include "http/jobs/job_runner.h"

#include <algorithm>
#include <atomic>

#include "http/job_fixture.h"

using namespace thethuc;
using namespace thethuc::http;
using test::Jobs;

namespace {

JobRunner::OpenTemplate letters() {
  auto const letter = test::letter_template();
  return [letter](Job const&, JobPaths const&, base::Diagnostics&) { return letter; };
}

// Whether the archive has the documents of so many letters, each once, and the manifest.
void check_letters(Jobs const& jobs, std::string const& id, std::size_t count) {
  auto const entries = jobs.entries(id);
  REQUIRE(entries.size() == count + 1);
  std::string const& manifest = entries.at("manifest.ndjson");
  CHECK(static_cast<std::size_t>(std::count(manifest.begin(), manifest.end(), '\n')) == count);
  CHECK(base::sha256_hex(manifest) == jobs.book->find(id)->manifest_sha256);
  for (auto const& [name, bytes] : entries) {
    if (name != "manifest.ndjson") {
      CHECK(manifest.find(base::sha256_hex(bytes)) != std::string::npos);
    }
  }
}

}  // namespace

TEST_CASE("jobs become archives", "[jobs]") {
  Jobs jobs;
  JobBook& book = jobs.open();
  std::string const a = jobs.taken(Jobs::order("a"), 40);
  std::string const b = jobs.taken(Jobs::order("b"), 20);
  JobRunner const runner{book, 2, {}, letters()};
  for (auto const& [id, count] : {std::pair{a, 40}, std::pair{b, 20}}) {
    Job const job = jobs.ended(id);
    CHECK(job.state == JobState::done);
    CHECK(job.done == static_cast<std::uint64_t>(count));
    CHECK(job.failed == 0);
    CHECK(job.result_bytes == std::filesystem::file_size(book.files().of(id).result()));
    CHECK(job.expires == *job.finished + jobs.limits.keep);
    check_letters(jobs, id, static_cast<std::size_t>(count));
  }
}

TEST_CASE("a job goes on whenever its process ends", "[jobs]") {
  constexpr int kCount = 1'500;
  Jobs jobs;
  jobs.open();
  std::string const id = jobs.taken(Jobs::order(), kCount);
  int begun = 0;
  for (std::uint64_t until = 1; jobs.book->find(id)->is_unfinished(); until += 400) {
    {
      JobRunner const runner{*jobs.book, 1, {}, letters()};
      jobs.when(id, [&](Job const& job) { return !job.is_unfinished() || job.done >= until; });
      ++begun;
    }
    jobs.open();  // another process, as it were
  }
  CHECK(begun > 1);
  CHECK(jobs.book->find(id)->state == JobState::done);
  CHECK(jobs.book->find(id)->done == kCount);
  check_letters(jobs, id, kCount);
}

TEST_CASE("jobs of several owners go on beside each other", "[jobs]") {
  Jobs jobs;
  jobs.limits.slice = std::chrono::milliseconds{1};
  JobBook& book = jobs.open();
  std::vector<std::string> ids;
  for (char const* owner : {"a", "b", "c"}) {
    ids.push_back(jobs.taken(Jobs::order(owner), 400));
  }
  JobRunner const runner{book, 1, {}, letters()};
  for (std::string const& id : ids) {
    CHECK(jobs.ended(id).state == JobState::done);
    check_letters(jobs, id, 400);
  }
}

TEST_CASE("a job is cancelled in its middle", "[jobs]") {
  Jobs jobs;
  JobBook& book = jobs.open();
  std::string const id = jobs.taken(Jobs::order(), 5'000);
  {
    JobRunner const runner{book, 1, {}, letters()};
    jobs.when(id, [](Job const& job) { return job.done > 0; });
    book.remove(id);
    CHECK(book.find(id)->state == JobState::cancelled);
    SECTION("and forgotten before it has stopped") {
      book.remove(id);
      CHECK_FALSE(book.find(id));
    }
  }
  CHECK_FALSE(jobs.has_files(id));
}

TEST_CASE("what goes wrong with a job is told", "[jobs]") {
  Jobs jobs;
  jobs.limits.retry = std::chrono::milliseconds{1};
  JobBook& book = jobs.open();
  SECTION("two records of one name") {
    JobOrder order = Jobs::order();
    order.name = "thu";
    std::string const id = jobs.taken(order);
    JobRunner const runner{book, 1, {}, letters()};
    Job const job = jobs.ended(id);
    CHECK(job.state == JobState::failed);
    CHECK(job.failure.code == kRecordsUnusable);
    CHECK(job.failure.diagnostics_en.find("record_name_taken") != std::string::npos);
    CHECK(job.failure.diagnostics_vi != job.failure.diagnostics_en);
    CHECK(job.failure.diagnostics_en.find("thethuc-test") == std::string::npos);  // no path of ours
  }
  SECTION("a template that is no longer there") {
    std::string const id = jobs.taken();
    JobRunner const runner{
        book, 1, {}, [](Job const&, JobPaths const&, base::Diagnostics&) { return nullptr; }};
    CHECK(jobs.ended(id).failure.code == kTemplateUnusable);
  }
  SECTION("a disk that fails for a while") {
    std::string const id = jobs.taken();
    std::atomic<int> tries{0};
    JobRunner const runner{book, 1, {}, [&](Job const&, JobPaths const&, base::Diagnostics&) {
                             if (++tries < 3) {
                               throw base::EnvironmentError("No space left on device");
                             }
                             return test::letter_template();
                           }};
    Job const job = jobs.ended(id);
    CHECK(job.state == JobState::done);
    CHECK(job.failure.code.empty());
    CHECK(tries == 3);
    check_letters(jobs, id, 3);
  }
  SECTION("PDF without LibreOffice") {
    JobOrder order = Jobs::order();
    order.formats = {bulk::DocumentFormat::pdf};
    std::string const id = jobs.taken(order);
    JobRunner const runner{book, 1, {}, letters()};
    CHECK(jobs.ended(id).failure.code == kLayoutUnavailable);
  }
}

TEST_CASE("a template that compiles otherwise makes a job begin anew", "[jobs]") {
  Jobs jobs;
  JobBook& book = jobs.open();
  std::string const id = jobs.taken(Jobs::order(), 2'000);
  {
    JobRunner const runner{book, 1, {}, letters()};
    jobs.when(id, [](Job const& job) { return job.done > 0; });
  }
  jobs.open();
  REQUIRE(jobs.book->find(id)->is_unfinished());
  auto const other = test::compile_body("Thưa {{ten}}");
  JobRunner const runner{*jobs.book, 1, {}, [&](Job const&, JobPaths const&, base::Diagnostics&) {
                           return other.compiled;
                         }};
  CHECK(jobs.ended(id).state == JobState::done);
  check_letters(jobs, id, 2'000);
}
