#include "http/api/keys.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>
#include <utility>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "data/json_writer.h"
#include "data/value.h"
#include "http/api/digest.h"
#include "http/random.h"

namespace thethuc::http {

namespace {

constexpr std::array<std::pair<Scope, std::string_view>, 5> kNames{{
    {Scope::open, "open"},
    {Scope::render, "render"},
    {Scope::check, "check"},
    {Scope::templates, "templates"},
    {Scope::admin, "admin"},
}};

[[noreturn]] void refuse(std::string const& file_name,
                         std::string_view at,
                         base::Words const& what) {
  throw base::EnvironmentError(
      base::Words{fmt::format("{}{}: cần {}", file_name, at, what.vi),
                  fmt::format("{}{}: expected {}", file_name, at, what.en)});
}

bool is_digest(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

unsigned number(data::Value value) {
  unsigned read = 0;
  std::string_view const text = value.text();
  std::from_chars(text.data(), text.data() + text.size(), read);
  return read;
}

// One entry of "keys"; nullopt when it is none.
std::optional<Key> read_key(data::Value entry) {
  Key key;
  key.name = entry.find("name").text();
  key.sha256 = entry.find("sha256").text();
  key.created = entry.find("created").text();
  key.rate = number(entry.find("rate"));
  key.concurrency = number(entry.find("concurrency"));
  data::Value const scopes = entry.find("scopes");
  if (scopes.kind() != data::Kind::list || key.name.empty() || !is_digest(key.sha256)) {
    return std::nullopt;
  }
  data::Value scope = scopes.first();
  for (std::size_t i = 0; i < scopes.size(); ++i, scope = scope.next()) {
    auto const known = scope_from_name(scope.text());
    if (!known) {
      return std::nullopt;
    }
    key.scopes.push_back(*known);
  }
  return key;
}

std::string today() {
  std::time_t const now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  return fmt::format("{:04}-{:02}-{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

}  // namespace

std::string_view scope_name(Scope scope) {
  auto const at = std::find_if(
      kNames.begin(), kNames.end(), [&](auto const& entry) { return entry.first == scope; });
  return at == kNames.end() ? std::string_view{} : at->second;
}

std::optional<Scope> scope_from_name(std::string_view name) {
  auto const at = std::find_if(
      kNames.begin(), kNames.end(), [&](auto const& entry) { return entry.second == name; });
  return at == kNames.end() || at->first == Scope::open ? std::nullopt : std::optional{at->first};
}

bool Key::may(Scope scope) const {
  return scope == Scope::open || std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
}

std::vector<Key> read_keys(std::string_view json, std::string const& file_name) {
  data::Document document;
  data::Limits limits;
  limits.subject = {};
  base::Diagnostics found;
  if (!document.parse(json, file_name, limits, found)) {
    throw base::EnvironmentError(
        base::Words{found.to_text(base::Language::vi), found.to_text(base::Language::en)});
  }
  data::Value const list = document.root().find("keys");
  if (list.kind() != data::Kind::list) {
    refuse(
        file_name, "", {"một đối tượng có danh sách \"keys\"", "an object with a list \"keys\""});
  }
  std::vector<Key> keys;
  data::Value entry = list.first();
  for (std::size_t i = 0; i < list.size(); ++i, entry = entry.next()) {
    auto key = entry.kind() == data::Kind::object ? read_key(entry) : std::nullopt;
    bool const is_new = key && std::none_of(keys.begin(), keys.end(), [&](Key const& other) {
                          return other.name == key->name;
                        });
    if (!is_new) {
      refuse(file_name,
             ": " + document.pointer(entry),
             {"\"name\" riêng, \"scopes\" gồm render, check, templates, admin, và \"sha256\"",
              "a \"name\" of its own, \"scopes\" of render, check, templates and admin, and a "
              "\"sha256\""});
    }
    keys.push_back(std::move(*key));
  }
  return keys;
}

std::string keys_json(std::vector<Key> const& keys) {
  data::JsonWriter json;
  json.begin_object().key("keys").begin_list();
  for (Key const& key : keys) {
    json.begin_object().key("name").text(key.name).key("scopes").begin_list();
    for (Scope const scope : key.scopes) {
      json.text(scope_name(scope));
    }
    json.end_list().key("sha256").text(key.sha256).key("created").text(key.created);
    if (key.rate > 0) {
      json.key("rate").number(key.rate);
    }
    if (key.concurrency > 0) {
      json.key("concurrency").number(key.concurrency);
    }
    json.end_object();
  }
  json.end_list().end_object();
  return json.take() + "\n";
}

std::string make_key(Key& entry) {
  std::string key = "thethuc_" + random_text(32);
  entry.sha256 = sha256({key});
  entry.created = today();
  return key;
}

Key const* find_key(std::vector<Key> const& keys, std::string_view given) {
  std::string const digest = sha256({given});
  Key const* found = nullptr;
  for (Key const& key : keys) {  // all of them, whichever it is
    found = is_same_secret(key.sha256, digest) ? &key : found;
  }
  return found;
}

}  // namespace thethuc::http
