#include "http/server.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <istream>
#include <optional>
#include <sstream>
#include <utility>

#include <Poco/Exception.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/NameValueCollection.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/ThreadPool.h>
#include <Poco/Timespan.h>
#include <Poco/URI.h>
#include <fmt/format.h>

#include "base/text.h"

namespace thethuc::http {

namespace {

namespace net = Poco::Net;

constexpr int kSendsPerAnswerBytes = 1 << 20;  // of one call of send()

// Nothing from outside may be loaded, run or shown within, whatever a document holds.
constexpr char const* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

Poco::Timespan span(std::chrono::seconds time) {
  return {static_cast<long>(time.count()), 0};
}

// Sends all, or says that the client is gone.
bool send_all(net::StreamSocket& socket, std::string_view bytes) {
  try {
    while (!bytes.empty()) {
      int const length =
          static_cast<int>(std::min<std::size_t>(bytes.size(), kSendsPerAnswerBytes));
      int const sent = socket.sendBytes(bytes.data(), length);
      if (sent <= 0) {
        return false;
      }
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  } catch (Poco::Exception const&) {  // gone, or too slow
    return false;
  }
}

class SocketSink : public EventSink {
 public:
  explicit SocketSink(net::StreamSocket& socket) : socket_(socket) {}
  bool send(std::string_view event, std::string_view data) override {
    return send_all(socket_, fmt::format("event: {}\ndata: {}\n\n", event, data));
  }
  bool keep_alive() override { return send_all(socket_, ": still here\n\n"); }

 private:
  net::StreamSocket& socket_;
};

// What all connections share.
struct Shared {
  ServerSettings settings;
  Server::Answer answer;
  Server::Log log;
  std::uint16_t port = 0;
  std::atomic<int> event_streams{0};
};

std::string small(std::string const& name) {
  return base::to_lower(name);
}

bool names_this_machine(std::string const& host, std::uint16_t port) {
  for (std::string_view const name : {"127.0.0.1", "localhost", "[::1]"}) {
    if (host == fmt::format("{}:{}", name, port)) {
      return true;
    }
  }
  return false;
}

// Reads on for a while and forgets it: a connection that is closed with bytes unread is reset, and
// the answer lost with it.
void drain(std::istream& stream) {
  constexpr std::streamsize kMost = 256 << 10;
  stream.ignore(kMost);
}

// The body, within the limit; nullopt when it is longer.
std::optional<std::string> read_body(net::HTTPServerRequest& from, std::size_t max_bytes) {
  if (!from.hasContentLength() && !from.getChunkedTransferEncoding()) {
    return std::string{};
  }
  std::istream& stream = from.stream();
  bool is_too_long =
      from.hasContentLength() && static_cast<std::uint64_t>(from.getContentLength64()) > max_bytes;
  std::string body;
  char buffer[4096];
  while (!is_too_long && (stream.read(buffer, sizeof buffer), stream.gcount() > 0)) {
    body.append(buffer, static_cast<std::size_t>(stream.gcount()));
    is_too_long = body.size() > max_bytes;
  }
  if (is_too_long) {
    drain(stream);
    return std::nullopt;
  }
  return body;
}

// Without body. Throws Poco's exceptions for what is no URI.
Request read_head(net::HTTPServerRequest const& from) {
  Request made;
  made.method = from.getMethod() == "HEAD" ? "GET" : from.getMethod();
  Poco::URI const uri{from.getURI()};
  made.path = uri.getPath();
  for (auto const& [name, value] : uri.getQueryParameters()) {
    made.query.emplace(name, value);
  }
  for (auto const& [name, value] : from) {
    made.headers.emplace(small(name), value);
  }
  net::NameValueCollection cookies;
  from.getCookies(cookies);
  for (auto const& [name, value] : cookies) {
    made.cookies.emplace(name, value);
  }
  return made;
}

class Connection : public net::HTTPRequestHandler {
 public:
  explicit Connection(Shared& shared) : shared_(shared) {}

  void handleRequest(net::HTTPServerRequest& from, net::HTTPServerResponse& to) override {
    Response answer = answer_to(from, to);
    net::StreamSocket& socket = dynamic_cast<net::HTTPServerRequestImpl&>(from).socket();
    socket.setSendTimeout(span(shared_.settings.timeout));
    shared_.log(fmt::format("{} {} {}", from.getMethod(), path_only(from.getURI()), answer.status));
    if (answer.events) {
      send_events(answer, to, socket);
      return;
    }
    std::string const& body = answer.shared_body ? *answer.shared_body : answer.body;
    to.setContentLength64(static_cast<Poco::Int64>(body.size()));
    bool const has_body = from.getMethod() != "HEAD" && answer.status != 304;
    std::string bytes = head_of(answer, to);
    if (has_body) {  // in one piece: Poco would send 4 KiB at a time
      bytes += body;
    }
    if (!send_all(socket, bytes)) {
      to.setKeepAlive(false);
    }
  }

 private:
  // The query may hold the key to the page: no log shows it.
  static std::string path_only(std::string const& uri) { return uri.substr(0, uri.find('?')); }

  Response answer_to(net::HTTPServerRequest& from, net::HTTPServerResponse& to) {
    try {
      if (shared_.settings.only_this_machine && !names_this_machine(from.getHost(), shared_.port)) {
        to.setKeepAlive(false);
        return problem(421, "this server answers as 127.0.0.1 and localhost only");
      }
      Request request = read_head(from);
      auto body = read_body(from, shared_.settings.max_body_bytes);
      if (!body) {
        to.setKeepAlive(false);  // the rest of the body is still on its way
        return problem(413, "the body is too large");
      }
      request.body = std::move(*body);
      return shared_.answer(request);
    } catch (Poco::Exception const&) {  // no Host, no URI, …
      to.setKeepAlive(false);
      return problem(400, "the request is malformed");
    } catch (std::exception const& error) {
      shared_.log(fmt::format("failed: {}", error.what()));
      return problem(500, "the server has failed");
    }
  }

  static std::string head_of(Response const& answer, net::HTTPServerResponse& to) {
    to.setStatusAndReason(static_cast<net::HTTPResponse::HTTPStatus>(answer.status));
    to.setContentType(answer.type);
    to.set("Content-Security-Policy", kPolicy);
    to.set("X-Content-Type-Options", "nosniff");
    to.set("Referrer-Policy", "no-referrer");
    to.set("Cross-Origin-Resource-Policy", "same-origin");
    to.set("Cache-Control", "private, no-cache");
    for (auto const& [name, value] : answer.headers) {
      to.set(name, value);
    }
    std::ostringstream head;
    to.write(head);
    return std::move(head).str();
  }

  void send_events(Response const& answer, net::HTTPServerResponse& to, net::StreamSocket& socket) {
    to.setKeepAlive(false);
    if (++shared_.event_streams > shared_.settings.max_event_streams) {
      Response refused = problem(503, "too many pages are open");
      refused.headers.emplace_back("Retry-After", "5");
      to.setContentLength64(static_cast<Poco::Int64>(refused.body.size()));
      std::string const bytes = head_of(refused, to) + refused.body;
      send_all(socket, bytes);
    } else {
      Response head;
      head.type = "text/event-stream";
      if (send_all(socket, head_of(head, to))) {
        SocketSink sink{socket};
        answer.events(sink);
      }
    }
    --shared_.event_streams;
  }

  Shared& shared_;
};

class Factory : public net::HTTPRequestHandlerFactory {
 public:
  explicit Factory(Shared& shared) : shared_(shared) {}
  net::HTTPRequestHandler* createRequestHandler(net::HTTPServerRequest const&) override {
    return new Connection{shared_};  // Poco deletes it
  }

 private:
  Shared& shared_;
};

net::ServerSocket listening(ServerSettings const& settings) {
  try {
    net::ServerSocket socket;
    // SO_REUSEADDR, so that a server can come back to its port at once; not SO_REUSEPORT, by which
    // two servers would share one.
    socket.bind(net::SocketAddress{settings.address, settings.port}, true, false);
    socket.listen();
    return socket;
  } catch (Poco::Exception const& error) {
    throw base::EnvironmentError(fmt::format(
        "cannot listen on {}:{}: {}", settings.address, settings.port, error.displayText()));
  }
}

net::HTTPServerParams::Ptr parameters(ServerSettings const& settings) {
  net::HTTPServerParams::Ptr made = new net::HTTPServerParams;
  made->setMaxThreads(settings.threads);
  made->setMaxQueued(settings.max_waiting);
  made->setTimeout(span(settings.timeout));
  made->setKeepAliveTimeout(span(settings.keep_alive_timeout));
  return made;
}

}  // namespace

class Server::Impl {
 public:
  Impl(ServerSettings settings, Answer answer, Log log)
      : shared_{std::move(settings), std::move(answer), std::move(log)},
        socket_(listening(shared_.settings)),
        threads_(2, shared_.settings.threads),
        server_(new Factory{shared_}, threads_, socket_, parameters(shared_.settings)) {
    shared_.port = socket_.address().port();
    server_.start();
  }

  ~Impl() {
    stop();
    threads_.joinAll();
  }

  std::uint16_t port() const { return shared_.port; }

  void stop() {
    if (!is_stopped_) {
      is_stopped_ = true;
      server_.stopAll(false);
      socket_.close();
    }
  }

 private:
  Shared shared_;
  net::ServerSocket socket_;
  Poco::ThreadPool threads_;
  net::HTTPServer server_;
  bool is_stopped_ = false;
};

Server::Server(ServerSettings settings, Answer answer, Log log)
    : impl_(std::make_unique<Impl>(std::move(settings), std::move(answer), std::move(log))) {}

Server::~Server() = default;

std::uint16_t Server::port() const {
  return impl_->port();
}

void Server::stop() {
  impl_->stop();
}

}  // namespace thethuc::http
