#include "http/exchanges.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "http/answer_bytes.h"
#include "http/random.h"

namespace thethuc::http {

namespace {

using Clock = Connection::Clock;
using Io = Connection::Io;
using Phase = Connection::Phase;
using State = RequestReader::State;

constexpr std::chrono::seconds kEnding{2};  // for a client to close after we have

bool names_this_machine(std::string_view host, std::uint16_t port) {
  bool const may_be_silent = port == 80 || port == 443;  // clients do not name these
  for (std::string_view const name : {"127.0.0.1", "localhost", "[::1]"}) {
    if (host == fmt::format("{}:{}", name, port) || (may_be_silent && host == name)) {
      return true;
    }
  }
  return false;
}

// One that a client gives itself may stand in our logs when it is short and plain.
bool is_sound_id(std::string_view id) {
  constexpr std::size_t kLongest = 64;
  return !id.empty() && id.size() <= kLongest && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

Response later(int status, std::string_view title) {
  Response made = problem(status, title);
  made.headers.emplace_back("Retry-After", "1");
  return made;
}

}  // namespace

Exchanges::Exchanges(ServerSettings const& settings,
                     std::uint16_t port,
                     Server::Admit admit,
                     Server::Done done,
                     Server::Log const& log)
    : settings_(settings),
      port_(port),
      admit_(std::move(admit)),
      done_(std::move(done)),
      log_(log),
      id_prefix_(random_text(4)),
      streams_(static_cast<std::size_t>(settings.max_event_streams), settings.timeout, log),
      feeds_(settings.max_event_feeds, settings.timeout, log),
      slow_(std::make_unique<SlowThreads>(settings.slow_threads, settings.max_slow_waiting)) {}

Exchanges::~Exchanges() {
  slow_.reset();  // what it still runs may begin a stream
}

std::string Exchanges::next_id() {
  return fmt::format("{}-{}", id_prefix_, ++requests_);
}

void Exchanges::drain() {
  Clock::rep never = 0;
  drained_at_.compare_exchange_strong(never, Clock::now().time_since_epoch().count());
}

void Exchanges::stop() {
  poller_.stop();
}

ServerFigures Exchanges::figures() const {
  return {connections_.count(),
          slow_->waiting(),
          slow_->running(),
          streams_.running() + feeds_.running()};
}

void Exchanges::begin(Connection& connection) {
  connection.begun = Clock::now();
  set_deadline(connection, 0);
  int const socket = connection.descriptor();
  connection.turn.store(true, std::memory_order_release);
  poller_.add(socket, &connection, Poller::Wish::read);
}

void Exchanges::refuse(Connection& connection, Response const& answer) {
  if (!connection.is_secure()) {
    connection.set_output(answer_bytes(answer, {}), std::nullopt);
    connection.flush();
    connection.end_output();
  }
  done_({Request{}, answer, {}});
}

void Exchanges::run() {
  while (void* const what = poller_.wait()) {
    auto& connection = *static_cast<Connection*>(what);
    (void)connection.turn.load(std::memory_order_acquire);
    take_turn(connection);
  }
}

void Exchanges::take_turn(Connection& connection) {
  switch (connection.phase.load()) {
    case Phase::idle:
    case Phase::reading:
      read(connection);
      break;
    case Phase::writing:
      write(connection);
      break;
    case Phase::ending:
      forget(connection);
      break;
    case Phase::answering:  // not waited for
      break;
  }
}

// The connection is no longer this thread's: nothing of it may be touched afterwards.
void Exchanges::wait(Connection& connection, Poller::Wish wish) {
  int const socket = connection.descriptor();
  connection.turn.store(true, std::memory_order_release);
  poller_.arm(socket, &connection, wish);
}

void Exchanges::set_deadline(Connection& connection, std::uint64_t bytes) {
  auto const for_bytes = std::chrono::milliseconds{
      1000 * bytes / std::max<std::size_t>(settings_.least_bytes_per_second, 1)};
  connection.deadline =
      (connection.begun + settings_.timeout + for_bytes).time_since_epoch().count();
}

void Exchanges::end(Connection& connection) {
  release_body(connection);
  connections_.remove(connection);
}

// --- requests

// Whether there is room for what the body has grown by.
bool Exchanges::hold_body(Connection& connection) {
  std::size_t const grown = connection.reader().body_bytes() - connection.held_bytes;
  connection.held_bytes += grown;
  return held_bytes_.fetch_add(grown) + grown <= settings_.max_bodies_bytes;
}

void Exchanges::release_body(Connection& connection) {
  held_bytes_ -= std::exchange(connection.held_bytes, 0);
}

void Exchanges::read(Connection& connection) {
  Io const io = connection.receive();
  RequestReader& reader = connection.reader();
  std::string& input = connection.input();
  if (!reader.has_begun() && !input.empty()) {
    connection.begun = Clock::now();
    connection.phase = Phase::reading;
  }
  std::string_view bytes = input;
  State state = reader.feed(bytes);
  if (state == State::admitted) {
    reader.request().peer = connection.peer();
    admit(connection);
    bool const is_refused = connection.admission.refusal.has_value();
    reader.allow_body(is_refused ? 0 : connection.admission.max_body_bytes);
    state = reader.feed(bytes);
    if (is_refused) {
      input.erase(0, input.size() - bytes.size());
      connection.closes = state != State::complete;  // a body would stand before the next request
      send(connection, std::move(*connection.admission.refusal));
      return;
    }
    if (state == State::body && reader.expects_continue() && reader.body_bytes() == 0 &&
        bytes.empty()) {
      // So short that a socket from which nothing is read takes it; who does not is gone.
      connection.set_output("HTTP/1.1 100 Continue\r\n\r\n", std::nullopt);
      connection.flush();
    }
  }
  input.erase(0, input.size() - bytes.size());
  if (!hold_body(connection)) {
    connection.closes = true;
    send(connection, later(503, "too many large requests are on their way"));
  } else if (state == State::complete) {
    dispatch(connection);
  } else if (state == State::fault) {
    connection.closes = true;
    send(connection, problem(reader.fault().status, reader.fault().title));
  } else if (io == Io::closed) {
    if (reader.has_begun()) {
      connection.closes = true;
      send(connection,
           connection.is_late ? problem(408, "the request took too long")
                              : problem(400, "the request ended early"));
    } else {
      end(connection);
    }
  } else {
    if (reader.has_begun()) {
      set_deadline(connection, reader.body_bytes());
    }
    wait(connection, io == Io::ready ? Poller::Wish::turn : Poller::Wish::read);
  }
}

void Exchanges::admit(Connection& connection) {
  Request& request = connection.reader().request();
  std::string_view const given = request.header("x-request-id");
  request.id = is_sound_id(given) ? std::string{given} : next_id();
  connection.admission = {};
  if (settings_.only_this_machine && !names_this_machine(request.header("host"), port_)) {
    connection.admission.refusal =
        problem(421, "this server answers as 127.0.0.1 and localhost only");
    return;
  }
  if (is_draining() && connection.begun.time_since_epoch().count() > drained_at_.load()) {
    connection.admission.refusal = later(503, "the server is shutting down");
    return;
  }
  try {
    connection.admission = admit_(request);
  } catch (std::exception const& error) {
    log_(fmt::format("failed: {}", error.what()));
    connection.admission.refusal = problem(500, "the server has failed");
  }
}

// --- answers

void Exchanges::dispatch(Connection& connection) {
  connection.phase = Phase::answering;
  connection.deadline = 0;
  bool const is_slow = connection.admission.lane == Lane::slow ||
                       connection.reader().body_bytes() > settings_.large_body_bytes;
  connection.begun = Clock::now();
  if (!is_slow) {
    answer(connection);
  } else if (!slow_->run([this, &connection] { answer(connection); })) {
    send(connection, later(429, "too many requests wait"));
  }
}

void Exchanges::answer(Connection& connection) {
  send(connection, from_handler(connection));
}

Response Exchanges::from_handler(Connection& connection) {
  try {
    return connection.admission.handler(connection.reader().request());
  } catch (std::exception const& error) {
    log_(fmt::format("{} failed: {}", connection.reader().request().id, error.what()));
    return problem(500, "the server has failed");
  }
}

void Exchanges::send(Connection& connection, Response answer) {
  RequestReader& reader = connection.reader();
  bool const has_stream = answer.has_events() && !reader.is_head_method();
  if (has_stream && !(answer.feed ? feeds_.reserve() : streams_.reserve())) {
    send(connection, later(503, "too many streams of events are open"));
    return;
  }
  done_({reader.request(), answer, Clock::now() - connection.begun});
  connection.admission = {};  // what it holds is free for others
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
                        framing.without_body ? std::nullopt : std::move(answer.source));
  connection.phase = Phase::writing;
  connection.begun = Clock::now();
  write(connection);
}

// From now on the connection is the stream's.
void Exchanges::begin_events(Connection& connection, Response answer) {
  Framing framing;
  framing.secure = connection.is_secure();
  framing.request_id = connection.reader().request().id;
  answer.type = "text/event-stream";
  std::string head = answer_bytes(answer, framing);
  auto const ended = [this, &connection] { end(connection); };
  if (answer.feed) {
    feeds_.run(connection, std::move(head), std::move(answer.feed), ended);
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
