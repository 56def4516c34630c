#include "http/request_reader.h"

#include <algorithm>
#include <utility>

#include <Poco/Exception.h>
#include <Poco/URI.h>
#include <http_parser.h>

#include "base/text.h"

namespace thethuc::http {

// What http-parser calls. It is told to stop after the head and after the request.
struct RequestReader::Parser {
  ::http_parser parser{};
  ::http_parser_settings settings{};

  explicit Parser(RequestReader& reader) {
    ::http_parser_settings_init(&settings);
    settings.on_url = [](::http_parser* p, char const* at, std::size_t size) {
      of(p).target_.append(at, size);
      return 0;
    };
    settings.on_header_field = [](::http_parser* p, char const* at, std::size_t size) {
      RequestReader& r = of(p);
      if (r.is_in_value_) {
        r.take_header();
      }
      r.name_.append(at, size);
      return r.state_ == State::fault ? 1 : 0;
    };
    settings.on_header_value = [](::http_parser* p, char const* at, std::size_t size) {
      RequestReader& r = of(p);
      r.is_in_value_ = true;
      r.value_.append(at, size);
      return 0;
    };
    settings.on_headers_complete = [](::http_parser* p) {
      RequestReader& r = of(p);
      if (!r.end_head()) {
        return -1;
      }
      ::http_parser_pause(p, 1);
      return 0;
    };
    settings.on_body = [](::http_parser* p, char const* at, std::size_t size) {
      RequestReader& r = of(p);
      if (size > r.max_body_bytes_ - std::min(r.max_body_bytes_, r.request_.body.size())) {
        r.refuse(413, {"thân yêu cầu quá lớn", "the body is too large"});
        return 1;
      }
      r.request_.body.append(at, size);
      return 0;
    };
    settings.on_message_complete = [](::http_parser* p) {
      RequestReader& r = of(p);
      r.state_ = State::complete;
      ::http_parser_pause(p, 1);
      return 0;
    };
    begin(reader);
  }

  static RequestReader& of(::http_parser* p) { return *static_cast<RequestReader*>(p->data); }

  void begin(RequestReader& reader) {
    ::http_parser_init(&parser, HTTP_REQUEST);
    parser.data = &reader;
  }
};

namespace {

// RFC 9110, 5.6.2. http-parser lets a space stand before the colon.
bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
  });
}

