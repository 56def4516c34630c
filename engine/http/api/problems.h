#pragma once

// What went wrong, as problem details (RFC 9457) in the client's language.

#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "base/environment_error.h"
#include "data/json_writer.h"
#include "http/api/route.h"
#include "http/message.h"
#include "http/problem.h"

namespace thethuc::http {

// With problem() of http/problem.h, in the language of the call.
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

// That files of ours cannot be read or written: 503. The words of `error` are for the log, since
// they name these files.
Response storage_failed(Call const& call, base::EnvironmentError const& error);

// That a parameter of the query has a value that it cannot have: 400.
Response bad_parameter(Call const& call, std::string_view name, std::string_view expected);

}  // namespace thethuc::http
