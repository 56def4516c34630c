#include "http/preview_site.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "convert/converter.h"
#include "http/preview_json.h"
#include "http/problem.h"
#include "http/random.h"
#include "http/web_files.h"

namespace thethuc::http {

namespace {

constexpr std::chrono::seconds kKeepAlive{10};
// Resolutions that the page asks for: thumbnails, and pages at several zooms. Others are refused,
// so that what is drawn is drawn once.
constexpr std::array<int, 5> kResolutions{36, 96, 144, 192, 288};

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool const is_all = error == std::errc{} && end == text.data() + text.size();
  return is_all ? std::optional{value} : std::nullopt;
}

Response download(std::string bytes, std::string type, std::string const& name) {
  Response made;
  made.type = std::move(type);
  made.body = std::move(bytes);
  // Ids of templates are ASCII; what else stands there could end the name.
  std::string safe;
  for (char const c : name) {
    bool const is_safe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    safe += is_safe ? c : '_';
  }
  made.headers.emplace_back("Content-Disposition",
                            fmt::format("attachment; filename=\"{}\"", safe));
  return made;
}

std::string port_of(Request const& request) {
  std::string_view const host = request.header("host");
  std::size_t const colon = host.rfind(':');
  return std::string{colon == std::string_view::npos ? "" : host.substr(colon + 1)};
}

Response locked() {
  Response made;
  made.status = 403;
  made.type = "text/html; charset=utf-8";
  made.body =
      "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>thethuc</title>"
      "<p>Mở trang bằng địa chỉ đầy đủ mà <code>thethuc preview</code> đã in ra."
      "<p lang=\"en\">Open the page by the whole address that <code>thethuc preview</code> has "
      "printed.</html>";
  return made;
}

}  // namespace

PreviewSite::PreviewSite(review::PreviewSession& session, PreviewSiteSettings settings)
    : session_(session), settings_(std::move(settings)) {
  for (WebFile const& from : web_files()) {
    if (!from.name.starts_with("preview/") && !from.name.starts_with("shared/")) {
      continue;
    }
    bool const is_page = from.name == "preview/preview.html";
    routes_.add(
        "GET",
        is_page ? "/" : fmt::format("/{}", from.name),
        [&from](Request const& request, PathValues const&) { return web_answer(request, from); });
  }
  routes_.add("GET", "/state", [this](Request const& request, PathValues const&) {
    return state(request);
  });
  routes_.add("GET", "/events", [this](Request const&, PathValues const&) { return events(); });
  routes_.add("GET", "/pages/{revision}/{page}", [this](Request const& r, PathValues const& v) {
    return page(r, v);
  });
  routes_.add(
      "GET", "/document.docx", [this](Request const& r, PathValues const&) { return docx(r); });
  routes_.add(
      "GET", "/document.pdf", [this](Request const& r, PathValues const&) { return pdf(r); });
}

// Cookies do not know ports: each preview of a machine has a name of its own.
std::string PreviewSite::cookie_name(Request const& request) const {
  return fmt::format("thethuc-{}", port_of(request));
}

Admission PreviewSite::admit(Request const& request) const {
  Admission made;
  made.handler = [this](Request const& whole) { return answer(whole); };
  made.lane =
      request.path.starts_with("/pages/") ? Lane::slow : Lane::quick;  // drawn when asked for
  return made;
}

Response PreviewSite::answer(Request const& request) const {
  std::string const name = cookie_name(request);
  auto const key = request.query.find("key");
  bool const has_key = key != request.query.end() && is_same_secret(key->second, settings_.key);
  bool const has_cookie = is_same_secret(request.cookie(name), settings_.key);
  if (!has_key && !has_cookie) {
    return locked();
  }
  Response made = routes_.answer(request);
  if (has_key && !has_cookie) {
    // No redirection: a browser that came from elsewhere would not send a strict cookie along. The
    // page takes the key out of its address.
    made.headers.emplace_back(
        "Set-Cookie", fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict", name, settings_.key));
  }
  return made;
}

Response PreviewSite::state(Request const& request) const {
  auto const state = session_.state();
  std::string const etag = fmt::format("\"{}-{}\"", settings_.key.substr(0, 8), state->version);
  if (auto unchanged = not_modified(request, etag)) {
    return *unchanged;
  }
  Response made;
  made.type = "application/json";
  made.body = to_json(*state, settings_.data_name);
  made.headers.emplace_back("ETag", etag);
  return made;
}

Response PreviewSite::page(Request const& request, PathValues const& values) const {
  auto const revision = number(values[0]);
  auto const page = number(values[1]);
  auto const asked = request.query.find("dpi");
  auto const dpi =
      asked == request.query.end() ? std::optional<std::uint64_t>{144} : number(asked->second);
  bool const is_known =
      dpi && std::find(kResolutions.begin(), kResolutions.end(), *dpi) != kResolutions.end();
  if (!revision || !page || !is_known) {
    auto const resolutions = fmt::format("{}", fmt::join(kResolutions, ", "));
    return problem(request,
                   404,
                   {fmt::format("cần một trang ở {} dpi", resolutions),
                    fmt::format("expected a page at {} dpi", resolutions)});
  }
  std::string const etag =
      fmt::format("\"{}-{}-{}-{}\"", settings_.key.substr(0, 8), *revision, *page, *dpi);
  // A page of theirs that is no longer here is what it was.
  if (request.has(etag)) {
    return *not_modified(request, etag);
  }
  auto const pages = session_.state()->pages;
  if (!pages || pages->revision != *revision || *page > static_cast<std::uint64_t>(pages->count)) {
    return problem(
        request,
        404,
        {"không có trang này, hoặc đã có bản mới hơn", "there is no such page, or a newer one"});
  }
  if (auto unchanged = not_modified(request, etag)) {
    return *unchanged;
  }
  Response made;
  made.type = "image/png";
  try {
    made.shared_body = session_.draw(*pages, static_cast<int>(*page), static_cast<double>(*dpi));
  } catch (convert::Unavailable const&) {
  } catch (convert::Busy const&) {
  }
  if (!made.shared_body) {
    return problem(request, 503, {"không vẽ được trang", "the page cannot be drawn"});
  }
  made.headers.emplace_back("ETag", etag);
  return made;
}

Response PreviewSite::events() const {
  Response made;
  made.events = [this](EventSink& sink) {
    std::uint64_t told = session_.state()->version;
    bool is_there = sink.send("state", fmt::format("{}", told));
    while (is_there && !session_.is_stopped()) {
      auto const state = session_.wait_beyond(told, kKeepAlive);
      is_there = state->version > told ? sink.send("state", fmt::format("{}", state->version))
                                       : sink.keep_alive();
      told = state->version;
    }
  };
  return made;
}

Response PreviewSite::docx(Request const& request) const {
  auto const state = session_.state();
  if (!state->document) {
    return problem(request, 404, {"chưa có văn bản", "there is no document yet"});
  }
  return download(state->document->docx,
                  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                  state->template_id + ".docx");
}

Response PreviewSite::pdf(Request const& request) const {
  auto const state = session_.state();
  if (!state->pages) {
    return problem(request, 404, {"chưa có PDF", "there is no PDF yet"});
  }
  return download(state->pages->pdf, "application/pdf", state->template_id + ".pdf");
}

std::string new_key() {
  return random_text(16);
}

}  // namespace thethuc::http
