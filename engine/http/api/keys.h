#pragma once

// The keys of those who may use the service: a JSON file that holds no key, only their digests.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/environment_error.h"
#include "http/api/route.h"

namespace thethuc::http {

// A key holds 256 random bits, so a plain SHA-256 of it cannot be turned back, nor guessed.
struct Key {
  std::string name;  // of whom it was given to; no other has it
  std::vector<Scope> scopes;
  std::string sha256;
  std::string created;  // "2026-12-01"
  // Of this key alone; 0: as the service says for all.
  unsigned rate = 0;         // requests a second
  unsigned concurrency = 0;  // requests at once
  bool may(Scope scope) const;
};

std::optional<Scope> scope_from_name(std::string_view name);  // but `open`, which needs no key

// Reads the text of a file of keys. Throws EnvironmentError when it is none.
std::vector<Key> read_keys(std::string_view json, std::string const& file_name);
std::string keys_json(std::vector<Key> const& keys);

// Makes a key and gives it; only its digest goes into `entry`. It will not be seen again.
std::string make_key(Key& entry);

// The key that is `given`, of those; null when none is. Takes the same time whichever it is.
Key const* find_key(std::vector<Key> const& keys, std::string_view given);

}  // namespace thethuc::http
