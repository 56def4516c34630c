#pragma once

// What went wrong, as problem details (RFC 9457) in the client's language.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "base/diagnostic.h"
#include "http/message.h"

namespace thethuc::http {

// {"type":"urn:thethuc:problem:CODE","title","status","code","detail","request_id"}. `code` never
// changes: programs compare it. "": the name of the status, "Content Too Large" as
// "content_too_large". `more` are further members, each a name and its JSON.
Response problem(Request const& request,
                 base::Language language,
                 int status,
                 std::string_view code,
                 base::Words const& title,
                 base::Words const& detail = {},
                 std::initializer_list<std::pair<std::string_view, std::string>> more = {});

// The same in the language that the request asks for, with the code of the status.
Response problem(Request const& request, int status, base::Words const& title);

Response with_retry(Response answer, int seconds);

}  // namespace thethuc::http
