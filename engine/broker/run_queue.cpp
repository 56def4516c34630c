#include "broker/run_queue.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace thethuc::broker {

namespace {

constexpr char kPage[] = "200";   // entries that are asked for at once
constexpr char kSent[] = "sent";  // of the run's hash: how many lots of records have come

// KEYS: stream, run. ARGV: the lot's number, how long the run's hash is kept, how many words a
// record has, the records. A lot whose answer was lost is sent again by another connection, and the
// first may even come behind it: a transaction would be done twice, and asking first helps only as
// long as nothing is under way. A hash without a number is that of a Redis that has lost its data,
// and so the records.
constexpr char kSendOnce[] = R"(
local lot, words = tonumber(ARGV[1]), tonumber(ARGV[3])
if tonumber(redis.call('HGET', KEYS[2], 'sent') or '0') >= lot then
  return 0
end
for first = 4, #ARGV, words do
  redis.call('XADD', KEYS[1], '*', unpack(ARGV, first, first + words - 1))
end
redis.call('HSET', KEYS[2], 'sent', lot)
redis.call('EXPIRE', KEYS[2], ARGV[2])
return 1
)";

// What stands for itself in a pattern of keys.
std::string literal(std::string const& text) {
  std::string pattern;
  for (char const c : text) {
    pattern += std::string_view{"\\*?[]^-"}.find(c) == std::string_view::npos ? "" : "\\";
    pattern += c;
  }
  return pattern;
}

// "1700000000000-3": of an entry.
std::pair<std::uint64_t, std::uint64_t> parts_of(std::string_view id) {
  std::pair<std::uint64_t, std::uint64_t> parts{0, 0};
  char const* const end = id.data() + id.size();
  auto const first = std::from_chars(id.data(), end, parts.first);
  if (first.ptr != end) {
    std::from_chars(first.ptr + 1, end, parts.second);
  }
  return parts;
}

}  // namespace

RunQueue::RunQueue(Connection& redis, Run run)
    : redis_(redis), names_{redis.address().stream}, run_(std::move(run)) {}

void RunQueue::announce(std::string_view bundle) {
  Reply const made = redis_.ask({"XGROUP", "CREATE", names_.stream, kGroup, "0-0", "MKSTREAM"});
  if (made.kind == Reply::Kind::error && !made.is_error("BUSYGROUP")) {
    redis_.call(Command{"XINFO", "GROUPS", names_.stream});  // says what is wrong with the key
  }
  Command run{"HSET", names_.run(run_.id)};
  std::vector<std::string> const fields = fields_of(run_);
  run.insert(run.end(), fields.begin(), fields.end());
  redis_.transact({{"SET", names_.bundle(run_.bundle), std::string{bundle}, "EX", kKeptSeconds},
                   std::move(run),
                   {"EXPIRE", names_.run(run_.id), kKeptSeconds}});
  std::string const sent = redis_.call(Command{"HGET", names_.run(run_.id), kSent}).text;
  std::uint64_t earlier = 0;
  std::from_chars(sent.data(), sent.data() + sent.size(), earlier);
  sent_ = std::max(sent_, earlier);
}

bool RunQueue::is_known() {
  // Not whether the key is there: what was sent is counted in it, even when the rest is lost.
  return redis_.call(Command{"HEXISTS", names_.run(run_.id), "bundle"}).integer == 1;
}

void RunQueue::send(std::vector<Message> const& messages) {
  if (messages.empty()) {
    return;
  }
  std::size_t const words = fields_of(messages.front()).size();
  Command command{"EVAL",
                  kSendOnce,
                  "2",
                  names_.stream,
                  names_.run(run_.id),
                  std::to_string(++sent_),
                  kKeptSeconds,
                  std::to_string(words)};
  for (Message const& message : messages) {
    std::vector<std::string> const fields = fields_of(message);
    command.insert(command.end(), fields.begin(), fields.end());
  }
  redis_.call(command);
}

