#include "http/jobs/job_store.h"

#include <fstream>

#include <Poco/Data/SQLite/Connector.h>
#include <Poco/Data/Session.h>
#include <catch2/catch.hpp>

#include "base/environment_error.h"
#include "support/folder_of_test.h"

using namespace thethuc;
using namespace thethuc::http;

namespace {

Job full_job(std::string id) {
  Job job;
  job.id = std::move(id);
  job.order.owner = "văn thư 'một'; DROP TABLE jobs";
  job.order.template_id = "giay-moi";
  job.order.profile = "nd30-2020";
  job.order.version = "v";
  job.order.library = "l";
  job.order.is_upload = true;
  job.order.records = "records.csv";
  job.order.sheet = "Tháng 3";
  job.order.name = "{{so}}-{{ten}}";
  job.order.key = "{{so}}";
  job.order.formats = {bulk::DocumentFormat::pdf, bulk::DocumentFormat::docx};
  job.order.numbers_duplicates = true;
  job.order.missing = "dots";
  job.order.strict = true;
  job.order.language = base::Language::en;
  job.state = JobState::failed;
  job.failure = {std::string{kRecordsUnusable}, "[{\"vi\":1}]", "[{\"en\":1}]"};
  job.total = 5'000'000'000;  // beyond 32 bits
  job.done = 2;
  job.failed = 3;
  job.kept_bytes = 6'000'000'000;
  job.result_bytes = 7'000'000'000;
  job.manifest_sha256 = "abc";
  job.created = JobTime{std::chrono::milliseconds{1'790'000'000'123}};
  job.started = job.created + std::chrono::milliseconds{1};
  job.finished = job.created + std::chrono::milliseconds{2};
  job.expires = job.created + std::chrono::milliseconds{3};
  return job;
}

void check_equal(Job const& a, Job const& b) {
  CHECK(a.id == b.id);
  CHECK(a.order.owner == b.order.owner);
  CHECK(a.order.template_id == b.order.template_id);
  CHECK(a.order.profile == b.order.profile);
  CHECK(a.order.version == b.order.version);
  CHECK(a.order.library == b.order.library);
  CHECK(a.order.is_upload == b.order.is_upload);
  CHECK(a.order.records == b.order.records);
  CHECK(a.order.sheet == b.order.sheet);
  CHECK(a.order.name == b.order.name);
  CHECK(a.order.key == b.order.key);
  CHECK(a.order.formats == b.order.formats);
  CHECK(a.order.numbers_duplicates == b.order.numbers_duplicates);
  CHECK(a.order.missing == b.order.missing);
  CHECK(a.order.strict == b.order.strict);
  CHECK(a.order.language == b.order.language);
  CHECK(a.state == b.state);
  CHECK(a.failure.code == b.failure.code);
  CHECK(a.failure.diagnostics_vi == b.failure.diagnostics_vi);
  CHECK(a.failure.diagnostics_en == b.failure.diagnostics_en);
  CHECK(a.total == b.total);
  CHECK(a.done == b.done);
  CHECK(a.failed == b.failed);
  CHECK(a.kept_bytes == b.kept_bytes);
  CHECK(a.result_bytes == b.result_bytes);
  CHECK(a.manifest_sha256 == b.manifest_sha256);
  CHECK(a.created == b.created);
  CHECK(a.started == b.started);
  CHECK(a.finished == b.finished);
  CHECK(a.expires == b.expires);
}

}  // namespace

TEST_CASE("jobs are kept as they are", "[jobs]") {
  test::FolderOfTest const place;
  auto const file = place.path() / "jobs.sqlite";
  Job plain;
  plain.id = "z";
  plain.created = JobTime{std::chrono::milliseconds{1}};
  {
    JobStore store{file};
    CHECK(store.all().empty());
    store.put(plain);
    store.put(full_job("a"));
    plain.state = JobState::running;
    plain.done = 7;
    plain.started = JobTime{std::chrono::milliseconds{5}};
    store.put(plain);
  }
  JobStore store{file};
  auto const jobs = store.all();
  REQUIRE(jobs.size() == 2);  // in the order in which they came, not that of ids
  check_equal(jobs[0], plain);
  check_equal(jobs[1], full_job("a"));
  store.remove("z");
  store.remove("nothing");
  REQUIRE(store.all().size() == 1);
  CHECK(store.all().front().id == "a");
}

TEST_CASE("all states have names", "[jobs]") {
  for (JobState const state : kJobStates) {
    CHECK(job_state_from_name(job_state_name(state)) == state);
  }
  CHECK_FALSE(job_state_from_name("lost"));
  for (std::string_view const code :
       {kRecordsUnusable, kStorageFailed, kQuotaExceeded, kTemplateUnusable, kLayoutUnavailable}) {
    CHECK_FALSE(job_failure_words(code).vi.empty());
    CHECK_FALSE(job_failure_words(code).en.empty());
  }
}

TEST_CASE("what is no store of ours is left alone", "[jobs]") {
  test::FolderOfTest const place;
  auto const file = place.path() / "jobs.sqlite";
  SECTION("another kind of file") {
    std::ofstream{file} << std::string(5'000, 'x');
    CHECK_THROWS_AS(JobStore{file}, base::EnvironmentError);
  }
  SECTION("of a newer version") {
    { JobStore const made{file}; }
    {
      Poco::Data::Session session{Poco::Data::SQLite::Connector::KEY, file.string()};
      session << "PRAGMA user_version = 99", Poco::Data::Keywords::now;
    }
    CHECK_THROWS_WITH(JobStore{file}, Catch::Contains("newer version"));
  }
  SECTION("no such folder") {
    CHECK_THROWS_AS(JobStore{place.path() / "nothing/jobs.sqlite"}, base::EnvironmentError);
  }
}
