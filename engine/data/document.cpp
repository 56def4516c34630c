// Reads JSON into nodes, in one walk over what simdjson has indexed.

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cstring>
#include <deque>
#include <limits>
#include <new>

#include <simdjson.h>

#include "base/input_file.h"
#include "base/text.h"
#include "data/decimal.h"
#include "data/json_check.h"
#include "data/member_index.h"
#include "data/nfc_scan.h"
#include "data/value.h"

namespace thethuc::data {

namespace ondemand = simdjson::ondemand;

namespace {

// Sizes of nodes are 32 bits, as are simdjson's positions.
constexpr std::size_t kMostBytes = std::numeric_limits<std::uint32_t>::max() - 4096;

bool is_json_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

std::string_view trim_end(std::string_view token) {
  while (!token.empty() && is_json_space(token.back())) {
    token.remove_suffix(1);
  }
  return token;
}

// Of a string that had escapes, or of a text that has what is_suspect() finds somewhere.
bool is_text(std::string_view s) {
  for (std::size_t i = 0; i < s.size(); ++i) {
    auto const c = static_cast<unsigned char>(s[i]);
    if (c < 0x20 && c != '\t' && c != '\n' && c != '\v' && c != '\f' && c != '\r') {
      return false;
    }
    // UTF-8 of U+0080 to U+009F, U+FFFE and U+FFFF; the bytes that follow are there, the text being
    // valid.
    if (c == 0x7F || (c == 0xC2 && static_cast<unsigned char>(s[i + 1]) < 0xA0)) {
      return false;
    }
    if (c == 0xEF && s[i + 1] == '\xBF' && (s[i + 2] == '\xBE' || s[i + 2] == '\xBF')) {
      return false;
    }
  }
  return true;
}

// One of 64 bits, nearly always another for another name of the same object, so that few names have
// to be compared.
std::uint64_t mark_of(std::string_view name) {
  if (name.empty()) {
    return 1;
  }
  auto const byte = [&](std::size_t at) {
    return static_cast<std::uint64_t>(static_cast<unsigned char>(name[at]));
  };
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;
  std::uint64_t const mix =
      byte(0) | byte(name.size() / 2) << 8U | byte(name.size() - 1) << 16U | name.size() << 24U;
  return std::uint64_t{1} << (mix * kOdd >> 58U);
}

// Whether U+007F to U+009F, U+FFFE or U+FFFF are in it as they are.
bool is_suspect(std::string_view s) {
  if (s.find('\x7F') != std::string_view::npos) {
    return true;
  }
  for (std::size_t at = s.find('\xC2'); at != std::string_view::npos; at = s.find('\xC2', at + 1)) {
    if (at + 1 < s.size() && static_cast<unsigned char>(s[at + 1]) < 0xA0) {
      return true;
    }
  }
  for (std::size_t at = s.find("\xEF\xBF"); at != std::string_view::npos;
       at = s.find("\xEF\xBF", at + 2)) {
    if (at + 2 < s.size() && (s[at + 2] == '\xBE' || s[at + 2] == '\xBF')) {
      return true;
    }
  }
  return false;
}

}  // namespace

struct Document::Impl {
  ondemand::parser parser;
  std::vector<char>
      buffer;  // the text and simdjson's padding; strings without escapes point into it
  std::vector<Node> nodes;
  std::vector<std::size_t> large_objects;
  std::vector<std::uint32_t> member_index;  // of the large objects, one after the other
  std::deque<std::string> normalised;       // strings that NFC changed
  std::size_t normalised_used = 0;

  Limits limits;
  std::size_t json_bytes = 0;
  // What the text holds anywhere; false spares every string the look.
  bool may_have_escapes = false;
  bool may_need_nfc = false;
  bool may_be_no_text = false;
  std::size_t text_bytes = 0;  // of the text in the buffer

  // Whether the text was valid; otherwise the slow pass knows why.
  bool read(std::string_view json);

