#pragma once

// JSON values as the engine sees them: a flat array of nodes over the text of one document. Strings
// are NFC; numbers keep the token as it was written ("1.50" stays "1.50", 23 digits stay 23
// digits).

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "data/limits.h"

namespace thethuc::data {

enum class Kind : std::uint8_t { missing, null, boolean, number, string, list, object };

// "text", "a number", "an object" … for messages ("expected text, found an object").
std::string_view kind_name(Kind kind, base::Language language);

// Appends one reference token to a JSON pointer (RFC 6901), "/" before it and "~" escaped.
void append_pointer(std::string& pointer, std::string_view token);

// The JSON pointer that a URI fragment (without '#') says: %XX decoded.
std::string pointer_of_fragment(std::string_view fragment);

struct Node {
  char const* key =
      nullptr;  // member name within an object (NFC); null for list items and the root
  union {
    char const* text = nullptr;    // string content, number token, "true"/"false"
    std::uint32_t const* members;  // of a large object: where its members are, by name
  };
  std::uint32_t key_size = 0;
  std::uint32_t text_size = 0;
  std::uint32_t span = 1;   // nodes of the subtree, this one included: next sibling is this + span
  std::uint32_t count = 0;  // members or items
  Kind kind = Kind::missing;
};

// A handle to one value of a Document, as cheap as a pointer; valid as long as the Document lives
// and is not parsed into again. A default-constructed Value is "missing".
class Value {
 public:
  Value() = default;
  explicit Value(Node const* node) : node_(node) {}

  Kind kind() const { return node_ ? node_->kind : Kind::missing; }
  bool is_missing() const { return kind() == Kind::missing || kind() == Kind::null; }
  // Content of a string, the token of a number, "true" or "false"; "" for all others.
  std::string_view text() const {
    return node_ && node_->text_size ? std::string_view{node_->text, node_->text_size}
                                     : std::string_view{};
  }
  std::string_view key() const {
    return node_ && node_->key ? std::string_view{node_->key, node_->key_size} : std::string_view{};
  }
  std::size_t size() const { return node_ ? node_->count : 0; }  // of a list or an object
  // Mustache truth: false are missing, null, false, "" and []; 0 and {} are true (a report's zero
  // is data).
  bool truthy() const;
  // The member `name` (NFC) of an object; missing otherwise.
  Value find(std::string_view name) const;
  // First child (member or item) and next sibling, for walking: for (c = v.first(), i = 0; i <
  // v.size(); ++i, c = c.next()).
  Value first() const { return node_ && node_->count ? Value{node_ + 1} : Value{}; }
  Value next() const { return Value{node_ + node_->span}; }
  Value item(std::size_t index) const;  // linear
  Node const* node() const { return node_; }
  bool operator==(Value const&) const = default;

 private:
  Node const* node_ = nullptr;
};

// One parsed JSON text. Reusable: parse() again keeps the memory. Not copyable; Values point into
// it.
class Document {
 public:
  Document();
  ~Document();
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;

  // Parses one JSON value (RFC 8259, UTF-8, BOM accepted). On failure adds diagnostics (place:
  // file, line, column) and returns false; root() is then missing. Key strings and string values
  // are brought to NFC; a lone surrogate, a control character that is no text, or a
  // name that an object has twice is an error with the value's pointer.
  bool parse(std::string_view json,
             std::string_view file_name,
             Limits const& limits,
             base::Diagnostics& out);
  Value root() const;
  std::size_t json_bytes() const;  // size of the text that was parsed
  // False is certain: no text is anything else than ASCII or Unicode Vietnamese with its usual
  // signs (see legacy_text.h).
  bool may_have_legacy_text() const;
  // Gives a text of this document other content, NFC. Not while others read the document.
  void set_text(Value value, std::string text);
  // RFC 6901 pointer of a value of this document: "" for the root, "/phu_luc/0/dong/3/ma".
  std::string pointer(Value value) const;
  // The value at a pointer that pointer() gave; missing when there is none.
  Value at(std::string_view pointer) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace thethuc::data
