#include "http/problem.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "data/json_writer.h"
#include "http/answer_bytes.h"
#include "http/negotiation.h"

namespace thethuc::http {

namespace {

std::string const& in(base::Language language, base::Words const& words) {
  return language == base::Language::vi ? words.vi : words.en;
}

std::string code_of(int status) {
  std::string code{reason_phrase(status)};
  std::transform(code.begin(), code.end(), code.begin(), [](char c) {
    return c == ' ' || c == '-' ? '_' : static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  });
  return code;
}

}  // namespace

Response problem(Request const& request,
                 base::Language language,
                 int status,
                 std::string_view code,
                 base::Words const& title,
                 base::Words const& detail,
                 std::function<void(data::JsonWriter&)> const& more) {
  std::string const name = code.empty() ? code_of(status) : std::string{code};
  data::JsonWriter json{data::JsonWriter::Layout::one_line};
  json.begin_object();
  json.key("type").text(fmt::format("urn:thethuc:problem:{}", name));
  json.key("title").text(in(language, title));
  json.key("status").number(static_cast<std::size_t>(status));
  json.key("code").text(name);
  if (!detail.en.empty()) {
    json.key("detail").text(in(language, detail));
  }
  json.key("request_id").text(request.id);
  if (more) {
    more(json);
  }
  json.end_object();
  Response made;
  made.status = status;
  made.type = "application/problem+json";
  made.body = json.take();
  made.headers.emplace_back("Content-Language", language == base::Language::vi ? "vi" : "en");
  made.notes.emplace_back("code", name);
  return made;
}

Response problem(Request const& request, int status, base::Words const& title) {
  return problem(request, accepted_language(request.header("accept-language")), status, "", title);
}

Response with_retry(Response answer, int seconds) {
  answer.headers.emplace_back("Retry-After", fmt::format("{}", seconds));
  return answer;
}

}  // namespace thethuc::http