 private:
  bool index_large_objects();
  bool has_member(std::size_t object, std::uint32_t count, std::string_view name) const;
  bool read_root(ondemand::document& document, std::string_view json);
  bool read_value(ondemand::value& value, std::string_view key, bool has_key, std::size_t depth);
  bool read_list(ondemand::value& value, std::size_t at, std::size_t depth);
  bool read_object(ondemand::value& value, std::size_t at, std::size_t depth);
  bool read_string(ondemand::value& value, std::size_t at);
  bool read_plain(std::string_view token, std::size_t at);
  bool keep_string(std::string_view content, bool had_escapes, std::size_t at);
  std::string_view in_nfc(std::string_view s);
  bool reserve_for(std::size_t size);
};

bool Document::Impl::reserve_for(std::size_t size) {
  if (buffer.size() < size + simdjson::SIMDJSON_PADDING) {
    buffer.resize(size + size / 2 + simdjson::SIMDJSON_PADDING);
  }
  // simdjson counts the document and each key as levels of their own.
  std::size_t const depth = limits.max_depth + 8;
  if (parser.capacity() < size || parser.max_depth() != depth) {
    std::size_t const capacity = std::max(parser.capacity(), std::min(size + size / 2, kMostBytes));
    if (parser.allocate(capacity, depth) == simdjson::MEMALLOC) {
      throw std::bad_alloc();
    }
  }
  return true;
}

// When all nodes and all indices are in their final place. False when a name stands twice.
bool Document::Impl::index_large_objects() {
  for (std::size_t const at : large_objects) {
    auto const begin = static_cast<std::ptrdiff_t>(member_index.size());
    append_index(member_index, &nodes[at]);
    auto const twice = std::adjacent_find(
        member_index.begin() + begin, member_index.end(), [&](std::uint32_t a, std::uint32_t b) {
          return key_at(&nodes[at], a) == key_at(&nodes[at], b);
        });
    if (twice != member_index.end()) {
      return false;
    }
  }
  std::uint32_t const* next = member_index.data();
  for (std::size_t const at : large_objects) {
    nodes[at].members = next;
    next += nodes[at].count;
  }
  return true;
}

// Whether one of the first `count` members, all of them read, has that name.
bool Document::Impl::has_member(std::size_t object,
                                std::uint32_t count,
                                std::string_view name) const {
  Value member{&nodes[object] + 1};
  for (; count > 0; --count, member = member.next()) {
    if (member.key() == name) {
      return true;
    }
  }
  return false;
}

bool Document::Impl::read(std::string_view json) {
  nodes.clear();
  large_objects.clear();
  member_index.clear();
  normalised_used = 0;
  if (json.empty()) {
    return false;
  }
  reserve_for(json.size());
  std::memcpy(buffer.data(), json.data(), json.size());
  std::memset(buffer.data() + json.size(), 0, simdjson::SIMDJSON_PADDING);

  ondemand::document document;
  simdjson::padded_string_view const padded(buffer.data(), json.size(), buffer.size());
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS) {
    return false;
  }
  // From here on the text is known to be UTF-8.
  may_have_escapes = json.find('\\') != std::string_view::npos;
  may_need_nfc = (may_have_escapes && json.find("\\u") != std::string_view::npos) ||
                 !is_plain_vietnamese(buffer.data(), json.size());
  may_be_no_text = is_suspect(json);
  text_bytes = json.size();
  if (!read_root(document, {buffer.data(), json.size()})) {
    return false;
  }
  return index_large_objects();
}

bool Document::Impl::read_root(ondemand::document& document, std::string_view json) {
  std::size_t begin = 0;
  while (begin < json.size() && is_json_space(json[begin])) {
    ++begin;
  }
  char const c = begin < json.size() ? json[begin] : '\0';
  if (c == '{' || c == '[') {
    ondemand::value value;
    if (document.get_value().get(value) != simdjson::SUCCESS || !read_value(value, {}, false, 1)) {
      return false;
    }
    // The walk is lazy: whether something follows is for us to ask.
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  }
  // On-Demand does not look behind a scalar root: a lone string or number is checked by the slow
  // pass.
  base::Diagnostics ignored;
  if (!check_json(json, {}, limits, ignored)) {
    return false;
  }
  nodes.emplace_back();
  if (c != '"') {
    return read_plain(trim_end(json.substr(begin)), 0);
  }
  std::string_view content;
  return document.get_string().get(content) == simdjson::SUCCESS && keep_string(content, true, 0);
}

