#pragma once

// What went wrong, as problem details (RFC 9457) in the client's language.

#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "data/json_writer.h"
#include "http/api/route.h"
#include "http/message.h"

namespace thethuc::http {

// {"type":"urn:thethuc:problem:CODE","title","status","code","detail","request_id"}. `code` never
// changes: programs compare it.
Response trouble(Call const& call,
                 int status,
                 std::string_view code,
                 base::Words const& title,
                 base::Words const& detail = {});

// The same with "diagnostics" and "omitted", as write_diagnostics() writes them.
Response trouble(Call const& call,
                 int status,
                 std::string_view code,
                 base::Words const& title,
                 base::Diagnostics const& diagnostics);

// The members "diagnostics" and "omitted" of an object: as the command line writes them with
// --errors=json, but with remedies that clients have.
void write_diagnostics(data::JsonWriter& json,
                       base::Diagnostics const& found,
                       base::Language language);

// That a document, template or data cannot be used: 422; 504 when LibreOffice took too long, 503
// when it died.
Response unusable(Call const& call, base::Diagnostics const& diagnostics);

// That a parameter of the query has a value that it cannot have: 400.
Response bad_parameter(Call const& call, std::string_view name, std::string_view expected);

Response with_retry(Response answer, int seconds);

}  // namespace thethuc::http
