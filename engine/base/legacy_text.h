#pragma once

// Vietnamese text from before Unicode: TCVN3 (called ABC, fonts .VnTime …) and VNI-Windows (fonts
// VNI-Times …). Their bytes come along as Latin-1 letters: "Céng hßa" is "Cộng hòa" in TCVN3,
// "Coäng hoøa" in VNI.

#include <optional>
#include <string>
#include <string_view>

namespace thethuc::base {

enum class LegacyEncoding { tcvn3, vni };
std::string_view legacy_name(LegacyEncoding encoding);  // "TCVN3", "VNI"

// What the text says, NFC; characters that the encoding does not have stay.
std::string decode_legacy(LegacyEncoding encoding, std::string_view text);
// The same for a text that is cut into pieces: a letter of two characters that is cut goes to the
// first piece. `next` is the text behind, as it stands; how many bytes of it are taken is added to
// `taken`.
std::string decode_legacy_piece(LegacyEncoding encoding,
                                std::string_view text,
                                std::string_view next,
                                std::size_t& taken);

// The encoding of the texts set in a font, by its name; nullopt for a font of Unicode.
struct LegacyFont {
  LegacyEncoding encoding;
  bool is_capitals = false;  // .VnTimeH shows small letters as capitals
};
std::optional<LegacyFont> legacy_font(std::string_view name);

// What is to be said of a text whose font nobody knows.
enum class LegacyVerdict {
  ordinary,
  legacy,   // reads as Vietnamese in that encoding, and only there
  likely,   // the same, but too short or too plain to tell by itself
  damaged,  // has the encoding's marks, and reads as nothing: characters were lost
};
struct LegacyReading {
  LegacyVerdict verdict = LegacyVerdict::ordinary;
  LegacyEncoding encoding = LegacyEncoding::tcvn3;
  std::string text;  // what it reads as; "" when ordinary
};
// Judges by letters and syllables. Text with letters that only Unicode Vietnamese has is ordinary,
// and so is what reads as Vietnamese as it stands, or as nothing else: French, German, signs such
// as © and «».
LegacyReading read_legacy(std::string_view text);
// With the encoding known.
LegacyReading read_legacy(std::string_view text, LegacyEncoding encoding);

// What speaks for a text being in an encoding that somebody named, or whose font it is set in, and
// what for its being Unicode all the same. By words: one that is a Vietnamese syllable one way only
// tells.
enum class LegacyEvidence {
  none,     // no letter of the encoding, or signs alone ("«", "5×10"): nothing to convert
  unicode,  // it reads as it stands
  legacy,   // it reads in the encoding
  mixed,    // some words read the one way, some the other
  either,   // it reads both ways ("tháng", which is "thỏng" in TCVN3), or neither way
};
LegacyEvidence legacy_evidence(std::string_view text, LegacyEncoding encoding);

// The text in Unicode, as far as it is known to be in the encoding; of a mixed one the words that
// read there only.
struct LegacyConversion {
  std::string text;
  std::string left;  // of a mixed text: the first word that might be either and stays; "" when none
  std::string
      damaged;  // the first word that has lost letters: "Kh¬ng", once "Kh­¬ng"; "" when none
};
LegacyConversion convert_legacy(std::string_view text,
                                LegacyEncoding encoding,
                                LegacyEvidence evidence);

// Whether the text (UTF-8) may hold anything else than ordinary text: a cheap scan, which no
// Vietnamese text of NFC and its usual signs makes true.
bool may_be_legacy(std::string_view text);

// Whether a word without marks of punctuation can be a Vietnamese syllable, in any case of letters.
bool is_vietnamese_syllable(std::string_view word);

}  // namespace thethuc::base
