#include "data/legacy.h"

#include <string>
#include <vector>

#include "base/text.h"
#include "data/filters.h"

namespace thethuc::data {
namespace {

using base::LegacyEncoding;
using base::LegacyReading;
using base::LegacyVerdict;

constexpr std::size_t kMostShown = 60;  // characters of a text in a message

std::string shown(std::string_view text) {
  std::string_view const begin = base::first_code_points(text, kMostShown);
  return quoted(begin.size() < text.size() ? std::string{begin} + "…" : std::string{begin});
}

bool is_ascii(std::string_view text) {
  for (char const c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) {
      return false;
    }
  }
  return true;
}

class Treatment {
 public:
  Treatment(Document& document,
            std::string_view file_name,
            LegacyText treatment,
            base::Diagnostics& out)
      : document_(document), file_name_(file_name), treatment_(treatment), out_(out) {}

  void run(std::optional<LegacyEncoding> known) {
    gather(document_.root());
    bool is_sure[2] = {};
    if (!known) {
      for (Value const value : texts_) {
        LegacyReading const reading = base::read_legacy(value.text());
        if (reading.verdict == LegacyVerdict::legacy) {
          is_sure[static_cast<std::size_t>(reading.encoding)] = true;
        }
      }
    }
    for (Value const value : texts_) {
      treat(value, reading_of(value.text(), known, is_sure));
    }
  }

 private:
  void gather(Value value) {
    if (value.kind() == Kind::string) {
      if (!is_ascii(value.text())) {
        texts_.push_back(value);
      }
    } else if (value.kind() == Kind::list || value.kind() == Kind::object) {
      Value child = value.first();
      for (std::size_t i = 0; i < value.size(); ++i, child = child.next()) {
        gather(child);
      }
    }
  }

  // By itself, or by the company it is in.
  static LegacyReading reading_of(std::string_view text,
                                  std::optional<LegacyEncoding> known,
                                  bool const (&is_sure)[2]) {
    if (known) {
      return base::read_legacy(text, *known);
    }
    LegacyReading alone = base::read_legacy(text);
    if (alone.verdict == LegacyVerdict::legacy) {
      return alone;
    }
    for (LegacyEncoding const encoding : {LegacyEncoding::tcvn3, LegacyEncoding::vni}) {
      if (is_sure[static_cast<std::size_t>(encoding)]) {
        LegacyReading reading = base::read_legacy(text, encoding);
        if (reading.verdict != LegacyVerdict::ordinary) {
          return reading;
        }
      }
    }
    if (alone.verdict == LegacyVerdict::likely) {
      alone.verdict = LegacyVerdict::ordinary;
    }
    return alone;
  }

  void treat(Value value, LegacyReading reading) {
    if (reading.verdict == LegacyVerdict::ordinary) {
      return;
    }
    bool const is_damaged = reading.verdict == LegacyVerdict::damaged;
    if (treatment_ == LegacyText::convert && !is_damaged) {
      document_.set_text(value, std::move(reading.text));
      return;
    }
    base::Diagnostic d =
        base::diagnose(is_damaged ? base::Id::data_legacy_damaged : base::Id::data_legacy_text,
                       base::place_in_file(std::string{file_name_}),
                       {},
                       {{"encoding", std::string{base::legacy_name(reading.encoding)}},
                        {"found", shown(value.text())},
                        {"reading", shown(reading.text)}});
    if (!out_.is_full(d.id)) {
      d.data_pointer = document_.pointer(value);
    }
    out_.add(std::move(d));
  }

  Document& document_;
  std::string_view file_name_;
  LegacyText treatment_;
  base::Diagnostics& out_;
  std::vector<Value> texts_;  // beyond ASCII
};

}  // namespace

void treat_legacy_text(Document& document,
                       std::string_view file_name,
                       LegacyText treatment,
                       std::optional<LegacyEncoding> encoding,
                       base::Diagnostics& out) {
  if (encoding || document.may_have_legacy_text()) {
    Treatment{document, file_name, treatment, out}.run(encoding);
  }
}

}  // namespace thethuc::data
