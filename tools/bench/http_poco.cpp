// Poco's own server with a thread for each connection: each request's body is read and answered
// with the same 12 KiB by one sendBuffer. The limit that a service on Poco::Net has without a
// server loop of its own. Usage: bench_http_poco CONNECTIONS; prints its port and runs until it is
// ended.

#include <signal.h>

#include <cstdio>
#include <cstdlib>
#include <istream>
#include <string>

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/NullStream.h>
#include <Poco/StreamCopier.h>
#include <Poco/ThreadPool.h>

#include <fmt/core.h>

namespace {

class SameAnswer : public Poco::Net::HTTPRequestHandler {
 public:
  void handleRequest(Poco::Net::HTTPServerRequest& request,
                     Poco::Net::HTTPServerResponse& response) override {
    static std::string const body(12 << 10, 'x');
    Poco::NullOutputStream nowhere;
    Poco::StreamCopier::copyStream(request.stream(), nowhere);
    response.setContentType("application/octet-stream");
    response.sendBuffer(body.data(), body.size());
  }
};

class Factory : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  Poco::Net::HTTPRequestHandler* createRequestHandler(
      Poco::Net::HTTPServerRequest const& /*request*/) override {
    return new SameAnswer;  // Poco deletes it
  }
};

}  // namespace

int main(int argc, char** argv) {
  ::signal(SIGPIPE, SIG_IGN);
  sigset_t ends;
  ::sigemptyset(&ends);
  ::sigaddset(&ends, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  int const connections = argc > 1 ? std::atoi(argv[1]) : 8;
  Poco::ThreadPool threads{2, connections + 2};
  Poco::Net::ServerSocket socket{Poco::Net::SocketAddress{"127.0.0.1", 0}};
  Poco::AutoPtr<Poco::Net::HTTPServerParams> settings{new Poco::Net::HTTPServerParams};
  settings->setMaxThreads(connections + 1);
  settings->setMaxQueued(connections + 1);
  settings->setKeepAlive(true);
  settings->setMaxKeepAliveRequests(0);
  Poco::Net::HTTPServer server{new Factory, threads, socket, settings};
  server.start();
  fmt::print("{}\n", socket.address().port());
  std::fflush(stdout);
  int signal = 0;
  ::sigwait(&ends, &signal);
  server.stopAll(true);
}
