// The parts of the service that need no library: what clients accept, who they are, what they send.

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "http/api/callers.h"
#include "http/api/digest.h"
#include "http/api/keys.h"
#include "http/api/multipart.h"
#include "http/api/route.h"
#include "http/negotiation.h"
#include "http/random.h"
#include "http/routes.h"

using namespace thethuc::http;
using thethuc::base::Language;

TEST_CASE("the best of what is offered is taken", "[negotiation]") {
  struct Case {
    char const* accept;
    char const* taken;  // "" for none
  };
  auto const c = GENERATE(values<Case>({
      {"", "a/docx"},
      {"*/*", "a/docx"},
      {"a/pdf", "a/pdf"},
      {"A/PDF;version=1", "a/pdf"},
      {"image/*", "image/png"},
      {"a/*;q=0.5, image/png", "image/png"},
      {"a/docx;q=0, */*", "a/pdf"},
      {"a/pdf;q=0.2, a/docx;q=0.1", "a/pdf"},
      {"*/*;q=0.1, image/png;q=0.9", "image/png"},
      {"text/html", ""},
      {"a/docx;q=0", ""},
      {"a/docx;q=x", ""},
      {"a/docx;q=7", ""},
      {",,;q=1,", "a/docx"},
  }));
  DYNAMIC_SECTION(c.accept) {
    CHECK(accepted(c.accept, {"a/docx", "a/pdf", "image/png"}).value_or("") == c.taken);
  }
}

TEST_CASE("languages and codings are told", "[negotiation]") {
  CHECK(accepted_language("") == Language::vi);
  CHECK(accepted_language("en") == Language::en);
  CHECK(accepted_language("en-US,en;q=0.9") == Language::en);
  CHECK(accepted_language("vi-VN, en;q=0.9") == Language::vi);
  CHECK(accepted_language("fr, de") == Language::vi);
  CHECK(accepted_language("vi;q=0.3, en;q=0.4") == Language::en);
  CHECK(accepts_gzip("br, gzip;q=0.5"));
  CHECK(accepts_gzip("*"));
  CHECK_FALSE(accepts_gzip(""));
  CHECK_FALSE(accepts_gzip("gzip;q=0"));
  CHECK(media_type("Application/JSON; charset=utf-8") == "application/json");
}

TEST_CASE("paths lead to routes", "[routes]") {
  Paths paths;
  paths.add("GET", "/v1/templates/{id}");
  paths.add("PUT", "/v1/templates/{id}");
  paths.add("GET", "/");
  CHECK(paths.find("GET", "/v1/templates/bao-cao").values == PathValues{"bao-cao"});
  CHECK(paths.find("PUT", "/v1/templates/bao-cao").index == 1U);
  CHECK(paths.find("GET", "/").index == 2U);
  CHECK(paths.find("POST", "/v1/templates/x").allowed == "GET, HEAD, PUT");
  for (char const* path :
       {"/v1/templates", "/v1/templates/", "/v1/templates/a/b", "//", "/v1//x"}) {
    CHECK_FALSE(paths.find("GET", path).index);
    CHECK(paths.find("GET", path).allowed.empty());
  }
}

TEST_CASE("keys are known by their digests", "[keys]") {
  Key key;
  key.name = "văn thư";
  key.scopes = {Scope::render, Scope::check};
  key.rate = 5;
  std::string const secret = make_key(key);
  CHECK(secret.size() == 72);
  std::string const json = keys_json({key});
  CHECK(json.find(secret) == std::string::npos);
  std::vector<Key> const read = read_keys(json, "keys.json");
  REQUIRE(read.size() == 1);
  CHECK(find_key(read, secret) == &read.front());
  CHECK(find_key(read, secret + "0") == nullptr);
  CHECK(find_key(read, key.sha256) == nullptr);
  CHECK(read.front().may(Scope::render));
  CHECK_FALSE(read.front().may(Scope::admin));
  CHECK(read.front().rate == 5);
}

TEST_CASE("a file of keys that is none is refused", "[keys]") {
  std::string const digest(64, 'a');
  std::string const key = R"({"name":"a","scopes":["render"],"sha256":")" + digest + "\"}";
  CHECK(read_keys(R"({"keys":[)" + key + "]}", "k").size() == 1);
  for (std::string const& json : {
           std::string{"{"},
           std::string{"[]"},
           std::string{R"({"keys":{}})"},
           std::string{R"({"keys":[1]})"},
           R"({"keys":[)" + key + "," + key + "]}",  // the same name twice
           std::string{R"({"keys":[{"name":"a","scopes":["render"],"sha256":"x"}]})"},
           R"({"keys":[{"name":"a","scopes":["all"],"sha256":")" + digest + "\"}]}",
           R"({"keys":[{"name":"a","scopes":["open"],"sha256":")" + digest + "\"}]}",
           R"({"keys":[{"scopes":[],"sha256":")" + digest + "\"}]}",
       }) {
    CAPTURE(json);
    CHECK_THROWS_AS(read_keys(json, "k"), thethuc::base::EnvironmentError);
  }
}

