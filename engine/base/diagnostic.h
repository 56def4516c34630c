#pragma once

// Diagnostics: mistakes in what people give us (a template, data, a document) are values, gathered
// and returned together. Broken surroundings (disk, memory) are exceptions: see
// environment_error.h.

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace thethuc::base {

enum class Severity { error, warning, info };

// The stable name of each kind of diagnostic, with its texts in diagnostics.def. An id never
// changes once published: programs and tests compare it; the texts may get better.
enum class Id {
#define THETHUC_DIAGNOSTIC(id, severity, en, en_hint, vi, vi_hint) id,
#include "base/diagnostics.def"
#undef THETHUC_DIAGNOSTIC
};

enum class Language { vi, en };

// Where something is, from large to small, as a person sees it in Word: nobody sees byte offsets in
// a DOCX. Zero or empty means "not known" or "does not apply"; numbers count from 1.
struct Place {
  std::string file;     // as the user named it
  std::string part;     // "/word/document.xml"; in a template folder the same part name
  std::string partial;  // the partial that holds it, when it is not the template's own text
  int text_box = 0;     // of the part, in their order; all below is within it
  int table = 0;        // outermost table of the story; row and cell within it
  int row = 0;
  int cell = 0;
  // Within its cell when `table` is set, else within its story's body-level paragraphs.
  int paragraph = 0;
  int line = 0;    // in text formats (JSON, XML source)
  int column = 0;  // in UTF-8 code points
  // The paragraph's visible text, tags included; of a long one what is around the mark: marked().
  std::string text;
  std::size_t mark_begin = 0;  // the offending range of `text`, in bytes of UTF-8; empty when equal
  std::size_t mark_end = 0;

  bool operator==(Place const&) const = default;
};

// A place that is no more than a file.
inline Place place_in_file(std::string file) {
  Place place;
  place.file = std::move(file);
  return place;
}

// `place` with a range of `text`, in bytes, marked. Of a long text only what is around the mark is
// kept: many places in it would otherwise cost as many copies of it.
Place marked(Place place, std::string_view text, std::size_t begin, std::size_t end);

struct Diagnostic {
  Id id;
  Severity severity = Severity::error;
  Place place;
  std::string tag;             // as it stands in the template: "{{#noi_nhan}}"
  std::vector<Place> related;  // the other place of a pair
  std::string data_pointer;    // JSON pointer (RFC 6901) of the value concerned; "" when none
  // Named arguments of the texts: {"name","noi_nhna"}, {"nearest","noi_nhan"} …
  std::vector<std::pair<std::string, std::string>> args;

  std::string_view arg(std::string_view name) const;  // "" when absent
};

// Makes a diagnostic of the id's own severity.
Diagnostic diagnose(Id id,
                    Place place = {},
                    std::string tag = {},
                    std::initializer_list<std::pair<std::string, std::string>> args = {});

std::string_view id_name(Id id);  // "section_not_closed"
std::optional<Id> id_from_name(std::string_view name);
Severity default_severity(Id id);
std::string_view severity_name(Severity severity);  // "error", "warning", "info"
std::vector<Id> all_ids();                          // in catalogue order

// What a message says, or an argument of it, in both languages.
struct Words {
  std::string vi;
  std::string en;
};
inline Words same(std::string text) {
  return {text, std::move(text)};
}

// The message, one line, without place: arguments filled in, and without the hint.
std::string message(Diagnostic const& d, Language language);
// An argument of diagnostics that a limit causes: the name of the limit, as the option --limit of
// the command line takes it.
inline constexpr char kLimitName[] = "limit_name";

// The remedy, "" when none is known. A hint whose arguments are missing (no nearest name) is left
// out; where a limit is the cause, the hint names the option that raises it.
std::string hint(Diagnostic const& d, Language language);
// "file: /word/document.xml: table 1, row 2, cell 1: " — place from large to small, with trailing
// ": ".
std::string place_text(Place const& place, Language language);
// A JSON pointer for people: of one with very many levels the first and the last.
std::string pointer_text(std::string_view pointer);
// One diagnostic for people: "place: message (data: /pointer)", the text with its mark, "hint: …",
// "see also: place"; several lines, no newline at the end. Whatever people gave is made printable:
// no control characters, no broken UTF-8.
std::string to_text(Diagnostic const& d, Language language);
// One diagnostic as a JSON object (no trailing newline); keys: id, severity, message, hint, place,
// tag, related, data_pointer, args. Absent things are left out. A place's mark is
// "mark":[begin,end], in code points of its text. Valid JSON whatever the strings hold: bytes that
// are no UTF-8 become U+FFFD.
std::string to_json(Diagnostic const& d, Language language);

// Gathers diagnostics: keeps at most kMostPerId of one id, then only counts. Not thread-safe: one
// per task.
class Diagnostics {
 public:
  static constexpr std::size_t kMostPerId = 100;

  void add(Diagnostic d);
  void add(Diagnostics other);  // moves the entries and the counts of `other` in, in order
  // Whether a further one of that id will only be counted: its particulars need no work then.
  bool is_full(Id id) const;
  // Keeps the first of those that say the same of the same place. A text box stands in a document
  // twice, and its mistakes with it.
  void drop_repeats();
  // Lets `change` set another place: what was made of several files is told as theirs.
  void relocate(std::function<void(Diagnostic&)> const& change);
  bool has_errors() const { return errors_ > 0; }
  bool empty() const { return entries_.empty(); }
  std::size_t error_count() const { return errors_; }  // all, those not kept too
  std::vector<Diagnostic> const& entries() const { return entries_; }
  // How many of each id were counted but not kept.
  std::map<Id, std::size_t> const& omitted() const { return omitted_; }

  // All entries by to_text, a line each for what was omitted.
  std::string to_text(Language language) const;
  // {"diagnostics":[…],"omitted":{"id":n}}
  std::string to_json(Language language) const;

 private:
  std::vector<Diagnostic> entries_;
  std::map<Id, std::size_t> counts_;
  std::map<Id, std::size_t> omitted_;
  std::size_t errors_ = 0;
};

// The name of `candidates` that is nearest to `name` by edit distance (over code points, after
// folding case and diacritics), when it is near enough to be a likely slip; nullopt otherwise.
std::optional<std::string> nearest_name(std::string_view name,
                                        std::vector<std::string> const& candidates);

}  // namespace thethuc::base
