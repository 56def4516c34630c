#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

#include "http/api/service.h"

namespace thethuc::service {

// What the service tells, a JSON object a line: {"time","event",…}. Any number of threads.
class EventLog {
 public:
  // Requests and problems go to standard error, requests only if `requests`; renders to `audit` if
  // there is one, which is appended to, else to standard error with the requests. Throws
  // EnvironmentError when the file cannot be written.
  EventLog(bool requests, std::optional<std::filesystem::path> const& audit);
  ~EventLog();
  EventLog(EventLog const&) = delete;
  EventLog& operator=(EventLog const&) = delete;

  void tell(std::string_view event, http::Notes const& notes);

 private:
  struct Loggers;
  std::unique_ptr<Loggers> loggers_;
};

}  // namespace thethuc::service
