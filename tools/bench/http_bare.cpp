// The server without the service: each request is answered with the same 12 KiB. What the server
// itself can do. Usage: bench_http_bare THREADS; prints its port and runs until it is ended.

#include <signal.h>

#include <cstdlib>
#include <memory>
#include <string>

#include <fmt/core.h>

#include "http/server.h"

int main(int argc, char** argv) {
  using namespace thethuc;
  ::signal(SIGPIPE, SIG_IGN);
  sigset_t ends;
  ::sigemptyset(&ends);
  ::sigaddset(&ends, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  auto const body = std::make_shared<std::string const>(12 << 10, 'x');
  http::ServerSettings settings;
  settings.quick_threads = argc > 1 ? std::atoi(argv[1]) : 2;
  http::Server server{settings,
                      [&body](http::Request const&) {
                        http::Admission made;
                        made.max_body_bytes = 1 << 20;
                        made.handler = [&body](http::Request const&) {
                          http::Response answer;
                          answer.shared_body = body;
                          return answer;
                        };
                        return made;
                      },
                      [](http::Exchange const&) {},
                      [](std::string_view) {}};
  fmt::print("{}\n", server.port());
  std::fflush(stdout);
  int signal = 0;
  ::sigwait(&ends, &signal);
}
