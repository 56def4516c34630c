#include "rich/fields.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace thethuc::rich {

namespace {

template <class Number>
std::optional<Number> number_of(std::string_view token) {
  Number number{};
  auto const [end, error] = std::from_chars(token.data(), token.data() + token.size(), number);
  bool const is_whole = error == std::errc{} && end == token.data() + token.size();
  return is_whole ? std::optional{number} : std::nullopt;
}

}  // namespace

std::string list_of(std::span<std::string_view const> names) {
  std::string out;
  for (std::string_view const name : names) {
    out.append(out.empty() ? "" : ", ").append(name);
  }
  return out;
}

void report_wrong_type(std::string_view key,
                       Expected expected,
                       data::Value found,
                       Origin const& origin,
                       base::Diagnostics& out) {
  out.add(origin.diagnose(
      base::Id::block_wrong_type,
      {{"key", std::string{key}},
       {"expected.vi", expected.vi},
       {"expected.en", expected.en},
       {"found.vi", std::string{data::kind_name(found.kind(), base::Language::vi)}},
       {"found.en", std::string{data::kind_name(found.kind(), base::Language::en)}}}));
}

void Fields::allow(std::span<std::string_view const> known) const {
  data::Value member = object_.first();
  for (std::size_t i = 0; i < object_.size(); ++i, member = member.next()) {
    std::string const key{member.key()};
    if (std::find(known.begin(), known.end(), key) != known.end()) {
      continue;
    }
    base::Diagnostic diagnostic =
        at(key).diagnose(base::Id::block_key_unknown, {{"key", key}, {"known", list_of(known)}});
    if (auto const nearest = base::nearest_name(key, {known.begin(), known.end()})) {
      diagnostic.args.emplace_back("nearest", *nearest);
    }
    out_->add(std::move(diagnostic));
  }
}

std::string_view Fields::kind(std::span<std::string_view const> kinds) const {
  std::vector<std::string_view> present;
  for (std::string_view const kind : kinds) {
    if (has(kind)) {
      present.push_back(kind);
    }
  }
  if (present.size() == 1) {
    return present[0];
  }
  if (!present.empty()) {
    out_->add(origin_.diagnose(base::Id::block_ambiguous, {{"found", list_of(present)}}));
    return {};
  }
  base::Diagnostic diagnostic =
      origin_.diagnose(base::Id::block_unknown, {{"known", list_of(kinds)}});
  std::vector<std::string_view> keys;
  data::Value member = object_.first();
  for (std::size_t i = 0; i < object_.size(); ++i, member = member.next()) {
    keys.push_back(member.key());
  }
  // The key that looks most like one of the kinds is the one that was meant.
  for (std::string_view const key : keys) {
    if (auto const nearest = base::nearest_name(key, {kinds.begin(), kinds.end()})) {
      diagnostic.args.emplace_back("nearest", *nearest);
      break;
    }
  }
  diagnostic.args.emplace_back("found.vi", keys.empty() ? "đối tượng rỗng" : list_of(keys));
  diagnostic.args.emplace_back("found.en", keys.empty() ? "an empty object" : list_of(keys));
  out_->add(std::move(diagnostic));
  return {};
}

void Fields::wrong_type(std::string_view key, Expected expected) const {
  report_wrong_type(key, expected, object_.find(key), at(key), *out_);
}

void Fields::bad_value(std::string_view key, Expected expected) const {
  data::Value const found = object_.find(key);
  bool const is_text = found.kind() == data::Kind::string;
  std::string const quote = is_text ? "\"" : "";
  out_->add(at(key).diagnose(base::Id::block_bad_value,
                             {{"key", std::string{key}},
                              {"expected.vi", expected.vi},
                              {"expected.en", expected.en},
                              {"found", quote + std::string{found.text()} + quote}}));
}

std::optional<std::string> Fields::text(std::string_view key) const {
  data::Value const value = object_.find(key);
  if (value.is_missing()) {
    return std::nullopt;
  }
  if (value.kind() != data::Kind::string) {
    wrong_type(key, {"chữ", "text"});
    return std::nullopt;
  }
  return std::string{value.text()};
}

bool Fields::flag(std::string_view key) const {
  data::Value const value = object_.find(key);
  if (!value.is_missing() && value.kind() != data::Kind::boolean) {
    wrong_type(key, {"true hoặc false", "true or false"});
  }
  return value.kind() == data::Kind::boolean && value.text() == "true";
}

std::optional<std::size_t> Fields::count(std::string_view key,
                                         std::size_t least,
                                         std::size_t most) const {
  data::Value const value = object_.find(key);
  if (value.is_missing()) {
    return std::nullopt;
  }
  if (value.kind() != data::Kind::number) {
    wrong_type(key, {"một số nguyên", "a whole number"});
    return std::nullopt;
  }
  std::optional<std::size_t> const number = number_of<std::size_t>(value.text());
  if (!number || *number < least || *number > most) {
    std::string const low = std::to_string(least);
    std::string const high = std::to_string(most);
    bad_value(key,
              {("số nguyên từ " + low + " đến " + high).c_str(),
               ("a whole number from " + low + " to " + high).c_str()});
    return std::nullopt;
  }
  return number;
}

std::optional<double> Fields::length(std::string_view key, double most) const {
  data::Value const value = object_.find(key);
  if (value.is_missing()) {
    return std::nullopt;
  }
  if (value.kind() != data::Kind::number) {
    wrong_type(key, {"một số", "a number"});
    return std::nullopt;
  }
  std::optional<double> const number = number_of<double>(value.text());
  if (!number || !std::isfinite(*number) || *number <= 0 || *number > most) {
    std::string const high = std::to_string(std::lround(most));
    bad_value(key,
              {("số lớn hơn 0, không quá " + high).c_str(),
               ("a number above 0, at most " + high).c_str()});
    return std::nullopt;
  }
  return number;
}

std::optional<std::size_t> Fields::word(std::string_view key,
                                        std::span<std::string_view const> words) const {
  data::Value const value = object_.find(key);
  if (value.is_missing()) {
    return std::nullopt;
  }
  std::string const all = list_of(words);
  if (value.kind() != data::Kind::string) {
    wrong_type(key, {all.c_str(), all.c_str()});
    return std::nullopt;
  }
  auto const found = std::find(words.begin(), words.end(), value.text());
  if (found != words.end()) {
    return static_cast<std::size_t>(found - words.begin());
  }
  base::Diagnostic diagnostic =
      at(key).diagnose(base::Id::block_bad_value,
                       {{"key", std::string{key}},
                        {"expected", all},
                        {"found", "\"" + std::string{value.text()} + "\""}});
  if (auto const nearest = base::nearest_name(value.text(), {words.begin(), words.end()})) {
    diagnostic.args.emplace_back("nearest", *nearest);
  }
  out_->add(std::move(diagnostic));
  return std::nullopt;
}

}  // namespace thethuc::rich
