#include "http/jobs/job_book.h"

#include <chrono>
#include <future>

#include <Poco/Data/SQLite/Connector.h>
#include <Poco/Data/Session.h>

#include "http/job_fixture.h"
#include "http/jobs/job_json.h"

using namespace thethuc;
using namespace thethuc::http;
using test::Jobs;
using Refusal = JobBook::Refusal;

TEST_CASE("a folder of jobs has one process", "[jobs]") {
  Jobs jobs;
  jobs.open();
  CHECK_THROWS_AS(JobBook(jobs.place.path() / "jobs", {}, nullptr), base::EnvironmentError);
}

TEST_CASE("what was begun and not taken goes", "[jobs]") {
  Jobs jobs;
  JobBook& book = jobs.open();
  std::string id;
  {
    JobDraft const draft{book.files(), "records.ndjson", "{}"};
    id = draft.id();
    CHECK(jobs.has_files(id));
  }
  CHECK_FALSE(jobs.has_files(id));
  std::string const taken = jobs.taken();
  book.files().make("left-by-a-kill");
  jobs.open();
  CHECK_FALSE(jobs.has_files("left-by-a-kill"));
  CHECK(jobs.has_files(taken));
  CHECK(jobs.book->find(taken)->total == 3);
}

TEST_CASE("an owner has limits of its own", "[jobs]") {
  Jobs jobs;
  jobs.limits.max_unfinished = 2;
  jobs.limits.max_bytes = 1'000;
  JobBook& book = jobs.open();
  CHECK(jobs.take(Jobs::order(), 100).refusal == Refusal::larger_than_all);
  CHECK(book.may_take("văn thư", 1'001).refusal == Refusal::larger_than_all);
  jobs.taken(Jobs::order(), 20);  // some 350 bytes
  std::string const second = jobs.taken(Jobs::order(), 20);
  auto const third = jobs.take(Jobs::order(), 1);
  CHECK(third.refusal == Refusal::too_many_unfinished);
  CHECK(third.retry_after.count() > 0);
  CHECK(book.list(std::nullopt).size() == 2);
  jobs.taken(Jobs::order("khác"), 20);
  book.remove(second);
  CHECK(book.may_take("văn thư", 10).refusal == Refusal::none);
  CHECK(book.may_take("văn thư", 900).refusal == Refusal::too_many_bytes);
}

TEST_CASE("what is cancelled has no files, and then is forgotten", "[jobs]") {
  Jobs jobs;
  JobBook& book = jobs.open();
  std::string const id = jobs.taken();
  book.remove(id);
  CHECK(book.find(id)->state == JobState::cancelled);
  CHECK_FALSE(jobs.has_files(id));
  jobs.open();
  CHECK(jobs.book->find(id)->state == JobState::cancelled);
  jobs.book->remove(id);
  CHECK_FALSE(jobs.book->find(id));
  jobs.open();
  CHECK_FALSE(jobs.book->find(id));
}

TEST_CASE("who asks waits neither for the disk nor for the log", "[jobs]") {
  Jobs jobs;
  jobs.open();
  std::string const first = jobs.taken();
  JobBook& book = *jobs.book;
  auto const ask = [&] {
    auto answer = std::async(std::launch::async, [&] {
      CHECK(book.find(first));
      CHECK(book.list(std::nullopt).size() == 1);
      CHECK(book.figures().by_state.front() == 1);
      CHECK(book.libraries().size() == 1);
      CHECK(book.may_take("văn thư", 1).refusal == Refusal::none);
      CHECK_FALSE(book.is_stopping());
    });
    return answer.wait_for(std::chrono::seconds{10}) == std::future_status::ready;
  };
  // Another connection that writes keeps all commits waiting.
  using Poco::Data::Keywords::now;
  Poco::Data::Session other{Poco::Data::SQLite::Connector::KEY,
                            (jobs.place.path() / "jobs/jobs.sqlite").string()};
  other << "BEGIN IMMEDIATE", now;
  SECTION("while one is taken") {
    auto taking = std::async(std::launch::async, [&] { return jobs.taken(); });
    CHECK(taking.wait_for(std::chrono::milliseconds{200}) == std::future_status::timeout);
    CHECK(ask());
    other << "ROLLBACK", now;
    CHECK(book.find(taking.get()));
  }
  SECTION("while one is cancelled") {
    auto removing = std::async(std::launch::async, [&] { book.remove(first); });
    CHECK(removing.wait_for(std::chrono::milliseconds{200}) == std::future_status::timeout);
    CHECK(ask());
    CHECK(book.find(first)->state == JobState::queued);  // what is told is written
    other << "ROLLBACK", now;
    removing.get();
    CHECK(book.find(first)->state == JobState::cancelled);
  }
  SECTION("while one gets a thread") {
    auto beginning = std::async(std::launch::async, [&] { return book.next(); });
    CHECK(beginning.wait_for(std::chrono::milliseconds{200}) == std::future_status::timeout);
    CHECK(ask());
    book.stop();
    other << "ROLLBACK", now;
    CHECK(beginning.get()->stop.requested());  // it was not among those that stop() could ask
  }
}

TEST_CASE("jobs that ran wait again", "[jobs]") {
  Jobs jobs;
  std::string id;
  {
    JobBook& book = jobs.open();
    id = jobs.taken();
    auto const running = book.next();
    CHECK(running->job.id == id);
    CHECK(book.find(id)->state == JobState::running);
    CHECK(book.libraries() == std::set<std::string>{"fedcba9876543210"});
  }
  JobBook& book = jobs.open();
  CHECK(book.find(id)->state == JobState::queued);
  CHECK(book.find(id)->started);
  CHECK(book.next()->job.id == id);
}

TEST_CASE("owners take turns", "[jobs]") {
  Jobs jobs;
  JobBook& book = jobs.open();
  std::string const a1 = jobs.taken(Jobs::order("a"));
  std::string const a2 = jobs.taken(Jobs::order("a"));
  std::string const a3 = jobs.taken(Jobs::order("a"));
  std::string const b1 = jobs.taken(Jobs::order("b"));
  std::string const b2 = jobs.taken(Jobs::order("b"));
  auto const first = book.next();
  auto const second = book.next();
  CHECK(first->job.id == a1);
  CHECK(second->job.id == b1);
  JobOutcome done;
  book.end(*first, done);
  auto const third = book.next();  // b has a thread, a has none
  CHECK(third->job.id == a2);
  book.end(*third, done);
  book.end(*second, done);
  CHECK(book.next()->job.id == b2);  // both have none; a had the last
  CHECK(book.next()->job.id == a3);
}

TEST_CASE("a job gives its thread away when others wait", "[jobs]") {
  Jobs jobs;
  jobs.limits.slice = std::chrono::milliseconds{0};
  JobBook& book = jobs.open();
  jobs.taken(Jobs::order("a"));
  jobs.taken(Jobs::order("a"));
  auto const running = book.next();
  book.progress(*running, {3, 1, 0, 0}, 10);
  CHECK_FALSE(running->stop.requested());  // only its owner's own wait
  CHECK(book.find(running->job.id)->done == 1);
  std::string const other = jobs.taken(Jobs::order("b"));
  book.progress(*running, {3, 2, 0, 0}, 20);
  CHECK(running->stop.requested());
  JobOutcome stopped;
  stopped.end = JobOutcome::End::stopped;
  book.end(*running, stopped);
  CHECK(book.find(running->job.id)->state == JobState::queued);
  CHECK(book.next()->job.id == other);
}

TEST_CASE("what is too old goes, and word of it stays a while", "[jobs]") {
  Jobs jobs;
  JobBook& book = jobs.open();
  std::string const id = jobs.taken();
  auto const running = book.next();
  std::ofstream{book.files().of(id).result()} << "archive";
  JobOutcome done;
  done.tally = {3, 2, 1, 0};
  done.result_bytes = 7;
  book.end(*running, done);
  Job const ended = *book.find(id);
  CHECK(ended.state == JobState::done);
  CHECK(ended.done == 2);
  CHECK(ended.failed == 1);
  CHECK(book.figures().records_failed == 1);
  CHECK(ended.kept_bytes == 7);
  CHECK(book.files().of(id).bytes() == 7);  // the records are no longer needed
  book.look_after(*ended.expires - std::chrono::milliseconds{1});
  CHECK(book.find(id)->state == JobState::done);
  book.look_after(*ended.expires);
  CHECK(book.find(id)->state == JobState::expired);
  CHECK(book.find(id)->kept_bytes == 0);
  CHECK_FALSE(jobs.has_files(id));
  book.look_after(*ended.expires + jobs.limits.keep);
  CHECK_FALSE(book.find(id));
}

TEST_CASE("the surroundings are given some tries", "[jobs]") {
  Jobs jobs;
  jobs.limits.retry = std::chrono::milliseconds{1};
  jobs.limits.max_tries = 3;
  JobBook& book = jobs.open();
  std::string const id = jobs.taken();
  for (int i = 0; i < 2; ++i) {
    auto const running = book.next();
    book.pause(*running, kStorageFailed, "disk full");
    CHECK(book.find(id)->state == JobState::queued);
    CHECK(book.find(id)->failure.code == kStorageFailed);
  }
  book.pause(*book.next(), kStorageFailed, "disk full");
  CHECK(book.find(id)->state == JobState::failed);
  CHECK_FALSE(jobs.has_files(id));
}

TEST_CASE("a job beyond what its owner may keep ends", "[jobs]") {
  Jobs jobs;
  jobs.limits.max_bytes = 1'000;
  JobBook& book = jobs.open();
  std::string const id = jobs.taken();
  auto const running = book.next();
  book.progress(*running, {3, 1, 0, 0}, 1'001);
  CHECK(running->stop.requested());
  JobOutcome stopped;
  stopped.end = JobOutcome::End::stopped;
  book.end(*running, stopped);
  CHECK(book.find(id)->state == JobState::failed);
  CHECK(book.find(id)->failure.code == kQuotaExceeded);
}

TEST_CASE("an event's name changes with the job", "[jobs]") {
  Job job;
  std::string const first = event_id(job);
  job.done = 1;
  CHECK(event_id(job) != first);
  job.done = 0;
  job.failure.code = kStorageFailed;
  CHECK(event_id(job) != first);
  job.failure.code = "";
  CHECK(event_id(job) == first);
}
