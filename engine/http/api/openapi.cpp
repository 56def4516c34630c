#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "data/json_writer.h"
#include "http/answer_bytes.h"
#include "http/api/route.h"
#include "http/api/schemas.h"

namespace thethuc::http {

namespace {

using Writer = data::JsonWriter;

constexpr std::string_view kWords =
    "Administrative documents from templates and data, checked against the prescribed layout. "
    "Errors are problem details (RFC 9457) in Vietnamese, or in English by Accept-Language. A "
    "parameter of the query that a route does not name is refused (400, parameter_unknown). Every "
    "route may also answer 405, 408, 421, 431, 500 or 503 as any server may: those are problems, "
    "too.";

std::string reference(std::string_view schema) {
  return fmt::format(R"({{"$ref":"#/components/schemas/{}"}})", schema);
}

// "{id}" → "id"
std::vector<std::string> names_in(std::string_view path) {
  std::vector<std::string> names;
  for (std::size_t at = path.find('{'); at != std::string_view::npos; at = path.find('{', at + 1)) {
    names.emplace_back(path.substr(at + 1, path.find('}', at) - at - 1));
  }
  return names;
}

void write_parameter(Writer& json,
                     std::string_view name,
                     std::string_view place,
                     std::string_view schema,
                     std::string_view words) {
  json.begin_object();
  json.key("name").text(name).key("in").text(place);
  if (place == "path") {
    json.key("required").boolean(true);
  }
  json.key("description").text(words).key("schema").raw(schema);
  json.end_object();
}

void write_parameters(Writer& json, Route const& route) {
  json.key("parameters").begin_list();
  for (std::string const& name : names_in(route.path)) {
    bool const is_job = route.path.starts_with("/v1/jobs/");
    write_parameter(json,
                    name,
                    "path",
                    R"({"type":"string"})",
                    is_job ? "of a job, as POST /v1/jobs has given it" : "of a template: bao-cao");
  }
  for (Parameter const& p : route.parameters) {
    write_parameter(json, p.name, p.place, p.schema, p.words);
  }
  json.end_list();
}

void write_body(Writer& json, Route const& route) {
  if (route.body.size() == 0) {
    return;
  }
  json.key("requestBody").begin_object().key("required").boolean(true);
  json.key("content").begin_object();
  for (BodyKind const& kind : route.body) {
    json.key(kind.type).begin_object();
    if (!kind.schema.empty()) {
      json.key("schema").raw(reference(kind.schema));
    }
    json.end_object();
  }
  json.end_object().end_object();
}

void write_problem(Writer& json, int status) {
  json.key(fmt::format("{}", status)).begin_object();
  json.key("description").text(reason_phrase(status));
  json.key("content").begin_object().key("application/problem+json").begin_object();
  json.key("schema").raw(reference("Problem"));
  json.end_object().end_object().end_object();
}

void write_outcome(Writer& json, int status, std::vector<Outcome> const& outcomes) {
  json.key(fmt::format("{}", status)).begin_object();
  json.key("description").text(outcomes.front().words);
  bool const has_content = std::any_of(
      outcomes.begin(), outcomes.end(), [](Outcome const& o) { return !o.type.empty(); });
  if (has_content) {
    json.key("content").begin_object();
    for (Outcome const& outcome : outcomes) {
      json.key(outcome.type).begin_object();
      if (!outcome.schema.empty()) {
        json.key("schema").raw(reference(outcome.schema));
      }
      json.end_object();
    }
    json.end_object();
  }
  json.end_object();
}

void write_responses(Writer& json, Route const& route) {
  std::map<int, std::vector<Outcome>> by_status;
  for (Outcome const& outcome : route.outcomes) {
    if (outcome.schema != "Problem") {
      by_status[outcome.status].push_back(outcome);
    }
  }
  json.key("responses").begin_object();
  for (auto const& [status, outcomes] : by_status) {
    write_outcome(json, status, outcomes);
  }
  for (int const status : problem_statuses(route)) {
    if (!by_status.contains(status)) {
      write_problem(json, status);
    }
  }
  json.end_object();
}

void write_operation(Writer& json, Route const& route) {
  std::string method{route.method};
  std::transform(method.begin(), method.end(), method.begin(), [](char c) {
    return static_cast<char>(c - 'A' + 'a');
  });
  json.key(method).begin_object();
  json.key("operationId").text(route.id).key("summary").text(route.words);
  write_parameters(json, route);
  write_body(json, route);
  write_responses(json, route);
  json.key("security").begin_list();
  if (route.scope != Scope::open) {
    // OpenAPI 3.1 lets any scheme name the roles that are needed.
    json.begin_object()
        .key("key")
        .begin_list()
        .text(scope_name(route.scope))
        .end_list()
        .end_object();
  }
  json.end_list();
  json.end_object();
}

}  // namespace

std::string openapi_json(std::string_view version) {
  std::set<std::string_view> paths;
  for (Route const& route : service_routes()) {
    paths.insert(route.path);
  }
  Writer json{Writer::Layout::one_line};
  json.begin_object();
  json.key("openapi").text("3.1.0");
  json.key("info").begin_object().key("title").text("thethuc").key("version").text(version);
  json.key("description").text(kWords).end_object();
  json.key("paths").begin_object();
  for (std::string_view const path : paths) {
    json.key(path).begin_object();
    for (Route const& route : service_routes()) {
      if (route.path == path) {
        write_operation(json, route);
      }
    }
    json.end_object();
  }
  json.end_object();
  json.key("components").begin_object();
  json.key("schemas").raw(schemas_json());
  json.key("securitySchemes").begin_object().key("key").begin_object();
  json.key("type").text("http").key("scheme").text("bearer");
  json.key("description").text("A key of `thethuc serve keys add`; its scopes are the roles.");
  json.end_object().end_object();
  json.end_object();
  json.end_object();
  return json.take();
}

}  // namespace thethuc::http
