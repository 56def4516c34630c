#include "rich/runs_read.h"

#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "base/link.h"

namespace thethuc::rich {

namespace {

using data::Kind;

constexpr Expected kRuns{"chữ, số hoặc danh sách", "text, a number or a list"};
constexpr Expected kRun{"chữ, số hoặc đối tượng", "text, a number or an object"};

// Word's largest page is 22 inches.
constexpr double kMostMillimetres = 558;

constexpr std::array<Choice<Position>, 2> kPositions{{
    {"superscript", Position::superscript},
    {"subscript", Position::subscript},
}};

constexpr std::array<std::string_view, 6> kTextKeys = {
    "text", "bold", "italic", "underline", "position", "link"};
constexpr std::array<std::string_view, 1> kBreakKeys = {"break"};
constexpr std::array<std::string_view, 1> kNoteKeys = {"note"};
constexpr std::array<std::string_view, 4> kPictureKeys = {
    "picture", "width_mm", "height_mm", "alt"};
// What a run may be; within a note only the first two.
constexpr std::array<std::string_view, 4> kKinds = {"text", "break", "note", "picture"};
constexpr std::size_t kKindsInNote = 2;

bool is_plain(data::Value value) {
  return value.kind() == Kind::string || value.kind() == Kind::number;
}

class RunReader {
 public:
  RunReader(bool in_note, base::Diagnostics& out) : in_note_(in_note), out_(out) {}

  std::vector<Inline> read(data::Value value, std::string_view key, Origin const& origin) {
    if (is_plain(value)) {
      put_text(value.text());
    } else if (value.kind() == Kind::list) {
      data::Value item = value.first();
      for (std::size_t i = 0; i < value.size(); ++i, item = item.next()) {
        Origin const at = origin.member(std::to_string(i));
        if (is_plain(item)) {
          put_text(item.text());
        } else if (item.kind() == Kind::object) {
          run(Fields{item, at, out_});
        } else {
          report_wrong_type(key, kRun, item, at, out_);
        }
      }
    } else {
      report_wrong_type(key, kRuns, value, origin, out_);
    }
    return std::move(inlines_);
  }

 private:
  void put_text(std::string_view text) {
    Inline part;
    part.text = text;
    inlines_.push_back(std::move(part));
  }

  void run(Fields const& fields) {
    if (in_note_ && fields.has("note")) {
      out_.add(fields.at("note").diagnose(base::Id::rich_note_in_note, {{"found", "\"note\""}}));
      return;
    }
    std::string_view const kind =
        fields.kind(std::span{kKinds}.first(in_note_ ? kKindsInNote : kKinds.size()));
    if (kind == "text") {
      text(fields);
    } else if (kind == "break") {
      fields.allow(kBreakKeys);
      if (fields.flag("break")) {
        put_text("\n");
      }
    } else if (kind == "note") {
      fields.allow(kNoteKeys);
      Inline note;
      note.kind = Inline::Kind::note;
      note.note = RunReader{true, out_}.read(fields["note"], "note", fields.at("note"));
      inlines_.push_back(std::move(note));
    } else if (kind == "picture") {
      fields.allow(kPictureKeys);
      inlines_.push_back(read_picture(fields));
    }
  }

  void text(Fields const& fields) {
    fields.allow(kTextKeys);
    Inline part;
    if (is_plain(fields["text"])) {
      part.text = fields["text"].text();
    } else {
      fields.wrong_type("text", {"chữ hoặc số", "text or a number"});
    }
    part.format.bold = fields.flag("bold");
    part.format.italic = fields.flag("italic");
    part.format.underline = fields.flag("underline");
    part.format.position =
        fields.choice<Position>("position", kPositions).value_or(Position::baseline);
    if (auto const link = fields.text("link")) {
      if (base::judge_link(*link) == base::LinkTarget::good) {
        part.url = base::to_iri(*link);
      } else {
        out_.add(fields.at("link").diagnose(base::Id::rich_link_refused,
                                            base::link_words(*link, *link)));
      }
    }
    inlines_.push_back(std::move(part));
  }

  bool in_note_;
  base::Diagnostics& out_;
  std::vector<Inline> inlines_;
};

}  // namespace

std::vector<Inline> read_runs(data::Value value,
                              std::string_view key,
                              Origin const& origin,
                              base::Diagnostics& out) {
  return RunReader{false, out}.read(value, key, origin);
}

Inline read_picture(Fields const& fields) {
  Picture picture;
  picture.source = fields.text("picture").value_or("");
  picture.width_mm = fields.length("width_mm", kMostMillimetres);
  picture.height_mm = fields.length("height_mm", kMostMillimetres);
  picture.alternative_text = fields.text("alt").value_or("");
  picture.pointer = fields.at("picture").pointer;
  Inline part;
  part.kind = Inline::Kind::picture;
  part.picture = std::move(picture);
  return part;
}

}  // namespace thethuc::rich