std::vector<Result> RunQueue::results(std::chrono::milliseconds wait) {
  Command command{"XREAD", "COUNT", kPage};
  if (wait.count() > 0) {
    command.insert(command.end(), {"BLOCK", std::to_string(wait.count())});
  }
  command.insert(command.end(), {"STREAMS", names_.results(run_.id), last_result_});
  Reply const reply = redis_.call(command);
  std::vector<Result> found;
  if (reply.list.empty() || reply.list[0].list.size() < 2) {
    return found;
  }
  for (Reply const& entry : reply.list[0].list[1].list) {
    auto result = to_result(entry);
    if (!result) {
      break;  // lost its end with the connection: it is read again
    }
    last_result_ = result->id;
    found.push_back(std::move(*result));
  }
  return found;
}

void RunQueue::forget_results() {
  auto [time, count] = parts_of(last_result_);
  if (time > 0) {
    std::string const first_kept = std::to_string(time) + "-" + std::to_string(count + 1);
    redis_.call(Command{"XTRIM", names_.results(run_.id), "MINID", first_kept});
  }
}

std::uint64_t RunQueue::entries() {
  return static_cast<std::uint64_t>(redis_.call(Command{"XLEN", names_.stream}).integer);
}

template <typename Visit>
void RunQueue::each_of_run(Visit const& visit) {
  std::string from = "-";
  for (;;) {
    Reply const page = redis_.call(Command{"XRANGE", names_.stream, from, "+", "COUNT", kPage});
    for (Reply const& entry : page.list) {
      auto const message = to_message(entry);
      if (message && message->run == run_.id) {
        visit(*message);
      }
      from = "(" + entry.list[0].text;
    }
    if (page.list.empty()) {
      return;
    }
  }
}

std::vector<std::uint64_t> RunQueue::unfinished() {
  std::vector<std::uint64_t> indices;
  each_of_run([&](Message const& message) { indices.push_back(message.record.index); });
  return indices;
}

void RunQueue::remove(std::vector<std::string> const& ids) {
  for (std::size_t i = 0; i < ids.size(); i += 500) {
    Command acknowledge{"XACK", names_.stream, kGroup};
    Command take_away{"XDEL", names_.stream};
    for (std::size_t k = i; k < std::min(ids.size(), i + 500); ++k) {
      acknowledge.push_back(ids[k]);
      take_away.push_back(ids[k]);
    }
    redis_.transact({std::move(acknowledge), std::move(take_away)});
  }
}

void RunQueue::withdraw() {
  std::string delivered = "0-0";
  for (Reply const& group : redis_.call(Command{"XINFO", "GROUPS", names_.stream}).list) {
    std::vector<Reply> const& f = group.list;  // name and value in turn, the group's name first
    for (std::size_t i = 2; i + 1 < f.size() && f[1].text == kGroup; i += 2) {
      delivered = f[i].text == "last-delivered-id" ? f[i + 1].text : delivered;
    }
  }
  std::vector<std::string> ids;
  each_of_run([&](Message const& message) {
    if (parts_of(message.id) > parts_of(delivered)) {
      ids.push_back(message.id);
    }
  });
  remove(ids);
}

void RunQueue::end() {
  std::vector<std::string> ids;
  each_of_run([&](Message const& message) { ids.push_back(message.id); });
  remove(ids);
  redis_.call(Command{"DEL", names_.run(run_.id), names_.results(run_.id)});
}

bool RunQueue::is_worker_alive(std::string const& name) {
  return redis_.call(Command{"EXISTS", names_.worker(name)}).integer == 1;
}

bool RunQueue::has_workers() {
  std::string const pattern = literal(names_.worker("")) + "*";
  std::string cursor = "0";
  do {
    Reply const page = redis_.call(Command{"SCAN", cursor, "MATCH", pattern, "COUNT", "1000"});
    if (page.list.size() != 2 || !page.list[1].list.empty()) {
      return true;  // what cannot be read says nothing against workers
    }
    cursor = page.list[0].text;
  } while (cursor != "0");
  return false;
}

}  // namespace thethuc::broker
