#pragma once

// Where a stream of records is: "redis://[user][:password@]host[:port]/stream[?db=N]".

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace thethuc::broker {

struct Address {
  std::string host;
  std::uint16_t port = 6379;
  std::string user;      // "": Redis's default user
  std::string password;  // "": none is said
  unsigned database = 0;
  std::string stream;

  // nullopt for what is no such address.
  static std::optional<Address> parse(std::string_view text);

  // For messages: "redis://host:6379/stream", without what is secret.
  std::string text() const;
};

}  // namespace thethuc::broker
