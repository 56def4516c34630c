// The web page, and what it is made of.

#include <fmt/format.h>

#include "http/api/problems.h"
#include "http/api/service.h"
#include "http/web_files.h"
#include "review/report.h"

namespace thethuc::http {

namespace {

// Images of pages come with a header, which an <img> cannot send: the script makes blobs of them.
constexpr std::string_view kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

constexpr std::string_view kFrame = "page/report.html";

// What stands between the tags of its one script.
std::string_view script_of(std::string_view html) {
  constexpr std::string_view kOpening = "<script>";
  std::size_t const begin = html.find(kOpening) + kOpening.size();
  return html.substr(begin, html.find("</script>") - begin);
}

}  // namespace

Response Service::page(Call const& call) const {
  Response made = web_answer(call.request, *find_web_file("page/page.html"));
  made.headers.emplace_back("Content-Security-Policy", kPagePolicy);
  return made;
}

Response Service::page_file(Call const& call) const {
  std::string const name = fmt::format("{}/{}", call.values[0], call.values[1]);
  bool const is_ours = name.starts_with("shared/") || name.starts_with("page/");
  WebFile const* const file = is_ours ? find_web_file(name) : nullptr;
  if (file == nullptr) {
    return trouble(call, 404, "not_found", {"không có tệp này", "there is no such file"});
  }
  Response made = web_answer(call.request, *file);
  if (name == kFrame) {
    // Reports have scripts and styles of their own. Here they are bound by their hashes, and the
    // frame has an origin that is nobody's: they reach neither the page nor the service.
    made.headers.emplace_back("Content-Security-Policy",
                              review::report_policy(script_of(file->bytes)) +
                                  "; sandbox allow-scripts; frame-ancestors 'self'");
  }
  return made;
}

}  // namespace thethuc::http