bool Document::Impl::read_value(ondemand::value& value,
                                std::string_view key,
                                bool has_key,
                                std::size_t depth) {
  std::size_t const at = nodes.size();
  if (at >= limits.max_nodes) {
    return false;
  }
  Node& node = nodes.emplace_back();
  if (has_key) {
    node.key = key.data();
    node.key_size = static_cast<std::uint32_t>(key.size());
  }
  ondemand::json_type type;
  if (value.type().get(type) != simdjson::SUCCESS) {
    return false;
  }
  switch (type) {
    case ondemand::json_type::string:
      return read_string(value, at);
    case ondemand::json_type::array:
      return read_list(value, at, depth);
    case ondemand::json_type::object:
      return read_object(value, at, depth);
    default:
      return read_plain(trim_end(value.raw_json_token()), at);
  }
}

bool Document::Impl::read_list(ondemand::value& value, std::size_t at, std::size_t depth) {
  ondemand::array list;
  if (depth > limits.max_depth || value.get_array().get(list) != simdjson::SUCCESS) {
    return false;
  }
  std::uint32_t count = 0;
  for (auto item : list) {
    ondemand::value child;
    if (item.get(child) != simdjson::SUCCESS || !read_value(child, {}, false, depth + 1)) {
      return false;
    }
    ++count;
  }
  Node& node = nodes[at];
  node.kind = Kind::list;
  node.count = count;
  node.span = static_cast<std::uint32_t>(nodes.size() - at);
  return true;
}

bool Document::Impl::read_object(ondemand::value& value, std::size_t at, std::size_t depth) {
  ondemand::object object;
  if (depth > limits.max_depth || value.get_object().get(object) != simdjson::SUCCESS) {
    return false;
  }
  std::uint32_t count = 0;
  std::uint64_t seen = 0;  // names, by mark_of
  for (auto member : object) {
    ondemand::field field;
    std::string_view key;
    if (std::move(member).get(field) != simdjson::SUCCESS ||
        field.unescaped_key().get(key) != simdjson::SUCCESS) {
      return false;
    }
    key = in_nfc(key);
    std::uint64_t const mark = mark_of(key);
    // Of many members the index tells.
    if ((seen & mark) != 0 && count < kMostUnindexed && has_member(at, count, key)) {
      return false;
    }
    seen |= mark;
    if (!read_value(field.value(), key, true, depth + 1)) {
      return false;
    }
    ++count;
  }
  Node& node = nodes[at];
  node.kind = Kind::object;
  node.count = count;
  if (count > kMostUnindexed) {
    large_objects.push_back(at);
  }
  node.span = static_cast<std::uint32_t>(nodes.size() - at);
  return true;
}

bool Document::Impl::read_string(ondemand::value& value, std::size_t at) {
  std::string_view const token = trim_end(value.raw_json_token());
  if (token.size() < 2 || token.back() != '"') {
    return false;
  }
  std::string_view content = token.substr(1, token.size() - 2);
  if (!may_have_escapes || content.find('\\') == std::string_view::npos) {
    // Consumes the token: left lying, `["a":1]` would pass for a list.
    ondemand::raw_json_string consumed;
    return value.get_raw_json_string().get(consumed) == simdjson::SUCCESS &&
           keep_string(content, false, at);
  }
  return value.get_string().get(content) == simdjson::SUCCESS && keep_string(content, true, at);
}

bool Document::Impl::keep_string(std::string_view content, bool had_escapes, std::size_t at) {
  if ((had_escapes || may_be_no_text) && !is_text(content)) {
    return false;
  }
  content = in_nfc(content);
  Node& node = nodes[at];
  node.kind = Kind::string;
  node.text = content.data();
  node.text_size = static_cast<std::uint32_t>(content.size());
  return true;
}

bool Document::Impl::read_plain(std::string_view token, std::size_t at) {
  Node& node = nodes[at];
  if (token == "null") {
    node.kind = Kind::null;
    return true;
  }
  if (token == "true" || token == "false") {
    node.kind = Kind::boolean;
  } else if (is_json_number(token)) {
    node.kind = Kind::number;
  } else {
    return false;
  }
  node.text = token.data();
  node.text_size = static_cast<std::uint32_t>(token.size());
  return true;
}

