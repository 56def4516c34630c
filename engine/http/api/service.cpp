#include "http/api/service.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "http/api/compress.h"
#include "http/api/negotiation.h"
#include "http/api/problems.h"
#include "http/api/wishes.h"

namespace thethuc::http {

namespace {

// A page of a stranger in a browser on this machine may send requests here, which need no key; it
// cannot read the answers, but it shall not have them made either.
bool is_of_another_site(Request const& request) {
  std::string_view const origin = request.header("origin");
  if (origin.empty()) {
    return false;
  }
  std::string_view const host = request.header("host");
  return origin != fmt::format("http://{}", host) && origin != fmt::format("https://{}", host);
}

bool has_body(Request const& request) {
  return request.headers.contains("content-length") ||
         request.headers.contains("transfer-encoding");
}

bool takes(Route const& route, std::string_view type) {
  return std::any_of(route.body.begin(), route.body.end(), [&](BodyKind const& kind) {
    return kind.type == type;
  });
}

std::string taken_types(Route const& route) {
  std::string all;
  for (BodyKind const& kind : route.body) {
    all += all.empty() ? "" : ", ";
    all += kind.type;
  }
  return all;
}

// A name that is misspelt would otherwise be a wish that nobody hears.
std::optional<Response> unknown_parameters(Route const& route, Call const& call) {
  std::vector<std::string> known;
  for (Parameter const& parameter : route.parameters) {
    if (parameter.place == "query") {
      known.emplace_back(parameter.name);
    }
  }
  base::Words unknown;
  auto const say = [](std::string& all, std::string one) {
    all += (all.empty() ? "" : "; ") + std::move(one);
  };
  for (auto const& [name, value] : call.request.query) {
    if (std::find(known.begin(), known.end(), name) != known.end()) {
      continue;
    }
    auto const nearest = base::nearest_name(name, known);
    say(unknown.vi,
        nearest         ? fmt::format("{}: có phải ý bạn là {}?", name, *nearest)
        : known.empty() ? fmt::format("{}: ở đây không có tham số nào", name)
                        : fmt::format("{}: ở đây chỉ có {}", name, fmt::join(known, ", ")));
    say(unknown.en,
        nearest         ? fmt::format("{}: did you mean {}?", name, *nearest)
        : known.empty() ? fmt::format("{}: there are none here", name)
                        : fmt::format("{}: expected one of {}", name, fmt::join(known, ", ")));
  }
  if (unknown.en.empty()) {
    return std::nullopt;
  }
  return trouble(call,
                 400,
                 "parameter_unknown",
                 {"không có tham số này", "there is no such parameter"},
                 unknown);
}

std::string_view note(Response const& response, std::string_view name) {
  for (auto const& [key, value] : response.notes) {
    if (key == name) {
      return value;
    }
  }
  return {};
}

}  // namespace

Service::Service(ServiceSettings settings)
    : settings_(std::move(settings)),
      store_(settings_.templates, settings_.compile, settings_.uploads, settings_.upload_limits),
      callers_(settings_.keys, settings_.callers),
      openapi_(openapi_json(settings_.version)),
      metrics_(std::make_unique<Metrics>()) {
  for (Route const& route : service_routes()) {
    paths_.add(route.method, route.path);
  }
  if (settings_.jobs) {
    JobRules rules{settings_.render, settings_.data, settings_.records, settings_.converter};
    jobs_ = std::make_unique<JobOffice>(
        *settings_.jobs, settings_.compile, std::move(rules), settings_.tell);
  }
}

Service::~Service() = default;

void Service::watch(std::function<ServerFigures()> figures) {
  figures_ = std::move(figures);
}

void Service::drain() {
  is_draining_ = true;
  if (jobs_) {
    jobs_->book().stop();
  }
}

// --- who may ask what

std::optional<Response> Service::refuse(Route const& route, Call const& call) const {
  Request const& request = call.request;
  if (auto unknown = unknown_parameters(route, call)) {
    return unknown;
  }
  if (route.body.size() == 0) {
    return std::nullopt;
  }
  if (!has_body(request)) {
    return trouble(call,
                   411,
                   "length_required",
                   {"yêu cầu không có thân, hoặc không cho biết độ dài",
                    "the request has no body, or does not say how long it is"});
  }
  std::string const type = media_type(request.header("content-type"));
  if (!type.empty() && !takes(route, type)) {
    return trouble(
        call,
        415,
        "type_unsupported",
        {"thân yêu cầu thuộc loại không dùng được", "the body is of a type that cannot be used"},
        {fmt::format("cần {}", taken_types(route)),
         fmt::format("expected {}", taken_types(route))});
  }
  return std::nullopt;
}

Admission Service::admit(Request const& request) {
  Admission made;
  base::Language const language = accepted_language(request.header("accept-language"));
  Paths::Found found = paths_.find(request.method, request.path);
  Call const call{request, found.values, language, ""};
  if (!found.index) {
    bool const is_unknown = found.allowed.empty();
    made.refusal =
        is_unknown
            ? trouble(call, 404, "not_found", {"không có gì ở đây", "there is nothing here"})
            : trouble(call,
                      405,
                      "method_not_allowed",
                      {"không dùng được phương thức này ở đây", "the method is not allowed here"});
    if (!is_unknown) {
      made.refusal->headers.emplace_back("Allow", found.allowed);
    }
    return made;
  }
  Route const& route = service_routes()[*found.index];
  Callers::Decision decision = callers_.decide(request, route.scope);
  using Verdict = Callers::Verdict;
  switch (decision.verdict) {
    case Verdict::admitted:
      made.refusal = refuse(route, call);
      break;
    case Verdict::unknown:
      made.refusal = trouble(
          call,
          401,
          "key_required",
          {"cần khóa truy cập", "a key is needed"},
          {"gửi khóa trong tiêu đề Authorization: Bearer …", "send it as Authorization: Bearer …"});
      made.refusal->headers.emplace_back("WWW-Authenticate", "Bearer");
      break;
    case Verdict::forbidden:
      made.refusal = trouble(call,
                             403,
                             "scope_missing",
                             {"khóa không có quyền này", "the key does not have this scope"},
                             {fmt::format("cần quyền {}", scope_name(route.scope)),
                              fmt::format("it needs {}", scope_name(route.scope))});
      break;
    case Verdict::too_fast:
      made.refusal = with_retry(
          trouble(
              call, 429, "too_fast", {"quá nhiều yêu cầu mỗi giây", "too many requests a second"}),
          decision.retry_after);
      break;
    case Verdict::too_many:
      made.refusal = with_retry(
          trouble(
              call, 429, "too_many", {"quá nhiều yêu cầu cùng lúc", "too many requests at once"}),
          1);
      break;
  }
  if (!callers_.needs_key() && is_of_another_site(request)) {
    made.refusal =
        trouble(call,
                403,
                "other_site",
                {"yêu cầu đến từ trang của nơi khác", "the request is of another site's page"});
  }
  if (made.refusal) {
    made.refusal->notes.emplace_back("route", route.id);
    made.refusal->notes.emplace_back("who", decision.caller.name);
    return made;
  }
  made.lane = route.lane == nullptr ? Lane::quick : route.lane(call);
  made.max_body_bytes = route.body.size() == 0 ? 0 : settings_.max_body_bytes;
  made.handler = [this,
                  &route,
                  values = std::move(found.values),
                  language,
                  caller = std::move(decision.caller)](Request const& whole) {
    return handle(route, {whole, values, language, caller.name, caller.is_admin});
  };
  return made;
}

Response Service::handle(Route const& route, Call const& call) const {
  Response made;
  try {
    made = (this->*route.handler)(call);
  } catch (convert::Unavailable const& error) {
    made = trouble(call,
                   503,
                   "layout_unavailable",
                   {"không dàn trang được", "documents cannot be laid out"},
                   {error.text(base::Language::vi), error.text(base::Language::en)});
  } catch (convert::Busy const&) {
    made = with_retry(
        trouble(call,
                429,
                "layout_busy",
                {"quá nhiều văn bản đang chờ dàn trang", "too many documents wait to be laid out"}),
        1);
  }
  made.notes.emplace_back("route", route.id);
  if (!call.who.empty()) {
    made.notes.emplace_back("who", call.who);
  }
  compress(call.request, made);
  return made;
}

convert::Converter& Service::converter() const {
  if (!settings_.converter) {
    throw convert::Unavailable{settings_.why_no_converter};
  }
  return *settings_.converter;
}

// --- what is told

void Service::done(Exchange const& exchange) {
  Response const& response = exchange.response;
  std::string_view const route = note(response, "route");
  std::size_t const bytes = response.source        ? response.source->bytes
                            : response.shared_body ? response.shared_body->size()
                                                   : response.body.size();
  double const seconds = std::chrono::duration<double>(exchange.took).count();
  metrics_->count(route, response.status, seconds, bytes);
  if (!settings_.tell) {
    return;
  }
  Notes notes{{"request_id", exchange.request.id},
              {"peer", exchange.request.peer},
              {"method", exchange.request.method},
              {"path", exchange.request.path},
              {"status", fmt::format("{}", response.status)},
              {"ms", fmt::format("{:.3f}", 1000 * seconds)},
              {"bytes_in", fmt::format("{}", exchange.request.body.size())},
              {"bytes_out", fmt::format("{}", bytes)}};
  notes.insert(notes.end(), response.notes.begin(), response.notes.end());
  settings_.tell("request", notes);
}

}  // namespace thethuc::http