TEST_CASE("callers have limits", "[keys]") {
  Key key;
  key.name = "a";
  key.scopes = {Scope::render};
  std::string const secret = make_key(key);
  auto const file = std::filesystem::temp_directory_path() /
                    ("thethuc-keys-" + std::to_string(::getpid()) + ".json");
  std::ofstream{file} << keys_json({key});
  Callers callers{file, {2, 2}};  // two a second, four at once; two being answered
  std::filesystem::remove(file);
  Request request;
  using Verdict = Callers::Verdict;
  CHECK(callers.decide(request, Scope::open).verdict == Verdict::admitted);
  CHECK(callers.decide(request, Scope::render).verdict == Verdict::unknown);
  request.headers["authorization"] = "Bearer " + secret;
  CHECK(callers.decide(request, Scope::admin).verdict == Verdict::forbidden);
  auto first = callers.decide(request, Scope::render);
  CHECK(first.verdict == Verdict::admitted);
  CHECK(first.caller.name == "a");
  {
    auto const second = callers.decide(request, Scope::render);
    CHECK(second.verdict == Verdict::admitted);
    CHECK(callers.decide(request, Scope::render).verdict == Verdict::too_many);
  }
  CHECK(callers.decide(request, Scope::render).verdict == Verdict::admitted);
  request.headers.clear();
  request.headers["x-api-key"] = secret;
  CHECK(callers.decide(request, Scope::render).verdict == Verdict::admitted);
  auto const fast = callers.decide(request, Scope::render);
  CHECK(fast.verdict == Verdict::too_fast);
  CHECK(fast.retry_after == 1);
}

TEST_CASE("a rate begins when there is one", "[keys]") {
  auto const file = std::filesystem::temp_directory_path() /
                    ("thethuc-rates-" + std::to_string(::getpid()) + ".json");
  Key key;
  key.name = "a";
  key.scopes = {Scope::render};
  key.concurrency = 100;  // so that its use is kept
  std::string const secret = make_key(key);
  std::ofstream{file} << keys_json({key});
  Callers callers{file, {}};
  Request request;
  request.headers["x-api-key"] = secret;
  using Verdict = Callers::Verdict;
  auto const admitted = [&](int of) {
    int count = 0;
    for (int i = 0; i < of; ++i) {
      count += callers.decide(request, Scope::render).verdict == Verdict::admitted ? 1 : 0;
    }
    return count;
  };
  auto const has_rate = [&](unsigned rate) {
    key.rate = rate;
    std::ofstream{file} << keys_json({key});
    callers.reload();
  };
  CHECK(admitted(500) == 500);
  has_rate(3);
  CHECK(admitted(6) == 6);  // what was asked before is no debt
  CHECK(callers.decide(request, Scope::render).verdict == Verdict::too_fast);
  has_rate(5);
  CHECK(admitted(10) == 10);
  has_rate(0);
  CHECK(admitted(50) == 50);
  std::filesystem::remove(file);
}

TEST_CASE("several files come in one body", "[multipart]") {
  std::string const type = "multipart/form-data; boundary=\"xyz\"";
  std::string const body =
      "--xyz\r\nContent-Disposition: form-data; name=\"template\"; "
      "filename=\"C:\\\\thu\\\\mẫu.docx\"\r\n"
      "Content-Type: application/octet-stream\r\n\r\nPK\x03\x04\r\n--x\r\n\xff\r\n"
      "--xyz\r\nContent-Disposition: form-data; name=data\r\n\r\n{}\r\n--xyz--\r\n";
  auto const parts = read_multipart(body, type);
  REQUIRE(parts);
  REQUIRE(parts->size() == 2);
  CHECK(find_part(*parts, "template")->bytes == "PK\x03\x04\r\n--x\r\n\xff");
  CHECK(find_part(*parts, "template")->file_name == "mẫu.docx");
  CHECK(find_part(*parts, "data")->bytes == "{}");
  CHECK(find_part(*parts, "nothing") == nullptr);

  CHECK_FALSE(read_multipart(body.substr(0, body.size() - 10), type));  // cut off
  CHECK_FALSE(read_multipart(body, "multipart/form-data"));
  CHECK_FALSE(read_multipart(body, "application/json"));
  CHECK_FALSE(read_multipart("", type));
  std::string many;
  for (std::size_t i = 0; i <= kMostParts; ++i) {
    many += "--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n";
  }
  CHECK_FALSE(read_multipart(many + "--xyz--\r\n", type));
}

TEST_CASE("digests are those of SHA-256", "[digest]") {
  // FIPS 180-4, its example "abc"
  CHECK(sha256({"a", "bc"}) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(is_same_secret("abc", "abc"));
  CHECK_FALSE(is_same_secret("abc", "abd"));
  CHECK_FALSE(is_same_secret("abc", "ab"));
}

TEST_CASE("each route says all statuses that it has by what it is", "[routes]") {
  for (Route const& route : service_routes()) {
    CAPTURE(route.id);
    CHECK_FALSE(route.words.empty());
    std::vector<int> const problems = problem_statuses(route);
    auto const has = [&](int status) {
      return std::find(problems.begin(), problems.end(), status) != problems.end();
    };
    CHECK(has(401) == (route.scope != Scope::open));
    CHECK(has(415) == (route.method == "POST" || route.method == "PUT"));
    CHECK((has(404) || route.path.find('{') == std::string_view::npos));
    for (Outcome const& outcome : route.outcomes) {
      bool const is_bodiless = outcome.status == 304 || outcome.status == 204;
      CHECK(is_bodiless == (outcome.type.empty() && outcome.schema.empty()));
    }
  }
}
