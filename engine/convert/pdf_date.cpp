#include "convert/pdf_date.h"

#include <array>
#include <cstdint>
#include <ctime>
#include <string_view>

#include <fmt/format.h>

#include "opc/deflate.h"

namespace thethuc::convert {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_hex(char c) {
  return is_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

// Writes the digits of `date` over those that follow each `key`, and zeros over the digits of a
// zone behind them: "20260102030405+07'00'" (ISO 32000-1, 7.9.4), "2026-01-02T03:04:05+07:00".
void replace_dates(std::string& pdf, std::string_view key, std::string_view date) {
  constexpr std::size_t kLongestZone = 6;
  for (std::size_t at = pdf.find(key); at != std::string::npos; at = pdf.find(key, at)) {
    at += key.size();
    if (pdf.size() < at + date.size() + kLongestZone || !is_digit(pdf[at])) {
      continue;
    }
    pdf.replace(at, date.size(), date);
    at += date.size();
    if (pdf[at] == '-') {
      pdf[at] = '+';
    }
    for (std::size_t i = 0; pdf[at] == '+' && i < kLongestZone; ++i) {
      char& c = pdf[at + i];
      c = is_digit(c) ? '0' : c;
    }
  }
}

// Calls `found` with the place and the length of the hexadecimal digits that follow `key` within a
// few bytes, as often as `count` says.
template <class Found>
void each_hex(std::string const& pdf, std::string_view key, int count, Found found) {
  constexpr std::size_t kNear = 8;
  std::size_t at = pdf.rfind(key);
  if (at == std::string::npos) {
    return;
  }
  at += key.size();
  for (int i = 0; i < count; ++i) {
    std::size_t begin = at;
    while (begin < pdf.size() && begin < at + kNear && !is_hex(pdf[begin])) {
      ++begin;
    }
    at = begin;
    while (at < pdf.size() && is_hex(pdf[at])) {
      ++at;
    }
    found(begin, at - begin);
  }
}

// So many hexadecimal digits that depend on all bytes. They need to differ, not to be secret.
std::string digest(std::string_view bytes, std::size_t length) {
  std::string digits;
  for (std::uint32_t round = 0; digits.size() < length; ++round) {
    std::string const salt = fmt::format("{} {} {}", round, bytes.size(), digits);
    digits += fmt::format("{:08X}", opc::crc32(bytes) * 0x9E3779B1U ^ opc::crc32(salt));
  }
  return digits.substr(0, length);
}

}  // namespace

void set_date(std::string& pdf, std::chrono::sys_seconds date) {
  std::time_t const seconds = std::chrono::system_clock::to_time_t(date);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  auto const format = [&](char const* pattern) {
    return std::string_view{text.data(), std::strftime(text.data(), text.size(), pattern, &parts)};
  };
  for (std::string_view const key : {"/CreationDate(D:", "/ModDate(D:"}) {
    replace_dates(pdf, key, format("%Y%m%d%H%M%S"));
  }
  for (std::string_view const key :
       {"<xmp:CreateDate>", "<xmp:ModifyDate>", "<xmp:MetadataDate>"}) {
    replace_dates(pdf, key, format("%Y-%m-%dT%H:%M:%S"));
  }
  constexpr std::string_view kChecksum = "/DocChecksum";
  constexpr std::string_view kId = "/ID";
  auto const each = [&](auto found) {
    each_hex(pdf, kChecksum, 1, found);
    each_hex(pdf, kId, 2, found);
  };
  each([&](std::size_t at, std::size_t length) { pdf.replace(at, length, length, '0'); });
  std::string const whole = digest(pdf, 64);
  each([&](std::size_t at, std::size_t length) {
    if (length <= whole.size()) {
      pdf.replace(at, length, whole, 0, length);
    }
  });
}

}  // namespace thethuc::convert
