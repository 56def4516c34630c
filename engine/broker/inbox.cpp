#include "broker/inbox.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace thethuc::broker {

namespace {

constexpr char kMany[] = "100000";          // more than a worker ever holds
constexpr char kLongAgo[] = "31536000000";  // ms: idle for so long is idle for anybody

}  // namespace

Inbox::Inbox(Connection& redis, std::string worker)
    : redis_(redis), names_{redis.address().stream}, worker_(std::move(worker)) {}

void Inbox::join() {
  Reply const made = redis_.ask({"XGROUP", "CREATE", names_.stream, kGroup, "0-0", "MKSTREAM"});
  if (made.kind == Reply::Kind::error && !made.is_error("BUSYGROUP")) {
    redis_.call(Command{"XINFO", "GROUPS", names_.stream});  // says what is wrong with the key
  }
}

std::vector<Message> Inbox::read(std::size_t count, std::chrono::milliseconds wait) {
  Reply const reply = redis_.ask({"XREADGROUP",
                                  "GROUP",
                                  kGroup,
                                  worker_,
                                  "COUNT",
                                  std::to_string(count),
                                  "BLOCK",
                                  std::to_string(wait.count()),
                                  "STREAMS",
                                  names_.stream,
                                  ">"});
  std::vector<Message> found;
  if (reply.is_error("NOGROUP") || reply.is_error("UNBLOCKED")) {
    join();  // Redis has lost its data, or somebody has deleted the stream
    return found;
  }
  if (reply.kind == Reply::Kind::error) {
    redis_.call(Command{"XINFO", "GROUPS", names_.stream});
  }
  if (reply.list.empty() || reply.list[0].list.size() < 2) {
    return found;
  }
  for (Reply const& entry : reply.list[0].list[1].list) {
    // What cannot be read is claimed later, and buried when it never can.
    if (auto message = to_message(entry)) {
      found.push_back(std::move(*message));
    }
  }
  return found;
}

std::vector<Inbox::Pending> Inbox::pending(Command command) {
  std::vector<Pending> found;
  Reply const reply = redis_.ask(std::move(command));  // NOGROUP: nothing is pending
  for (Reply const& entry : reply.list) {
    if (entry.list.size() == 4) {
      found.push_back({entry.list[0].text,
                       entry.list[1].text,
                       static_cast<std::uint64_t>(entry.list[3].integer)});
    }
  }
  return found;
}

std::vector<Inbox::Pending> Inbox::own() {
  return pending({"XPENDING", names_.stream, kGroup, "-", "+", kMany, worker_});
}

std::vector<Message> Inbox::claim(std::size_t count,
                                  std::chrono::milliseconds idle,
                                  std::vector<std::string> const& in_hand) {
  std::string const least = std::to_string(idle.count());
  std::set<std::string> const own{in_hand.begin(), in_hand.end()};
  std::string const most = std::to_string(count + own.size());  // that these hide no others
  std::vector<Pending> left =
      pending({"XPENDING", names_.stream, kGroup, "IDLE", least, "-", "+", most});
  std::erase_if(left, [&](Pending const& entry) { return own.contains(entry.id); });
  left.resize(std::min(left.size(), count));
  std::vector<Message> found;
  if (left.empty()) {
    return found;
  }
  std::map<std::string, Pending const*> before;
  Command command{"XCLAIM", names_.stream, kGroup, worker_, least};
  for (Pending const& entry : left) {
    before.emplace(entry.id, &entry);
    command.push_back(entry.id);
  }
  for (Reply const& entry : redis_.call(command).list) {  // those that no other was faster with
    if (auto message = to_message(entry)) {
      Pending const& was = *before.at(message->id);
      message->tries = was.tries + 1;
      message->last_worker = was.worker;
      found.push_back(std::move(*message));
    } else if (entry.list.size() == 2) {
      // No record of ours: whoever put it there finds it among the dead.
      redis_.transact({{"XADD", names_.dead(), "*", "foreign", entry.list[0].text},
                       {"XACK", names_.stream, kGroup, entry.list[0].text},
                       {"XDEL", names_.stream, entry.list[0].text}});
    }
  }
  return found;
}

