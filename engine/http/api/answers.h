#pragma once

// Answers that are one text.

#include <string>
#include <string_view>
#include <utility>

#include "http/api/wishes.h"
#include "http/message.h"

namespace thethuc::http {

inline Response of_type(std::string body, std::string_view type, int status = 200) {
  Response made;
  made.status = status;
  made.type = type;
  made.body = std::move(body);
  return made;
}

inline Response of_json(std::string body, int status = 200) {
  return of_type(std::move(body), kJsonType, status);
}

}  // namespace thethuc::http
