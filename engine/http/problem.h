#pragma once

// What went wrong, as problem details (RFC 9457) in the client's language.

#include <functional>
#include <string_view>

#include "base/diagnostic.h"
#include "http/message.h"

namespace thethuc::data {
class JsonWriter;
}

namespace thethuc::http {

// {"type":"urn:thethuc:problem:CODE","title","status","code","detail","request_id"}. `code` never
// changes: programs compare it. "": the name of the status, "Content Too Large" as
// "content_too_large". `more` writes further members.
Response problem(Request const& request,
                 base::Language language,
                 int status,
                 std::string_view code,
                 base::Words const& title,
                 base::Words const& detail = {},
                 std::function<void(data::JsonWriter&)> const& more = {});

// The same in the language that the request asks for, with the code of the status.
Response problem(Request const& request, int status, base::Words const& title);

Response with_retry(Response answer, int seconds);

}  // namespace thethuc::http
