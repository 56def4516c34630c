#pragma once

#include "http/message.h"

namespace thethuc::http {

// Packs the body of a JSON or text answer, when the client takes gzip and it pays.
void compress(Request const& request, Response& answer);

}  // namespace thethuc::http
