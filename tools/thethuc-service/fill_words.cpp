#include "fill_words.h"

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "data/json_writer.h"
#include "data/value.h"
#include "thethuc/session.h"

namespace thethuc::service {

namespace {

// Raised when an argument is added: a worker that does not know it must not fill without it.
constexpr std::string_view kVersion = "1";

using Text = std::pair<char const*, std::string cli::BulkArguments::*>;
constexpr Text kTexts[] = {{"name", &cli::BulkArguments::name},
                           {"key", &cli::BulkArguments::key},
                           {"missing", &cli::BulkArguments::missing},
                           {"profile", &cli::BulkArguments::profile},
                           {"convert_legacy", &cli::BulkArguments::convert_legacy}};

bool is_true(data::Value value) {
  return value.text() == "true";
}

}  // namespace

std::string fill_words(cli::BulkArguments const& arguments) {
  data::JsonWriter json{data::JsonWriter::Layout::one_line};
  json.begin_object().key("version").text(kVersion);
  for (auto const& [name, member] : kTexts) {
    json.key(name).text(arguments.*member);
  }
  json.key("formats").begin_list();
  for (std::string const& format : arguments.formats) {
    json.text(format);
  }
  json.end_list();
  json.key("strict").boolean(arguments.strict);
  json.key("update_fields").boolean(arguments.update_fields);
  json.key("level").number(static_cast<std::size_t>(arguments.level));
  json.key("pdfa").text(arguments.layout.pdfa);
  json.key("tagged").boolean(arguments.layout.tagged);
  json.end_object();
  return json.take();
}

cli::BulkArguments read_fill_words(std::string_view json) {
  data::Document document;
  base::Diagnostics ignored;
  if (!document.parse(json, "", {}, ignored) ||
      document.root().find("version").text() != kVersion) {
    throw base::EnvironmentError(
        base::Words{"lần chạy do phiên bản khác của thethuc bắt đầu; các worker cần cùng phiên bản",
                    "the run was begun by another version of thethuc; workers need the same"});
  }
  data::Value const root = document.root();
  cli::BulkArguments arguments;
  for (auto const& [name, member] : kTexts) {
    arguments.*member = root.find(name).text();
  }
  data::Value format = root.find("formats").first();
  for (std::size_t i = 0; i < root.find("formats").size(); ++i, format = format.next()) {
    arguments.formats.emplace_back(format.text());
  }
  arguments.strict = is_true(root.find("strict"));
  arguments.update_fields = is_true(root.find("update_fields"));
  std::string_view const level = root.find("level").text();
  std::from_chars(level.data(), level.data() + level.size(), arguments.level);
  arguments.layout.pdfa = root.find("pdfa").text();
  arguments.layout.tagged = is_true(root.find("tagged"));
  return arguments;
}

broker::Address broker_address(std::string const& url) {
  auto address = broker::Address::parse(url);
  if (!address) {  // the text may hold a password, so it is not shown
    throw cli::UsageError(
        "expected --broker redis://[[user]:password@]host[:port]/stream[?db=N]",
        "--broker cần dạng redis://[[người-dùng]:mật-khẩu@]máy[:cổng]/luồng[?db=N]");
  }
  char const* const password = std::getenv("THETHUC_REDIS_PASSWORD");
  if (address->password.empty() && password != nullptr) {
    address->password = password;
  }
  return *std::move(address);
}

broker::Patience patience_of(double seconds) {
  broker::Patience patience;
  patience.outage =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::duration<double>{seconds});
  return patience;
}

}  // namespace thethuc::service
