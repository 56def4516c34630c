#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

#include "http/api/metrics.h"
#include "http/api/service.h"

namespace thethuc::service {

// What the service tells, a JSON object a line: {"time","event",…}. Any number of threads.
//
// Nobody waits for who reads standard error: lines that are not taken in time are lost, counted,
// and told of when there is room again. The audit log is a file, written before tell() returns;
// when it cannot be (a full disk), that is told on standard error, once a minute at most, and
// counted.
class EventLog {
 public:
  // Requests and problems go to standard error, requests only if `requests`; renders to `audit` if
  // there is one, which is appended to, else to standard error with the requests. Throws
  // EnvironmentError when the file cannot be written.
  EventLog(bool requests, std::optional<std::filesystem::path> const& audit);
  ~EventLog();  // gives the reader two seconds for what waits
  EventLog(EventLog const&) = delete;
  EventLog& operator=(EventLog const&) = delete;

  void tell(std::string_view event, http::Notes const& notes);
  http::LostLines lost() const;

 private:
  class Audit;
  class Events;
  bool requests_;
  std::unique_ptr<Events> events_;
  std::unique_ptr<Audit> audit_;  // null: there is none
};

}  // namespace thethuc::service
