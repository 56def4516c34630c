#pragma once

// Figures of the service for Prometheus.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/jobs/job_book.h"
#include "http/server.h"

namespace thethuc::http {

// Lines that could not be written since the process began.
struct LostLines {
  std::uint64_t events = 0;  // of the log
  std::uint64_t audit = 0;   // of the audit log
};

// Any number of threads.
class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(Metrics const&) = delete;
  Metrics& operator=(Metrics const&) = delete;

  // `route` is the name of one, "" for what reached none.
  void count(std::string_view route, int status, double seconds, std::size_t answer_bytes);
  // The text format, with what the server, the library and jobs (nullopt: none are taken) hold just
  // now, and what logs have lost.
  std::string text(ServerFigures const& server,
                   LostLines const& lost,
                   std::size_t templates,
                   bool converter_answers,
                   std::optional<JobBook::Figures> const& jobs) const;

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace thethuc::http
