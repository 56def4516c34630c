#pragma once

// The routes of the service as data: what answers requests, the OpenAPI document and the tests are
// made of this one table.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "http/message.h"
#include "http/routes.h"

namespace thethuc::http {

class Service;

// What a key may be used for.
enum class Scope : std::uint8_t { open, render, check, templates, admin };
std::string_view scope_name(Scope scope);

// A request on its way to its handler.
struct Call {
  Request const& request;
  PathValues const& values;  // of the path's {names}
  base::Language language;   // Accept-Language, Vietnamese unless English is preferred
  std::string_view who;      // the name of the key; "" when there is none
  bool is_admin = false;     // sees what is of others
};

struct Parameter {
  std::string_view name;
  std::string_view place;   // "query" or "header"
  std::string_view schema;  // JSON
  std::string_view words;
};

struct Outcome {
  int status;
  std::string_view type;    // media type; "" when there is no body
  std::string_view schema;  // name in #/components/schemas; "" for bytes or text
  std::string_view words;
};

// What a request brings: media types, each with the name of its schema or "".
struct BodyKind {
  std::string_view type;
  std::string_view schema;
};

struct Route {
  std::string_view method;
  std::string_view path;  // "/v1/templates/{id}"
  Scope scope;
  std::string_view id;  // operationId, and what logs and figures call it
  std::string_view words;
  Response (Service::*handler)(Call const&) const;
  Lane (*lane)(Call const&);             // null: quick
  std::initializer_list<BodyKind> body;  // empty: none
  std::initializer_list<Parameter> parameters;
  std::initializer_list<Outcome> outcomes;  // beside those that follow from the rest: problems()
};

std::span<Route const> service_routes();

// The statuses of problems that a route has by what it is: 400 for parameters of the query that it
// does not have, or that have values which they cannot; 401, 403 and 429 where a key is needed, 404
// of a path with a name, 411, 413, 415 of a body …; and those that it lists itself.
std::vector<int> problem_statuses(Route const& route);

// The document of GET /openapi.json (OpenAPI 3.1), of exactly these routes.
std::string openapi_json(std::string_view version);

}  // namespace thethuc::http
