#include "broker/messages.h"

#include <catch2/catch.hpp>

#include "broker/run_mark.h"
#include "bulk/manifest.h"

using namespace thethuc;
using broker::Reply;

namespace {

Reply text(std::string content) {
  Reply reply;
  reply.kind = Reply::Kind::text;
  reply.text = std::move(content);
  return reply;
}

// As Redis gives an entry of a stream.
Reply entry(std::string id, std::vector<std::string> const& fields) {
  Reply list;
  list.kind = Reply::Kind::list;
  for (std::string const& field : fields) {
    list.list.push_back(text(field));
  }
  Reply reply;
  reply.kind = Reply::Kind::list;
  reply.list = {text(std::move(id)), std::move(list)};
  return reply;
}

broker::Message message() {
  broker::Message sent;
  sent.run = "r1";
  sent.record.index = 41;
  sent.record.json = "{\"a\":\"\xE1\xBB\xA7\\n\"}";
  sent.record.place.file = "thu.csv";
  sent.record.place.line = 43;
  sent.number = 2;
  return sent;
}

}  // namespace

TEST_CASE("a record arrives as it was sent", "[messages]") {
  auto const sent = message();
  auto const got = broker::to_message(entry("7-1", fields_of(sent)));
  REQUIRE(got);
  CHECK(got->id == "7-1");
  CHECK(got->run == sent.run);
  CHECK(got->record.index == sent.record.index);
  CHECK(got->record.json == sent.record.json);
  CHECK(got->record.place == sent.record.place);
  CHECK(got->number == sent.number);
  CHECK(got->tries == 1);
}

TEST_CASE("an entry that lost its end is none", "[messages]") {
  auto fields = fields_of(message());
  SECTION("cut between fields") {
    auto const kept = GENERATE(0u, 2u, 8u, 16u);
    fields.resize(kept);
    CHECK_FALSE(broker::to_message(entry("7-1", fields)));
  }
  SECTION("cut within the last, which is padded then") {
    fields.back() = " ";
    CHECK_FALSE(broker::to_message(entry("7-1", fields)));
  }
  SECTION("another's") {
    CHECK_FALSE(broker::to_message(entry("7-1", {"foo", "bar"})));
  }
}

TEST_CASE("what became of a record, and why, arrives", "[messages]") {
  bulk::Filled filled;
  filled.index = 3;
  filled.place.file = "thu.ndjson";
  filled.status = bulk::RecordStatus::failed;
  base::Place place;
  place.file = "thu.ndjson";
  place.line = 4;
  base::Diagnostic d =
      base::diagnose(base::Id::record_profile, place, "{{a}}", {{"expected", "x"}, {"found", "y"}});
  d.data_pointer = "/$profile";
  filled.diagnostics.add(d);
  broker::Result const sent{"", 3, false, bulk::manifest_line(filled, base::Language::vi)};
  auto const got = broker::to_result(entry("8-0", fields_of(sent)));
  REQUIRE(got);
  CHECK(got->id == "8-0");
  CHECK(got->index == 3);
  CHECK_FALSE(got->done);
  CHECK(got->line == sent.line);
  data::Document memory;
  auto const causes = broker::diagnostics_of(got->line, memory);
  REQUIRE(causes.size() == 1);
  CHECK(causes[0].id == d.id);
  CHECK(causes[0].severity == d.severity);
  CHECK(causes[0].place == d.place);
  CHECK(causes[0].tag == d.tag);
  CHECK(causes[0].data_pointer == d.data_pointer);
  CHECK(base::message(causes[0], base::Language::en) == base::message(d, base::Language::en));
}

TEST_CASE("whose a temporary file is", "[messages]") {
  struct Case {
    char const* name;
    char const* worker;
  };
  auto const c = GENERATE(values<Case>({{".thethuc-worker-may-1-17.0.5.tmp", "may-1"},
                                        {".thethuc-worker-may-1-17.0.tmp", "may-1"},  // older
                                        {".thethuc-worker-a-0.1.tmp", "a"},
                                        {".thethuc-17.0.tmp", ""},
                                        {".thethuc-2-of-8-17.0.tmp", ""},
                                        {".thethuc-worker-a.tmp", ""},
                                        {".thethuc-worker-a-x.tmp", ""},
                                        {"000017.docx", ""}}));
  DYNAMIC_SECTION(c.name) {
    CHECK(broker::worker_of_temporary(c.name) == c.worker);
  }
}
