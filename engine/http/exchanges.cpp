#include "http/exchanges.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "http/answer_bytes.h"
#include "http/problem.h"
#include "http/random.h"

namespace thethuc::http {

namespace {

using Clock = Connection::Clock;
using Io = Connection::Io;
using Phase = Connection::Phase;
using State = RequestReader::State;

Response failed(Request const& request) {
  return problem(request, 500, {"máy chủ gặp lỗi", "the server has failed"});
}

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
      feeds_(settings.max_event_feeds, settings.max_event_feeds_of_one, settings.timeout, log),
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
  slow_->drop();
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
  try {
    poller_.add(socket, &connection, Poller::Wish::read);
  } catch (...) {
    end(connection);
    throw;
  }
}

void Exchanges::refuse(Connection& connection) {
  Request request;
  request.id = next_id();
  request.peer = connection.peer();
  Response const answer = with_retry(
      problem(request, 503, {"quá nhiều kết nối đang mở", "too many connections are open"}), 2);
  if (!connection.is_secure()) {
    Framing framing;
    framing.request_id = request.id;
    connection.set_output(answer_bytes(answer, framing), std::nullopt);
    connection.flush();
    connection.end_output();
  }
  tell(request, answer, {});
}

void Exchanges::run() {
  constexpr std::chrono::milliseconds kPause{100};
  while (true) {
    void* what = nullptr;
    try {
      what = poller_.wait();
    } catch (std::exception const& error) {
      log_failure(error.what());
      std::this_thread::sleep_for(kPause);
      continue;
    }
    if (what == nullptr) {
      return;
    }
    auto& connection = *static_cast<Connection*>(what);
    (void)connection.turn.load(std::memory_order_acquire);
    guarded(connection, [&] { take_turn(connection); });
  }
}

void Exchanges::guarded(Connection& connection, std::function<void()> const& work) noexcept {
  try {
    work();
    return;
  } catch (std::exception const& error) {
    log_failure(error.what());
  } catch (...) {
    log_failure("an exception that is none of the standard's");
  }
  end(connection);
}

void Exchanges::log_failure(std::string_view what) noexcept {
  try {
    log_(fmt::format("a connection failed: {}", what));
  } catch (...) {  // there is no memory for words
  }
}

void Exchanges::tell(Request const& request,
                     Response const& answer,
                     std::chrono::nanoseconds took) noexcept {
  try {
    done_({request, answer, took});
  } catch (...) {
    log_failure("an answer could not be told");
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
  if (state != State::head) {
    identify(connection);
  }
  if (state == State::admitted) {
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
    send(connection,
         with_retry(problem(reader.request(),
                            503,
                            {"quá nhiều yêu cầu lớn đang đến",
                             "too many large requests are on their way"}),
                    1));
  } else if (state == State::complete) {
    dispatch(connection);
  } else if (state == State::fault) {
    connection.closes = true;
    send(connection, problem(reader.request(), reader.fault().status, reader.fault().title));
  } else if (io == Io::closed) {
    if (reader.has_begun()) {
      connection.closes = true;
      identify(connection);
      send(connection,
           connection.is_late
               ? problem(
                     reader.request(), 408, {"yêu cầu đến quá chậm", "the request took too long"})
               : problem(reader.request(),
                         400,
                         {"yêu cầu bị ngắt giữa chừng", "the request ended early"}));
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

// From here on the request has a name and a place that it came from, even if it is none.
void Exchanges::identify(Connection& connection) {
  Request& request = connection.reader().request();
  if (request.id.empty()) {
    std::string_view const given = request.header("x-request-id");
    request.id = is_sound_id(given) ? std::string{given} : next_id();
    request.peer = connection.peer();
  }
}

void Exchanges::admit(Connection& connection) {
  Request const& request = connection.reader().request();
  connection.admission = {};
  if (settings_.only_this_machine && !names_this_machine(request.header("host"), port_)) {
    connection.admission.refusal =
        problem(request,
                421,
                {"máy chủ này chỉ trả lời với tên 127.0.0.1 và localhost",
                 "this server answers as 127.0.0.1 and localhost only"});
    return;
  }
  if (is_draining() && connection.begun.time_since_epoch().count() > drained_at_.load()) {
    connection.admission.refusal =
        with_retry(problem(request, 503, {"máy chủ đang dừng", "the server is shutting down"}), 1);
    return;
  }
  try {
    connection.admission = admit_(request);
  } catch (std::exception const& error) {
    log_(fmt::format("{} failed: {}", request.id, error.what()));
    connection.admission.refusal = failed(request);
  }
}

}  // namespace thethuc::http
