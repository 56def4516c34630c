#include "event_log.h"

#include <chrono>
#include <ctime>
#include <string>

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include "base/environment_error.h"
#include "data/json_writer.h"

namespace thethuc::service {

namespace {

std::string now() {
  auto const time = std::chrono::system_clock::now();
  std::time_t const seconds = std::chrono::system_clock::to_time_t(time);
  auto const milliseconds =
      std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count() % 1000;
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[32];
  std::size_t const size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  return fmt::format("{}.{:03}Z", std::string_view{text, size}, milliseconds);
}

// Which are numbers, to be counted and compared by those who read the log.
bool is_number(std::string_view name) {
  return name == "status" || name == "ms" || name == "bytes_in" || name == "bytes_out" ||
         name == "errors" || name == "records" || name == "done" || name == "failed";
}

}  // namespace

struct EventLog::Loggers {
  bool requests = true;
  spdlog::logger to_stderr{"thethuc", std::make_shared<spdlog::sinks::stderr_sink_mt>()};
  std::unique_ptr<spdlog::logger> audit;
};

EventLog::EventLog(bool requests, std::optional<std::filesystem::path> const& audit)
    : loggers_(std::make_unique<Loggers>()) {
  loggers_->requests = requests;
  loggers_->to_stderr.set_pattern("%v");
  if (audit) {
    try {
      loggers_->audit = std::make_unique<spdlog::logger>(
          "audit", std::make_shared<spdlog::sinks::basic_file_sink_mt>(audit->string()));
    } catch (spdlog::spdlog_ex const& error) {
      throw base::EnvironmentError(
          base::Words{fmt::format("không ghi được {}: {}", audit->string(), error.what()),
                      fmt::format("cannot write {}: {}", audit->string(), error.what())});
    }
    loggers_->audit->set_pattern("%v");
    loggers_->audit->flush_on(spdlog::level::info);
  }
}

EventLog::~EventLog() = default;

void EventLog::tell(std::string_view event, http::Notes const& notes) {
  bool const is_render = event == "render";
  spdlog::logger& logger = is_render && loggers_->audit ? *loggers_->audit : loggers_->to_stderr;
  bool const is_wanted = event == "request"              ? loggers_->requests
                         : is_render && !loggers_->audit ? loggers_->requests
                                                         : true;
  if (!is_wanted) {
    return;
  }
  data::JsonWriter json{data::JsonWriter::Layout::one_line};
  json.begin_object();
  json.key("time").text(now()).key("event").text(event);
  for (auto const& [name, value] : notes) {
    if (is_number(name)) {
      json.key(name).raw(value);
    } else if (!value.empty()) {
      json.key(name).text(value);
    }
  }
  json.end_object();
  logger.info(json.take());
}

}  // namespace thethuc::service
