// What becomes of a request that is there as a whole: who answers it, and how the answer goes out.

#include <exception>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "http/answer_bytes.h"
#include "http/exchanges.h"
#include "http/problem.h"

namespace thethuc::http {

namespace {

using Clock = Connection::Clock;
using Io = Connection::Io;
using Phase = Connection::Phase;
using State = RequestReader::State;

constexpr std::chrono::seconds kEnding{2};  // for a client to close after we have

// What the log and the figures say of a request whose client has gone; nobody is told.
constexpr int kClientGone = 499;

Response too_many_streams(Request const& request) {
  return with_retry(
      problem(
          request, 503, {"quá nhiều luồng sự kiện đang mở", "too many streams of events are open"}),
      1);
}

std::string const& stream_owner(Connection const& connection) {
  std::string const& who = connection.admission.who;
  return who.empty() ? connection.peer() : who;
}

}  // namespace

void Exchanges::dispatch(Connection& connection) {
  connection.phase = Phase::answering;
  connection.deadline = 0;
  bool const is_slow = connection.admission.lane == Lane::slow ||
                       connection.reader().body_bytes() > settings_.large_body_bytes;
  connection.begun = Clock::now();
  if (!is_slow) {
    answer(connection);
    return;
  }
  auto const task = [this, &connection] {
    guarded(connection, [&] { answer_after_wait(connection); });
  };
  if (!slow_->run(task)) {
    send(connection,
         with_retry(problem(connection.reader().request(),
                            429,
                            {"quá nhiều yêu cầu đang chờ", "too many requests wait"}),
                    1));
  }
}

// Nobody works for a client that has gone while it waited. One that only says that it sends no more
// (a half-closed connection) looks the same, but it says so together with its request.
void Exchanges::answer_after_wait(Connection& connection) {
  constexpr std::chrono::seconds kTogether{1};
  Connection::Peer const peer = connection.look_at_peer();
  bool const is_gone =
      peer == Connection::Peer::broken ||
      (peer == Connection::Peer::silent && Clock::now() - connection.begun > kTogether);
  if (!is_gone) {
    answer(connection);
    return;
  }
  Response nobody;
  nobody.status = kClientGone;
  tell(connection.reader().request(), nobody, Clock::now() - connection.begun);
  end(connection);
}

void Exchanges::answer(Connection& connection) {
  send(connection, from_handler(connection));
}

Response Exchanges::from_handler(Connection& connection) {
  Request const& request = connection.reader().request();
  try {
    return connection.admission.handler(request);
  } catch (std::exception const& error) {
    log_(fmt::format("{} failed: {}", request.id, error.what()));
    return problem(request, 500, {"máy chủ gặp lỗi", "the server has failed"});
  }
}

// nullopt when there is a place for the stream of `answer`.
std::optional<Response> Exchanges::no_place(Connection& connection, Response const& answer) {
  Request const& request = connection.reader().request();
  if (!answer.feed) {
    return streams_.reserve() ? std::nullopt : std::optional{too_many_streams(request)};
  }
  switch (feeds_.reserve(stream_owner(connection))) {
    case EventFeeds::Place::none_of_all:
      return too_many_streams(request);
    case EventFeeds::Place::none_of_one:
      return with_retry(problem(request,
                                429,
                                {"bạn đang mở quá nhiều luồng sự kiện",
                                 "you have too many streams of events open"}),
                        1);
    case EventFeeds::Place::given:
      break;
  }
  return std::nullopt;
}

void Exchanges::send(Connection& connection, Response answer) {
  RequestReader& reader = connection.reader();
  bool const has_stream = answer.has_events() && !reader.is_head_method();
  if (has_stream) {
    if (auto refusal = no_place(connection, answer)) {
      send(connection, std::move(*refusal));
      return;
    }
  }
  tell(reader.request(), answer, Clock::now() - connection.begun);
  release_body(connection);
  if (has_stream) {
    begin_events(connection, std::move(answer));
    return;
  }
  connection.closes = connection.closes || !reader.keeps_alive() || is_draining() ||
                      reader.state() != State::complete || answer.has_events();
  Framing framing;
  framing.without_body = reader.is_head_method();
  framing.http_1_0 = reader.is_http_1_0();
  framing.keeps_alive = !connection.closes;
  framing.secure = connection.is_secure();
  framing.request_id = reader.request().id;
  connection.set_output(answer_bytes(answer, framing),
                        framing.without_body ? std::nullopt : std::move(answer.source),
                        Connection::Output::whole_answer);
  connection.phase = Phase::writing;
  connection.begun = Clock::now();
  write(connection);
}

// From now on the connection is the stream's. What its admission holds is held until it ends.
void Exchanges::begin_events(Connection& connection, Response answer) {
  Framing framing;
  framing.secure = connection.is_secure();
  framing.request_id = connection.reader().request().id;
  answer.type = "text/event-stream";
  std::string head = answer_bytes(answer, framing);
  auto const ended = [this, &connection] { end(connection); };
  if (answer.feed) {
    feeds_.run(
        connection, stream_owner(connection), std::move(head), std::move(answer.feed), ended);
  } else {
    streams_.run(connection, std::move(head), std::move(answer.events), ended);
  }
}

void Exchanges::write(Connection& connection) {
  switch (connection.flush()) {
    case Io::ready:
      after_answer(connection);
      break;
    case Io::blocked:
      set_deadline(connection, connection.sent_bytes());
      wait(connection, Poller::Wish::write);
      break;
    case Io::closed:
      end(connection);
      break;
  }
}

void Exchanges::after_answer(Connection& connection) {
  Clock::time_point const now = Clock::now();
  if (connection.closes) {
    // A socket that is closed with bytes unread is reset, and the answer lost with it.
    connection.end_output();
    connection.phase = Phase::ending;
    connection.deadline = (now + kEnding).time_since_epoch().count();
    wait(connection, Poller::Wish::read);
    return;
  }
  connection.reader().next();
  connection.phase = Phase::idle;
  connection.deadline = (now + settings_.keep_alive_timeout).time_since_epoch().count();
  // A further request that is here already waits for its turn behind those of others. TLS may hold
  // some that no poller sees.
  bool const may_be_here = !connection.input().empty() || connection.is_secure();
  wait(connection, may_be_here ? Poller::Wish::turn : Poller::Wish::read);
}

void Exchanges::forget(Connection& connection) {
  switch (connection.forget_input()) {
    case Io::ready:
      wait(connection, Poller::Wish::turn);
      break;
    case Io::blocked:
      wait(connection, Poller::Wish::read);
      break;
    case Io::closed:
      end(connection);
      break;
  }
}

}  // namespace thethuc::http
