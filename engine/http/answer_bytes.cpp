#include "http/answer_bytes.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <iterator>
#include <utility>

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Timestamp.h>
#include <fmt/format.h>

namespace thethuc::http {

namespace {

// Nothing from outside may be loaded, run or shown within, whatever a document holds.
// An answer that needs it otherwise says so itself.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kSecurity{{
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
     "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
}};

// Once a second is enough, and each thread may have its own.
std::string const& date() {
  thread_local std::time_t told = 0;
  thread_local std::string text;
  std::time_t const now = std::time(nullptr);
  if (now != told) {
    told = now;
    text = Poco::DateTimeFormatter::format(Poco::Timestamp::fromEpochTime(now),
                                           Poco::DateTimeFormat::HTTP_FORMAT);
  }
  return text;
}

// A line break within a value would begin a header of its own.
bool is_one_line(std::string_view value) {
  return value.find_first_of(std::string_view{"\r\n\0", 3}) == std::string_view::npos;
}

bool has_header(Response const& answer, std::string_view name) {
  return std::any_of(answer.headers.begin(), answer.headers.end(), [&](auto const& header) {
    return header.first == name;
  });
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
  if (is_one_line(name) && is_one_line(value)) {
    fmt::format_to(std::back_inserter(out), "{}: {}\r\n", name, value);
  }
}

}  // namespace

std::string_view reason_phrase(int status) {
  using Poco::Net::HTTPResponse;
  switch (status) {  // newer names than Poco's
    case 413:
      return "Content Too Large";
    case 422:
      return "Unprocessable Content";
    case 425:
      return "Too Early";
    default:
      break;
  }
  // Made once: Poco gives a string of its own each time.
  static std::array<std::string, 600> const kPhrases = [] {
    std::array<std::string, 600> made;
    for (std::size_t i = 100; i < made.size(); ++i) {
      std::string const& phrase =
          HTTPResponse::getReasonForStatus(static_cast<HTTPResponse::HTTPStatus>(i));
      made.at(i) = phrase == "???" ? "" : phrase;
    }
    return made;
  }();
  bool const is_known = status >= 100 && status < 600;
  return is_known ? std::string_view{kPhrases.at(static_cast<std::size_t>(status))}
                  : std::string_view{};
}

std::string answer_bytes(Response const& answer, Framing const& framing) {
  std::string const& body = answer.shared_body ? *answer.shared_body : answer.body;
  bool const has_length = !answer.has_events();
  bool const is_bodiless = answer.status == 304 || answer.status == 204;
  bool const has_body = has_length && !framing.without_body && !is_bodiless && !answer.source;
  constexpr std::size_t kHeadRoom = 1024;
  std::string out;
  out.reserve(kHeadRoom + (has_body ? body.size() : 0));
  auto const to = std::back_inserter(out);
  fmt::format_to(
      to, "HTTP/1.1 {} {}\r\nDate: {}\r\n", answer.status, reason_phrase(answer.status), date());
  if (!is_bodiless) {
    append_header(out, "Content-Type", answer.type);
    if (has_length) {
      fmt::format_to(to,
                     "Content-Length: {}\r\n",
                     answer.source ? answer.source->bytes : std::uint64_t{body.size()});
    }
  }
  if (!framing.keeps_alive) {
    out += "Connection: close\r\n";
  } else if (framing.http_1_0) {
    out += "Connection: keep-alive\r\n";
  }
  for (auto const& [name, value] : kSecurity) {
    if (!has_header(answer, name)) {
      fmt::format_to(to, "{}: {}\r\n", name, value);
    }
  }
  if (framing.secure) {
    out += "Strict-Transport-Security: max-age=31536000\r\n";
  }
  if (!has_header(answer, "Cache-Control")) {
    out += "Cache-Control: private, no-cache\r\n";
  }
  if (!framing.request_id.empty()) {
    append_header(out, "X-Request-Id", framing.request_id);
  }
  for (auto const& [name, value] : answer.headers) {
    append_header(out, name, value);
  }
  out += "\r\n";
  if (has_body) {
    out += body;
  }
  return out;
}

}  // namespace thethuc::http