void Inbox::renew(std::vector<std::string> const& ids, std::chrono::milliseconds idle) {
  redis_.call(Command{"SET", names_.worker(worker_), "1", "PX", std::to_string(idle.count())});
  if (ids.empty()) {
    return;
  }
  std::set<std::string> const held{ids.begin(), ids.end()};
  Command command{"XCLAIM", names_.stream, kGroup, worker_, "0"};
  std::size_t const words = command.size();
  for (Pending const& entry : own()) {  // another may have claimed the rest
    if (held.contains(entry.id)) {
      command.push_back(entry.id);
    }
  }
  if (command.size() > words) {
    command.push_back("JUSTID");
    redis_.call(command);
  }
}

void Inbox::give_back(std::vector<std::string> const& ids) {
  std::set<std::string> const held{ids.begin(), ids.end()};
  std::vector<Command> commands;
  for (Pending const& entry : own()) {
    if (held.contains(entry.id)) {
      std::uint64_t const tries = entry.tries - std::min<std::uint64_t>(entry.tries, 1);
      commands.push_back({"XCLAIM",
                          names_.stream,
                          kGroup,
                          worker_,
                          "0",
                          entry.id,
                          "IDLE",
                          kLongAgo,
                          "RETRYCOUNT",
                          std::to_string(tries),
                          "JUSTID"});
    }
  }
  if (!commands.empty()) {
    redis_.transact(std::move(commands));
  }
}

std::optional<Run> Inbox::run(std::string const& id) {
  return to_run(id, redis_.call(run_query(names_.run(id))));
}

std::string Inbox::bundle(std::string const& digest) {
  return redis_.call(Command{"GET", names_.bundle(digest)}).text;
}

std::vector<Command> Inbox::finishing(std::vector<Message const*> const& messages,
                                      std::vector<Result> const& results) const {
  std::vector<Command> commands;
  std::set<std::string> runs;
  Command acknowledge{"XACK", names_.stream, kGroup};
  Command take_away{"XDEL", names_.stream};
  for (std::size_t i = 0; i < messages.size(); ++i) {
    Command& add = commands.emplace_back(Command{"XADD", names_.results(messages[i]->run), "*"});
    std::vector<std::string> const fields = fields_of(results[i]);
    add.insert(add.end(), fields.begin(), fields.end());
    acknowledge.push_back(messages[i]->id);
    take_away.push_back(messages[i]->id);
    runs.insert(messages[i]->run);
  }
  for (std::string const& run : runs) {  // whoever began it may never come back
    commands.push_back({"EXPIRE", names_.results(run), kKeptSeconds});
  }
  commands.push_back(std::move(acknowledge));
  commands.push_back(std::move(take_away));
  return commands;
}

void Inbox::finish(std::vector<Message const*> const& messages,
                   std::vector<Result> const& results) {
  if (!messages.empty()) {
    redis_.transact(finishing(messages, results));
  }
}

void Inbox::bury(Message const& message, Result const& result) {
  std::vector<Command> commands = finishing({&message}, {result});
  Command& dead = commands.emplace_back(Command{"XADD", names_.dead(), "*"});
  dead.insert(dead.end(),
              {"tries", std::to_string(message.tries - 1), "worker", message.last_worker});
  std::vector<std::string> const fields = fields_of(message);
  dead.insert(dead.end(), fields.begin(), fields.end());
  redis_.transact(std::move(commands));
}

void Inbox::drop(Message const& message) {
  redis_.transact(
      {{"XACK", names_.stream, kGroup, message.id}, {"XDEL", names_.stream, message.id}});
}

void Inbox::leave() {
  redis_.call(Command{"DEL", names_.worker(worker_)});
  if (own().empty()) {
    redis_.ask({"XGROUP", "DELCONSUMER", names_.stream, kGroup, worker_});
  }
}

}  // namespace thethuc::broker
