#include "broker/address.h"

#include <Poco/Exception.h>
#include <Poco/NumberParser.h>
#include <Poco/URI.h>
#include <fmt/format.h>

namespace thethuc::broker {

namespace {

constexpr std::uint16_t kDefaultPort = 6379;
constexpr unsigned kMostDatabases = 65'536;

// "user:password", each still in %XX, since a password may hold a colon.
void read_user(std::string const& info, Address& address) {
  std::size_t const colon = info.find(':');
  Poco::URI::decode(info.substr(0, colon), address.user);
  if (colon != std::string::npos) {
    Poco::URI::decode(info.substr(colon + 1), address.password);
  }
}

bool read_query(Poco::URI const& uri, Address& address) {
  for (auto const& [name, value] : uri.getQueryParameters()) {
    if (name != "db" || !Poco::NumberParser::tryParseUnsigned(value, address.database) ||
        address.database >= kMostDatabases) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::optional<Address> Address::parse(std::string_view text) {
  try {
    Poco::URI const uri{std::string{text}};
    Address address;
    address.host = uri.getHost();
    address.port = uri.getPort() == 0 ? kDefaultPort : uri.getPort();
    read_user(uri.getUserInfo(), address);
    std::string const path = uri.getPath();
    address.stream = path.empty() ? path : path.substr(1);
    bool const good = uri.getScheme() == "redis" && !address.host.empty() &&
                      !address.stream.empty() && uri.getFragment().empty() &&
                      read_query(uri, address);
    return good ? std::optional{address} : std::nullopt;
  } catch (Poco::Exception const&) {
    return std::nullopt;
  }
}

std::string Address::text() const {
  bool const is_ipv6 = host.find(':') != std::string::npos;
  return fmt::format(fmt::runtime(is_ipv6 ? "redis://[{}]:{}/{}{}" : "redis://{}:{}/{}{}"),
                     host,
                     port,
                     stream,
                     database == 0 ? "" : fmt::format("?db={}", database));
}

}  // namespace thethuc::broker
