#include "data/legacy.h"

#include <string>
#include <vector>

#include "base/text.h"
#include "data/filters.h"

namespace thethuc::data {
namespace {

using base::LegacyConversion;
using base::LegacyEncoding;
using base::LegacyEvidence;
using base::LegacyReading;
using base::LegacyVerdict;

constexpr std::size_t kMostShown = 60;  // characters of a text in a message

std::string shown(std::string_view text) {
  std::string_view const begin = base::first_code_points(text, kMostShown);
  return in_quotes(begin.size() < text.size() ? std::string{begin} + "…" : std::string{begin});
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
    if (known) {
      run_known(*known);
    } else {
      run_judged();
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

  // Nobody named the encoding: only what is sure counts.
  void run_judged() {
    bool is_sure[2] = {};
    for (Value const value : texts_) {
      LegacyReading const reading = base::read_legacy(value.text());
      if (reading.verdict == LegacyVerdict::legacy) {
        is_sure[static_cast<std::size_t>(reading.encoding)] = true;
      }
    }
    for (Value const value : texts_) {
      treat(value, reading_of(value.text(), is_sure));
    }
  }

  // Everything is taken to be in it, but for what reads as Unicode. Where some of the texts do,
  // those that read both ways may be Unicode, too.
  void run_known(LegacyEncoding encoding) {
    std::vector<LegacyEvidence> evidence;
    evidence.reserve(texts_.size());
    bool has_unicode = false;
    for (Value const value : texts_) {
      evidence.push_back(base::legacy_evidence(value.text(), encoding));
      has_unicode = has_unicode || evidence.back() == LegacyEvidence::unicode ||
                    evidence.back() == LegacyEvidence::mixed;
    }
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      if (evidence[i] != LegacyEvidence::none && evidence[i] != LegacyEvidence::unicode) {
        treat_known(texts_[i], encoding, evidence[i], has_unicode);
      }
    }
  }

  void treat_known(Value value,
                   LegacyEncoding encoding,
                   LegacyEvidence evidence,
                   bool has_unicode) {
    std::string const found{value.text()};
    LegacyConversion converted = base::convert_legacy(found, encoding, evidence);
    bool const is_open = evidence == LegacyEvidence::either && has_unicode;
    if (!is_open && !converted.damaged.empty()) {
      tell(base::Id::data_legacy_damaged, value, encoding, found, converted.text);
    } else if (is_open || !converted.left.empty()) {
      std::string const& word = is_open ? found : converted.left;
      tell(
          base::Id::data_legacy_unsure, value, encoding, word, base::decode_legacy(encoding, word));
    }
    if (treatment_ == LegacyText::convert && !is_open) {
      document_.set_text(value, std::move(converted.text));
    } else if (!is_open) {
      tell(base::Id::data_legacy_text, value, encoding, found, converted.text);
    }
  }

  // By itself, or by the company it is in.
  static LegacyReading reading_of(std::string_view text, bool const (&is_sure)[2]) {
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
    tell(is_damaged ? base::Id::data_legacy_damaged : base::Id::data_legacy_text,
         value,
         reading.encoding,
         value.text(),
         reading.text);
  }

  void tell(base::Id id,
            Value value,
            LegacyEncoding encoding,
            std::string_view found,
            std::string_view reading) {
    base::Diagnostic d = base::diagnose(id,
                                        base::place_in_file(std::string{file_name_}),
                                        {},
                                        {{"encoding", std::string{base::legacy_name(encoding)}},
                                         {"found", shown(found)},
                                         {"reading", shown(reading)}});
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
