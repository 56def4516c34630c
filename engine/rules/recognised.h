#pragma once

// What was recognised in a document: which line is which component. Internal to the module.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/components.h"
#include "rules/document.h"
#include "rules/profile.h"

namespace thethuc::rules {

// One visible line that somebody typed: a paragraph, or a piece of one between line breaks or, in a
// header or signature block that is made with tab stops, between tabs.
struct Line {
  std::size_t paragraph = 0;  // in Document::paragraphs
  std::size_t begin = 0;      // in Paragraph::text, bytes, white space at the ends left out
  std::size_t end = 0;
  // normal_text() of what a reader sees, behind the number of an automatic list.
  std::string text;
  std::string typed;           // likewise, as it was typed; "" where no run is set in capitals
  std::size_t label_size = 0;  // bytes of `text` that are such a number, with the space behind it
  Component component = Component::khac;
  int group = 0;          // running number of the list, appendix … that the line belongs to
  bool is_piece = false;  // does not fill its paragraph
  bool is_rule = false;   // a typed line: "_____", "-----"
  bool has_tag = false;   // of a template
  // Behind the label `text` is what the paragraph shows from `begin` to `end`, byte for byte.
  bool is_verbatim = false;
  std::string const& typed_text() const { return typed.empty() ? text : typed; }
  bool is_wild() const { return has_tag; }
};

// "Số: 52/BC-UBND".
struct NumberSymbol {
  std::string number;     // "52", or what stands there; "" in a draft
  std::string symbol;     // "BC-UBND"
  std::string type_code;  // "BC": of the type whose code the first group is, slips of case allowed
  int year = 0;           // of "78/2025/NĐ-CP"
  bool is_draft = false;  // no number yet
  bool has_long_dash = false;  // "–" for "-", which `symbol` has
  bool has_spaces = false;
  bool has_words =
      false;  // a blank that is not beside a stroke or a dash: "BC-UBND ngày 09/01/2026"
};

struct DateWords {
  std::string place, day, month, year;  // as written; "" or dots in a draft
  int d = 0, m = 0, y = 0;              // 0: not written
  bool has_comma = false;
  bool is_draft() const { return d == 0 || m == 0 || y == 0; }
  // Of four digits, as a year that documents have.
  bool has_year() const { return y >= 1900 && y < 2200; }
  // 20210914; 0 for a draft, and for what is no year.
  int number() const { return is_draft() || !has_year() ? 0 : y * 10000 + m * 100 + d; }
};

// Who signs: the lines of one column of the signature block.
struct Signer {
  std::vector<std::size_t> lines;  // all of them, in order
  std::vector<std::size_t> authorities, posts;
  std::optional<std::size_t> name;  // the last
};

// "Phụ lục I", or a document that was issued with this one.
struct Appendix {
  std::optional<std::size_t> number_line;  // lines
  std::vector<std::size_t> title;
  std::optional<std::size_t> reference_line;
  std::size_t first = 0;              // lines
  std::size_t last = 0;               // behind its last line
  bool is_attached_document = false;  // "(Kèm theo Quyết định …)" under a type name of its own
  bool is_list = false;  // of those that a decision names: "DANH SÁCH", an attached document, too
};

// What the file is, by what was recognised in it.
enum class DocumentKind : std::uint8_t {
  administrative,  // it has what only such documents have
  part,            // an appendix, or a document that was issued with another: a file of its own
  form,  // a Quốc hiệu above what is no administrative document: "ĐƠN XIN NGHỈ PHÉP"
  other  // nothing of a header
};

// A paragraph of the header or footer of the first page that is a component.
struct EdgeLine {
  Component component = Component::khac;
  std::string part;           // in Document::edges
  std::size_t paragraph = 0;  // of its paragraphs
};

struct Recognised {
  std::vector<Line> lines;  // without blank ones
  std::vector<EdgeLine> edges;
  DocumentKind kind = DocumentKind::administrative;
  std::optional<std::size_t> quoc_hieu, tieu_ngu, tieu_de_dang, so_ky_hieu, dia_danh_ngay, ten_loai,
      trich_yeu_cong_van, kinh_gui, menh_lenh, noi_nhan, noi_nhan_luu, ho_ten, ban_sao;
  std::vector<std::size_t> chu_quan, ban_hanh, trich_yeu, can_cu, kinh_gui_list, noi_nhan_list,
      quyen_han, chuc_vu;
  std::vector<Signer> signers;
  NumberSymbol number;
  DateWords date;
  DocumentType const* type = nullptr;  // of the profile; null when not known
  bool type_runs_on = false;           // the summary stands on the type's own line
  bool is_cong_van = false;
  std::size_t body_begin = 0;  // lines of the body
  std::size_t body_end = 0;
  std::size_t signature_end = 0;  // behind the last line of the signature block
  std::vector<Appendix> appendices;
  Setting header = Setting::flow;  // how the header is made
  bool header_by_tabs = false;

  std::string issuing_body(std::string_view between = " ") const;
};

Recognised recognise(Document const& document, Profile const& profile);

// --- pieces of it, a source each
std::vector<Line> read_lines(Document const& document);
// Notices at the edges of the first page: secrecy, urgency, circulation, signing details.
void recognise_notices(Document const& document, Recognised& r);
void recognise_header(Document const& document, Profile const& profile, Recognised& r);
void recognise_title(Document const& document, Profile const& profile, Recognised& r);
void recognise_signature(Document const& document, Recognised& r);
// The body's address, behind the signature block or in the footer of the first page.
void recognise_address(Document const& document, Recognised& r);
void recognise_body(Document const& document, Profile const& profile, Recognised& r);
void recognise_appendices(Document const& document, Profile const& profile, Recognised& r);
DocumentKind kind_of(Recognised const& r);

NumberSymbol read_number(std::string_view text, Profile const& profile);
// Of "Hà Nội, ngày 05 tháng 01 năm 2020"; nullopt for what is no such line.
std::optional<DateWords> read_date(std::string_view text);
bool is_number_line(std::string_view text);
// The first line of the State's header or of the Party's, slips of letters included.
bool is_national_name(std::string_view text);
// Whether a line where the number should stand is meant to be one, though it cannot be read: "Số:
// xx/BC", "No: 05/BC-UBND", "05/BC-UBND".
bool is_spoilt_number_line(std::string_view text);
// "(Kèm theo Quyết định số …)".
bool is_reference_line(std::string_view text);

// The type that a line in capitals begins with: "BÁO CÁO KẾT QUẢ NĂM 2023"; null for none.
DocumentType const* type_at_start(Profile const& profile, std::string_view text);
// The type whose printed name the text is, slips of case and diacritics allowed; null for none.
DocumentType const* type_of_name(Profile const& profile, std::string_view text);
DocumentType const* type_of_code(Profile const& profile, std::string_view code);
DocumentType const* type_of_id(Profile const& profile, std::string_view id);

// Whether most of what is seen of a line is bold; of its letters.
bool is_mostly_bold(Document const& document, Line const& line);
bool is_centred(Document const& document, Line const& line);

}  // namespace thethuc::rules
