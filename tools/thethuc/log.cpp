#include "log.h"

#include <ctime>
#include <memory>
#include <utility>

#include <spdlog/formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "data/json_writer.h"

namespace thethuc::cli {

namespace {

// spdlog's patterns do not escape the message, so an object a line needs a formatter of its own.
class JsonFormatter : public spdlog::formatter {
 public:
  void format(spdlog::details::log_msg const& message, spdlog::memory_buf_t& out) override {
    std::time_t const seconds = spdlog::log_clock::to_time_t(message.time);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char time[32];
    std::size_t const time_size = std::strftime(time, sizeof time, "%Y-%m-%dT%H:%M:%SZ", &parts);
    spdlog::string_view_t const level = spdlog::level::to_string_view(message.level);

    data::JsonWriter json{data::JsonWriter::Layout::one_line};
    json.begin_object();
    json.key("time").text({time, time_size});
    json.key("level").text({level.data(), level.size()});
    json.key("message").text({message.payload.data(), message.payload.size()});
    json.end_object();
    std::string line = json.take();
    line += '\n';
    out.append(line.data(), line.data() + line.size());
  }
  std::unique_ptr<spdlog::formatter> clone() const override {
    return std::make_unique<JsonFormatter>();
  }
};

// Null while nothing is to be told: a quiet run does not pay for the logger.
std::unique_ptr<spdlog::logger> logger;

}  // namespace

void start_log(int verbosity, bool json) {
  if (verbosity <= 0) {
    return;
  }
  logger = std::make_unique<spdlog::logger>("thethuc",
                                            std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_level(verbosity == 1 ? spdlog::level::info : spdlog::level::debug);
  if (json) {
    logger->set_formatter(std::make_unique<JsonFormatter>());
  } else {
    logger->set_pattern("thethuc: %v");
  }
}

void log_step(std::string_view message) {
  if (logger) {
    logger->info(message);
  }
}

void log_detail(std::string_view message) {
  if (logger) {
    logger->debug(message);
  }
}

}  // namespace thethuc::cli