std::string_view Document::Impl::in_nfc(std::string_view s) {
  if (!may_need_nfc || !base::may_change_under_nfc(s)) {
    return s;
  }
  if (normalised_used == normalised.size()) {
    normalised.emplace_back();
  }
  std::string& kept = normalised[normalised_used++];
  kept = base::to_nfc(s);
  return kept;
}

Document::Document() : impl_(std::make_unique<Impl>()) {}
Document::~Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;

bool Document::parse(std::string_view json,
                     std::string_view file_name,
                     Limits const& limits,
                     base::Diagnostics& out) {
  impl_->limits = limits;
  impl_->json_bytes = json.size();
  impl_->nodes.clear();
  std::size_t const most = std::min(limits.max_bytes, kMostBytes);
  if (json.size() > most) {
    out.add(base::file_too_large(file_name, most, limits.option("bytes")));
    return false;
  }
  if (json.starts_with("\xEF\xBB\xBF")) {
    json.remove_prefix(3);
  }
  if (impl_->read(json)) {
    return true;
  }
  impl_->nodes.clear();
  if (check_json(json, file_name, limits, out)) {
    // Both passes read the same grammar, and a property test holds them together.
    assert(false && "the two readers of JSON disagree");
    base::Place place;
    place.file = file_name;
    out.add(base::diagnose(
        base::Id::json_syntax,
        place,
        {},
        {{"problem.en", "the text is malformed"}, {"problem.vi", "nội dung sai cú pháp"}}));
  }
  return false;
}

Value Document::root() const {
  return impl_->nodes.empty() ? Value{} : Value{impl_->nodes.data()};
}

bool Document::may_have_legacy_text() const {
  // An escape may be any letter.
  std::string_view const text{impl_->buffer.data(), impl_->nodes.empty() ? 0 : impl_->text_bytes};
  return holds_letters_of_latin1(text.data(), text.size()) ||
         (impl_->may_have_escapes && text.find("\\u") != std::string_view::npos);
}

void Document::set_text(Value value, std::string text) {
  auto const at = static_cast<std::size_t>(value.node() - impl_->nodes.data());
  assert(at < impl_->nodes.size() && value.kind() == Kind::string);
  if (impl_->normalised_used == impl_->normalised.size()) {
    impl_->normalised.emplace_back();
  }
  std::string& kept = impl_->normalised[impl_->normalised_used++];
  kept = std::move(text);
  impl_->nodes[at].text = kept.data();
  impl_->nodes[at].text_size = static_cast<std::uint32_t>(kept.size());
}

std::size_t Document::json_bytes() const {
  return impl_->json_bytes;
}

std::string Document::pointer(Value value) const {
  std::string out;
  Node const* const target = value.node();
  Node const* node = impl_->nodes.data();
  if (target == nullptr || target < node || target >= node + impl_->nodes.size()) {
    return out;
  }
  while (node != target) {
    bool const in_object = node->kind == Kind::object;
    Node const* child = node + 1;
    std::size_t index = 0;
    for (; child + child->span <= target; child += child->span) {
      ++index;
    }
    append_pointer(out, in_object ? Value{child}.key() : std::string_view{std::to_string(index)});
    node = child;
  }
  return out;
}

namespace {

std::string name_of_token(std::string_view token) {
  std::string name;
  for (std::size_t i = 0; i < token.size(); ++i) {
    bool const is_escape = token[i] == '~' && i + 1 < token.size();
    name += !is_escape ? token[i] : token[++i] == '1' ? '/' : '~';
  }
  return name;
}

}  // namespace

Value Document::at(std::string_view pointer) const {
  Value value = root();
  while (!pointer.empty() && !value.is_missing()) {
    pointer.remove_prefix(1);
    std::string_view const token = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(token.size());
    if (value.kind() == Kind::list) {
      std::size_t index = value.size();
      std::from_chars(token.data(), token.data() + token.size(), index);
      value = value.item(index);
    } else {
      value = value.find(name_of_token(token));
    }
  }
  return value;
}

}  // namespace thethuc::data