bool is_number(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

RequestReader::RequestReader(ReaderLimits limits)
    : limits_(limits), parser_(std::make_unique<Parser>(*this)) {}

RequestReader::~RequestReader() = default;

void RequestReader::refuse(int status, base::Words title) {
  if (state_ != State::fault) {
    state_ = State::fault;
    fault_ = {status, std::move(title)};
    keeps_alive_ = false;
  }
}

void RequestReader::next() {
  parser_->begin(*this);
  request_ = {};
  target_.clear();
  name_.clear();
  value_.clear();
  is_in_value_ = has_begun_ = is_head_method_ = is_http_1_0_ = false;
  keeps_alive_ = expects_continue_ = false;
  head_bytes_ = headers_ = max_body_bytes_ = 0;
  announced_ = 0;
  state_ = State::head;
}

void RequestReader::allow_body(std::size_t max_bytes) {
  if (state_ != State::admitted) {
    return;
  }
  max_body_bytes_ = max_bytes;
  if (announced_ > max_bytes) {
    refuse(413, {"thân yêu cầu quá lớn", "the body is too large"});
    return;
  }
  state_ = State::body;
}

RequestReader::State RequestReader::feed(std::string_view& bytes) {
  while ((state_ == State::body || state_ == State::head) && !bytes.empty()) {
    has_begun_ = true;
    ::http_parser& parser = parser_->parser;
    if (HTTP_PARSER_ERRNO(&parser) == HPE_PAUSED) {  // after the head, before its last byte
      ::http_parser_pause(&parser, 0);
    }
    std::size_t const body_before = request_.body.size();
    std::size_t const used =
        std::min(::http_parser_execute(&parser, &parser_->settings, bytes.data(), bytes.size()),
                 bytes.size());
    auto const error = static_cast<::http_errno>(HTTP_PARSER_ERRNO(&parser));
    bytes.remove_prefix(used);
    // What is not body is the head's, or the chunks': neither may go on without end.
    constexpr std::size_t kFrameOfByte = 8;  // more than the chunk of a single one has
    head_bytes_ += used - std::min(used, request_.body.size() - body_before);
    if (head_bytes_ > limits_.max_head_bytes + kFrameOfByte * request_.body.size()) {
      refuse(431, {"phần đầu của yêu cầu quá lớn", "the head of the request is too large"});
    } else if (error != HPE_OK && error != HPE_PAUSED) {
      refuse(error == HPE_HEADER_OVERFLOW ? 431 : 400,
             {"yêu cầu sai cú pháp HTTP", "the request is malformed"});
    }
  }
  return state_;
}

void RequestReader::take_header() {
  std::string const name = base::to_lower(name_);
  // The value may end in white space that is no part of it.
  std::size_t const last = value_.find_last_not_of(" \t");
  value_.resize(last == std::string::npos ? 0 : last + 1);
  auto const [at, is_new] = request_.headers.try_emplace(name, value_);
  if (!is_token(name)) {
    refuse(400, {"tên của một tiêu đề không đúng", "the name of a header is none"});
  }
  if (!is_new) {
    if (name == "host") {
      refuse(400, {"yêu cầu nêu tên máy chủ hai lần", "the request names its host twice"});
    }
    at->second += (name == "cookie" ? "; " : ", ") + value_;
  }
  name_.clear();
  value_.clear();
  is_in_value_ = false;
  if (++headers_ > limits_.max_headers) {
    refuse(431, {"yêu cầu có quá nhiều tiêu đề", "the request has too many headers"});
  }
}

// False when the request is refused.
bool RequestReader::end_head() {
  if (is_in_value_ || !name_.empty()) {
    take_header();
  }
  if (state_ == State::fault) {
    return false;
  }
  ::http_parser const& parser = parser_->parser;
  keeps_alive_ = ::http_should_keep_alive(&parser) != 0;
  is_http_1_0_ = parser.http_major == 1 && parser.http_minor == 0;
  if (parser.http_major != 1) {
    refuse(505, {"cần HTTP/1.1 hoặc HTTP/1.0", "expected HTTP/1.1 or HTTP/1.0"});
    return false;
  }
  request_.method = ::http_method_str(static_cast<::http_method>(parser.method));
  is_head_method_ = request_.method == "HEAD";
  if (is_head_method_) {
    request_.method = "GET";
  }
  if (!read_target()) {
    refuse(400, {"đích của yêu cầu không phải đường dẫn", "the request's target is no path"});
    return false;
  }
  look_at_headers();
  if (state_ == State::fault) {
    return false;
  }
  state_ = State::admitted;
  return true;
}

void RequestReader::look_at_headers() {
  if (!is_http_1_0_ && !request_.headers.contains("host")) {
    refuse(400, {"yêu cầu không nêu tên máy chủ", "the request names no host"});
  }
  auto const length = request_.headers.find("content-length");
  if (length != request_.headers.end()) {
    if (!is_number(length->second)) {
      refuse(400, {"độ dài của thân yêu cầu không phải số", "the length of the body is no number"});
    }
    announced_ = parser_->parser.content_length;
  }
  auto const expected = request_.headers.find("expect");
  if (expected != request_.headers.end() && !is_http_1_0_) {
    if (base::to_lower(expected->second) == "100-continue") {
      expects_continue_ = true;
    } else {
      refuse(417,
             {"yêu cầu chờ điều mà máy chủ không biết", "what the request expects is not known"});
    }
  }
}

bool RequestReader::read_target() {
  try {
    Poco::URI uri;
    if (target_.starts_with('/')) {
      // Not read as a URI: one that begins with two slashes would name a host.
      std::size_t const end = std::min(target_.find_first_of("?#"), target_.size());
      Poco::URI::decode(target_.substr(0, end), request_.path);
      if (end < target_.size() && target_[end] == '?') {
        uri.setRawQuery(target_.substr(end + 1, target_.find('#', end) - end - 1));
      }
    } else {
      // "http://host/path", which RFC 9112, 3.2.2 wants taken. "*" and "host:port" are of methods
      // that nothing here has.
      uri = target_;
      request_.path = uri.getPath();
    }
    for (auto const& [name, value] : uri.getQueryParameters()) {
      request_.query.emplace(name, value);
    }
  } catch (Poco::Exception const&) {
    return false;
  }
  auto const is_text = [](std::string const& text) {
    return base::is_valid_utf8(text) && text.find('\0') == std::string::npos;
  };
  return request_.path.starts_with('/') && is_text(request_.path) &&
         std::all_of(request_.query.begin(), request_.query.end(), [&](auto const& parameter) {
           return is_text(parameter.first) && is_text(parameter.second);
         });
}

}  // namespace thethuc::http
