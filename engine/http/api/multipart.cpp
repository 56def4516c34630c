#include "http/api/multipart.h"

#include <algorithm>
#include <istream>
#include <iterator>
#include <utility>

#include <Poco/Exception.h>
#include <Poco/MemoryStream.h>
#include <Poco/Net/MediaType.h>
#include <Poco/Net/MessageHeader.h>
#include <Poco/Net/MultipartReader.h>
#include <Poco/Net/NameValueCollection.h>

#include "base/text.h"

namespace thethuc::http {

namespace {

namespace net = Poco::Net;

constexpr std::size_t kLongestBoundary = 70;  // RFC 2046, 5.1.1
constexpr std::size_t kLongestName = 200;     // what is longer is cut

std::string sound_name(std::string name) {
  if (!base::is_valid_utf8(name)) {
    return {};
  }
  // Some clients send a whole path.
  name.erase(0, name.find_last_of("/\\") + 1);
  name.erase(
      std::remove_if(
          name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }),
      name.end());
  while (name.size() > kLongestName || !base::is_valid_utf8(name)) {
    name.pop_back();
  }
  return name;
}

}  // namespace

std::optional<std::vector<Part>> read_multipart(std::string_view body,
                                                std::string_view content_type) {
  std::vector<Part> parts;
  try {
    net::MediaType const type{std::string{content_type}};
    std::string const boundary = type.hasParameter("boundary") ? type.getParameter("boundary") : "";
    // Poco waits for the last boundary to the end of the bytes, and takes what it has for a part.
    bool const has_end = body.find("--" + boundary + "--") != std::string_view::npos;
    if (!type.matches("multipart", "form-data") || boundary.empty() ||
        boundary.size() > kLongestBoundary || !has_end) {
      return std::nullopt;
    }
    Poco::MemoryInputStream stream{body.data(), static_cast<std::streamsize>(body.size())};
    net::MultipartReader reader{stream, boundary};
    while (reader.hasNextPart()) {
      if (parts.size() == kMostParts) {
        return std::nullopt;
      }
      net::MessageHeader header;
      reader.nextPart(header);
      std::string disposition;
      net::NameValueCollection parameters;
      net::MessageHeader::splitParameters(
          header.get("Content-Disposition", ""), disposition, parameters);
      Part& part = parts.emplace_back();
      part.name = parameters.get("name", "");
      part.file_name = sound_name(parameters.get("filename", ""));
      std::istream& bytes = reader.stream();
      part.bytes.assign(std::istreambuf_iterator<char>{bytes}, {});
    }
  } catch (Poco::Exception const&) {
    return std::nullopt;
  }
  return parts;
}

Part const* find_part(std::vector<Part> const& parts, std::string_view name) {
  auto const at =
      std::find_if(parts.begin(), parts.end(), [&](Part const& part) { return part.name == name; });
  return at == parts.end() ? nullptr : &*at;
}

}  // namespace thethuc::http
