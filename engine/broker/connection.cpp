#include "broker/connection.h"

#include <poll.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <Poco/Exception.h>
#include <Poco/Redis/Array.h>
#include <Poco/Redis/Client.h>
#include <Poco/Timespan.h>
#include <fmt/format.h>

#include "base/environment_error.h"

namespace thethuc::broker {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kFirstPause{50};
constexpr milliseconds kLongestPause{1'000};

// Redis does not answer, and may later.
struct Away : std::runtime_error {
  using std::runtime_error::runtime_error;
};

Poco::Timespan timespan(milliseconds time) {
  return Poco::Timespan{static_cast<Poco::Timespan::TimeDiff>(time.count()) * 1'000};
}

template <typename T>
T const& content(Poco::Redis::RedisType const& value) {
  return dynamic_cast<Poco::Redis::Type<T> const&>(value).value();
}

Reply to_reply(Poco::Redis::RedisType const& value) {
  Reply reply;
  if (value.isInteger()) {
    reply.kind = Reply::Kind::integer;
    reply.integer = content<Poco::Int64>(value);
  } else if (value.isSimpleString()) {
    reply.kind = Reply::Kind::text;
    reply.text = content<std::string>(value);
  } else if (value.isError()) {
    reply.kind = Reply::Kind::error;
    reply.text = content<Poco::Redis::Error>(value).getMessage();
  } else if (value.isBulkString()) {
    auto const& text = content<Poco::Redis::BulkString>(value);
    reply.kind = text.isNull() ? Reply::Kind::nothing : Reply::Kind::text;
    reply.text = text.isNull() ? std::string{} : text.value();
  } else if (auto const& list = content<Poco::Redis::Array>(value); !list.isNull()) {
    reply.kind = Reply::Kind::list;
    reply.list.reserve(list.size());
    for (auto const& item : list) {
      reply.list.push_back(to_reply(*item));
    }
  }
  return reply;
}

// Errors of a server that starts, or is being replaced by another.
bool is_passing(Reply const& reply) {
  return reply.is_error("LOADING") || reply.is_error("MASTERDOWN") || reply.is_error("READONLY");
}

Poco::Redis::Array to_array(Command const& command) {
  Poco::Redis::Array words;
  for (std::string const& word : command) {
    words << word;
  }
  return words;
}

}  // namespace

struct Connection::Client {
  Poco::Redis::Client redis;
};

Connection::Connection(Address address, Patience patience, bulk::Stop const& stop)
    : address_(std::move(address)), patience_(patience), stop_(stop) {
  try {
    connect();
  } catch (Away const& away) {
    throw base::EnvironmentError{
        base::Words{fmt::format("không có Redis ở {}: {}", address_.text(), away.what()),
                    fmt::format("there is no Redis at {}: {}", address_.text(), away.what())}};
  }
}

Connection::~Connection() = default;

void Connection::refuse(std::string const& error) const {
  throw base::EnvironmentError{
      base::Words{fmt::format("Redis ở {} từ chối: {}", address_.text(), error),
                  fmt::format("Redis at {} refuses: {}", address_.text(), error)}};
}

void Connection::connect() {
  auto client = std::make_unique<Client>();
  try {
    client->redis.connect(address_.host, address_.port, timespan(patience_.connect));
    client->redis.setReceiveTimeout(timespan(patience_.reply));
  } catch (Poco::Exception const& error) {
    throw Away{error.displayText()};
  }
  client_ = std::move(client);
  std::vector<Command> greeting;
  if (!address_.password.empty()) {
    greeting.push_back(address_.user.empty() ? Command{"AUTH", address_.password}
                                             : Command{"AUTH", address_.user, address_.password});
  }
  greeting.push_back({"SELECT", std::to_string(address_.database)});
  for (Reply const& reply : exchange(greeting)) {
    if (reply.kind == Reply::Kind::error) {
      client_.reset();
      refuse(reply.text);
    }
  }
}

// Throws Away, and forgets the connection: nobody knows what is still under way on it.
std::vector<Reply> Connection::exchange(std::vector<Command> const& commands) {
  std::vector<Reply> replies;
  std::string reason;
  try {
    for (Command const& command : commands) {
      client_->redis.execute<void>(to_array(command));
    }
    client_->redis.flush();
    for (std::size_t i = 0; i < commands.size() && reason.empty(); ++i) {
      // A connection that breaks is an answer of no known type to Poco.
      replies.push_back(to_reply(*client_->redis.readReply()));
      reason = is_passing(replies.back()) ? replies.back().text : "";
    }
  } catch (Poco::Exception const& error) {
    reason = error.displayText();
  }
  if (!reason.empty()) {
    client_.reset();
    throw Away{reason};
  }
  return replies;
}

void Connection::wait(milliseconds time) const {
  pollfd stopped{stop_.descriptor(), POLLIN, 0};
  ::poll(&stopped, 1, static_cast<int>(time.count()));
}

std::vector<Reply> Connection::call(std::vector<Command> const& commands) {
  milliseconds pause = kFirstPause;
  Clock::time_point give_up = Clock::time_point::max();
  for (;;) {
    try {
      if (!client_) {
        connect();
        ++interruptions_;
      }
      return exchange(commands);
    } catch (Away const& away) {
      give_up = std::min(give_up, Clock::now() + patience_.outage);
      if (Clock::now() >= give_up || stop_.requested()) {
        double const waited = std::chrono::duration<double>(patience_.outage).count();
        throw base::EnvironmentError{
            base::Words{fmt::format("Redis ở {} không trả lời, đã chờ {:.0f} giây: {}",
                                    address_.text(),
                                    waited,
                                    away.what()),
                        fmt::format("Redis at {} does not answer, after waiting for {:.0f} s: {}",
                                    address_.text(),
                                    waited,
                                    away.what())}};
      }
    }
    wait(pause);
    pause = std::min(pause * 2, kLongestPause);
  }
}

Reply Connection::ask(Command const& command) {
  return std::move(call(std::vector<Command>{command}).front());
}

Reply Connection::call(Command const& command) {
  Reply reply = ask(command);
  if (reply.kind == Reply::Kind::error) {
    refuse(reply.text);
  }
  return reply;
}

void Connection::transact(std::vector<Command> commands) {
  commands.insert(commands.begin(), Command{"MULTI"});
  commands.push_back({"EXEC"});
  std::vector<Reply> const replies = call(commands);
  for (Reply const& reply : replies) {
    if (reply.kind == Reply::Kind::error) {
      refuse(reply.text);
    }
  }
  for (Reply const& reply : replies.back().list) {
    if (reply.kind == Reply::Kind::error) {
      refuse(reply.text);
    }
  }
}

}  // namespace thethuc::broker
