// The signature block: recipients at the left; authority, post and name at the right.

#include <algorithm>
#include <string>
#include <string_view>

#include "base/text.h"
#include "rules/persons.h"
#include "rules/posts.h"
#include "rules/recognised.h"
#include "rules/words.h"

namespace thethuc::rules {
namespace {

bool is_item(std::string_view text) {
  return text.starts_with("-") || text.starts_with("–") || text.starts_with("+") ||
         text.starts_with("—") || text.starts_with("•");
}

bool is_filing(std::string_view text) {
  std::string start = folded(text, 16);
  while (!start.empty() && !base::is_ascii_letter(start.front())) {
    start.erase(0, 1);
  }
  return start.starts_with("luu") && (start.size() == 3 || !base::is_ascii_letter(start[3]));
}

// "Kt. Giám đốc": a prefix in small letters before what is surely a post or a body. `size`: of the
// prefix. "Q. Giám đốc" is how lists of people tell a post.
bool is_small_authority(std::string_view text, std::size_t size) {
  constexpr std::size_t kLongest = 60;  // letters
  std::size_t const rest = text.find_first_not_of(". /", size);
  bool const is_in_charge = folded(text.substr(0, size)) == "q.";
  if (rest == std::string_view::npos || text[size - 1] == ' ' || is_in_charge ||
      base::code_point_count(text) > kLongest || text.ends_with('.')) {
    return false;
  }
  std::string_view const whom = text.substr(rest);
  return begins_upper(whom) && (read_post(whom).kind != Post::Kind::none || names_body(whom));
}

// "TM. ỦY BAN NHÂN DÂN", "KT.GIÁM ĐỐC", "T/M BAN THƯỜNG VỤ", also wrongly written.
bool is_authority(std::string_view text) {
  std::string const start = folded(text, 8);
  for (std::string_view prefix : {"tm.",
                                  "kt.",
                                  "tl.",
                                  "tuq.",
                                  "q.",
                                  "t/m",
                                  "k/t",
                                  "t/l",
                                  "t.m",
                                  "k.t",
                                  "t.l",
                                  "t.u.q",
                                  "tm ",
                                  "kt ",
                                  "tl ",
                                  "tuq "}) {
    if (start.starts_with(prefix)) {
      return is_upper(text.substr(0, prefix.size())) || is_small_authority(text, prefix.size());
    }
  }
  return is_upper(text) && !read_spelt_authority(text).prefix.empty();
}

// Who sign minutes, and for whom parties do.
bool is_role(std::string_view text) {
  std::string const key = folded(text, 60);
  std::string const letters = letters_of(key);
  return letters == "thuky" || letters == "nguoighibienban" || letters == "chutoa" ||
         letters == "chutri" || key.starts_with("dai dien ");
}

bool is_post(std::string_view text) {
  return read_post(text).kind != Post::Kind::none || is_role(text);
}

// "PL.(300)", "NTH (5)": initials of who drafted and how many copies.
bool is_drafter(std::string_view text) {
  std::size_t const bracket = text.find('(');
  if (text.size() > 24 || bracket == std::string_view::npos || !text.ends_with(')') ||
      !base::is_ascii_digit(text[text.size() - 2])) {
    return false;
  }
  // In small letters, as they should not stand, only initials are surely meant: "mtl.(05)".
  constexpr std::size_t kInitials = 5;
  std::string_view const letters = base::trim(text.substr(0, bracket));
  bool const is_word = letters.find_first_of(" -:,") == std::string_view::npos &&
                       base::code_point_count(letters) <= kInitials && has_letter(letters);
  return is_upper(text) || is_word;
}

bool is_appendix_head(std::string_view text) {
  std::string const start = folded(text, 12);
  return start.starts_with("phu luc") && text.size() < 40;
}

class SignatureReader {
 public:
  SignatureReader(Document const& document, Recognised& r) : document_(document), r_(r) {}

  void read() {
    r_.body_end = r_.signature_end = r_.lines.size();
    find_recipients();
    if (r_.noi_nhan) {
      with_recipients();
    } else {
      without_recipients();
      if (!signer_.empty()) {
        take_list_without_word();
      }
    }
    for (std::size_t i : signer_) {
      // What a tab sets to the right does not fill its paragraph.
      r_.lines[i].is_piece = r_.lines[i].is_piece || is_behind_tab(i);
    }
    name_signers();
  }

 private:
  Paragraph const& paragraph(std::size_t line) const {
    return document_.paragraphs[r_.lines[line].paragraph];
  }

  // The first "Nơi nhận:" behind the title; attached documents may have one of their own.
  void find_recipients() {
    for (std::size_t i = r_.body_begin; i < r_.lines.size(); ++i) {
      Line const& line = r_.lines[i];
      if (line.text.size() <= 40 && letters_of(folded(line.text, 40)) == "noinhan") {
        r_.noi_nhan = i;
        return;
      }
    }
  }

  void with_recipients() {
    std::size_t const word = *r_.noi_nhan;
    Paragraph const& home = paragraph(word);
    std::size_t begin = word;
    // In a table the signer may stand in a cell before, in the flow on lines before.
    if (home.table >= 0) {
      while (begin > r_.body_begin && paragraph(begin - 1).table == home.table) {
        --begin;
      }
    }
    r_.lines[word].component = Component::noi_nhan_tu;
    std::size_t end = word + 1;
    bool const is_flow = home.table < 0;
    bool is_over = false;  // the filing line was there
    for (; end < r_.lines.size(); ++end) {
      Line& line = r_.lines[end];
      Paragraph const& here = paragraph(end);
      // A long list goes on below its beginning, in the next row or behind the table.
      bool const is_below =
          here.table == home.table
              ? here.column == home.column
              : here.table < 0 && here.setting == Setting::flow && !here.starts_page;
      bool const goes_on = is_below && !is_over && (is_item(line.text) || is_filing(line.text));
      bool const is_own = here.table == home.table || goes_on ||
                          (is_drafter(line.text) && here.table < 0) || is_name_below(end);
      bool const in_block = is_flow ? belongs_in_flow(end, is_over) : is_own;
      if (!in_block) {
        break;
      }
      if (is_drafter(line.text)) {
        // Wherever they stand, below the list or behind the table: nobody's post.
        line.component = Component::ky_hieu_nguoi_soan;
        continue;
      }
      bool const in_list =
          is_flow ? (is_item(line.text) || (!line.is_piece && !is_over)) && !is_signer_line(end)
                  : here.container == home.container || goes_on;
      if (in_list) {
        take_recipient(end, is_over);
      } else {
        signer_.push_back(end);
      }
    }
    for (std::size_t i = begin; i < word; ++i) {
      signer_.push_back(i);
    }
    std::sort(signer_.begin(), signer_.end());
    if (is_flow) {
      begin = signer_before(begin);
    }
    r_.body_end = begin;
    r_.signature_end = end;
  }

  // The name below the table of a signer who has none in it.
  bool is_name_below(std::size_t i) const {
    Paragraph const& p = paragraph(i);
    bool const has_name = std::any_of(signer_.begin(), signer_.end(), [this](std::size_t line) {
      return is_persons_name(r_.lines[line].text);
    });
    return p.table < 0 && p.setting == Setting::flow && !p.starts_page && !has_name &&
           !signer_.empty() && is_signer_line(i) && is_persons_name(r_.lines[i].text);
  }

  void take_recipient(std::size_t i, bool& is_over) {
    Line& line = r_.lines[i];
    if (is_filing(line.text)) {
      line.component = Component::noi_nhan_luu;
      r_.noi_nhan_luu = i;
      is_over = true;
    } else if (!line.is_rule) {
      line.component = Component::noi_nhan_danh_sach;
      r_.noi_nhan_list.push_back(i);
    }
  }

  // In the flow of text the block goes on as long as lines are short and of its kind.
  bool belongs_in_flow(std::size_t i, bool is_over) const {
    Line const& line = r_.lines[i];
    if (is_appendix_head(line.text) || base::code_point_count(line.text) > 200 ||
        (paragraph(i).starts_page && paragraph(i).setting == Setting::flow)) {
      return false;
    }
    if (paragraph(i).table >= 0) {
      return false;
    }
    if (is_item(line.text) || is_filing(line.text) || line.is_piece) {
      return true;
    }
    if (is_drafter(line.text)) {
      return true;
    }
    return is_signer_line(i) || (!is_over && paragraph(i).setting != Setting::flow);
  }

  // Words of the right column in the flow of text: capitals, or a name that stands apart.
  bool is_signer_line(std::size_t i) const {
    Line const& line = r_.lines[i];
    if (is_item(line.text) || is_filing(line.text)) {
      return false;
    }
    Paragraph const& p = paragraph(i);
    bool const stands_right =
        p.format.left.count > 2500 || p.format.alignment == wml::Alignment::center ||
        p.format.alignment == wml::Alignment::right || line.is_piece ||
        p.setting == Setting::text_box || p.setting == Setting::frame || is_behind_tab(i);
    return is_authority(line.text) ||
           (stands_right && base::code_point_count(line.text) <= 60 &&
            (is_upper(line.text) || is_title_case(line.text) || is_post(line.text) ||
             (is_persons_name(line.text) && is_title_case(read_name(line.text).name))));
  }

  // Whether tabs, or as many blanks, lead to the right column, and nothing stands left of it.
  bool is_behind_tab(std::size_t i) const {
    constexpr std::ptrdiff_t kManyBlanks = 12;
    if (paragraph(i).setting == Setting::table) {
      return false;
    }
    std::string_view const lead = row_lead(i);
    return lead.find('\t') != std::string_view::npos ||
           std::count(lead.begin(), lead.end(), ' ') >= kManyBlanks;
  }

  // What stands before a line in its row.
  std::string_view row_lead(std::size_t i) const {
    std::string_view lead = std::string_view{paragraph(i).text}.substr(0, r_.lines[i].begin);
    if (std::size_t const row = lead.rfind('\n'); row != std::string_view::npos) {
      lead.remove_prefix(row + 1);
    }
    return lead;
  }

  // Signers that stand above "Nơi nhận:".
  std::size_t signer_before(std::size_t begin) {
    std::size_t at = begin;
    constexpr std::size_t kMostLines = 12;  // of two who sign side by side
    while (at > r_.body_begin && begin - at < kMostLines && is_signer_line(at - 1) &&
           !r_.lines[at - 1].text.ends_with('.') && !r_.lines[at - 1].text.ends_with(':')) {
      --at;
    }
    // A lone line in the middle may be a heading of the body; a post in a table is none.
    bool const is_block =
        at < begin &&
        (is_authority(r_.lines[at].text) || begin - at >= 2 ||
         (paragraph(at).table >= 0 && is_upper(r_.lines[at].text) && is_post(r_.lines[at].text)));
    if (is_block && signer_.empty()) {
      at = first_of_signers_table(at);
      for (std::size_t i = at; i < begin; ++i) {
        signer_.push_back(i);
      }
      std::sort(signer_.begin(), signer_.end());
      return at;
    }
    return begin;
  }

  // Several may sign side by side: their table is the block from its first line on, when all of it
  // is such lines.
  std::size_t first_of_signers_table(std::size_t at) const {
    int const table = paragraph(at).table;
    std::size_t first = at;
    while (table >= 0 && first > r_.body_begin && paragraph(first - 1).table == table) {
      --first;
      if (!is_signer_line(first) && !is_note(r_.lines[first].text)) {
        return at;
      }
    }
    return first;
  }

  // Recipients whose word is missing, at the left of the signer or in lines beside: "- Như trên;",
  // "- Lưu: VT.".
  void take_list_without_word() {
    std::size_t begin = r_.body_end, end = r_.signature_end;
    while (begin > r_.body_begin && is_list_line(begin - 1)) {
      --begin;
    }
    while (end < r_.lines.size() && is_list_line(end)) {
      ++end;
    }
    // In the text a list may end with dashes of its own: only the filing line tells.
    auto const has_filing = [this](std::size_t from, std::size_t to) {
      for (; from < to; ++from) {
        if (is_filing(r_.lines[from].text)) {
          return true;
        }
      }
      return false;
    };
    r_.body_end = has_filing(begin, r_.body_end) ? begin : r_.body_end;
    r_.signature_end = has_filing(r_.signature_end, end) ? end : r_.signature_end;
    bool is_over = false;
    for (std::size_t i = r_.body_end; i < r_.signature_end; ++i) {
      Line& line = r_.lines[i];
      if (is_drafter(line.text)) {
        line.component = Component::ky_hieu_nguoi_soan;
      } else if (is_item(line.text) || is_filing(line.text)) {
        take_recipient(i, is_over);
      }
    }
  }
  bool is_list_line(std::size_t i) const {
    std::string const& text = r_.lines[i].text;
    return r_.lines[i].component == Component::khac && base::code_point_count(text) <= 120 &&
           (is_item(text) || is_filing(text) || is_drafter(text));
  }

  // A document without recipients: its last table without borders that holds an authority line, a
  // post and a name; or authority lines in the flow.
  void without_recipients() {
    constexpr std::size_t kFromEnd = 8;  // lines
    std::size_t end = r_.body_begin;
    for (; end < r_.lines.size() && !is_appendix_head(r_.lines[end].text); ++end) {
      if (is_authority(r_.lines[end].text) || is_two_signers(end)) {
        take_signers(end);
        return;
      }
    }
    // The filing line in a table, whose word is missing.
    for (std::size_t i = end; i-- > r_.body_begin && i + 2 * kFromEnd > end;) {
      if (paragraph(i).table >= 0 && is_item(r_.lines[i].text) && is_filing(r_.lines[i].text)) {
        take_signers(i);
        return;
      }
    }
    // "GIÁM ĐỐC" and a name at the very end.
    std::size_t const first = std::max(r_.body_begin, end > kFromEnd ? end - kFromEnd : 0);
    for (std::size_t i = first; i + 1 < end; ++i) {
      std::string const& name = r_.lines[i + 1].text;
      bool const is_block = is_signer_line(i) && is_upper(r_.lines[i].text) &&
                            is_signer_line(i + 1) && is_persons_name(name) && !is_upper(name) &&
                            paragraph(i).container == paragraph(i + 1).container;
      if (is_block) {
        take_signers(i);
        return;
      }
    }
  }

  // The block whose first line of a signer is `i`.
  void take_signers(std::size_t i) {
    int const table = paragraph(i).table;
    std::size_t begin = i, end = i;
    if (table >= 0) {
      while (begin > r_.body_begin && paragraph(begin - 1).table == table) {
        --begin;
      }
      while (end < r_.lines.size() && paragraph(end).table == table) {
        ++end;
      }
    } else {
      while (end < r_.lines.size() && end - begin < 12 &&
             (is_signer_line(end) || r_.lines[end].is_piece)) {
        ++end;
      }
    }
    for (std::size_t j = begin; j < end; ++j) {
      signer_.push_back(j);
    }
    r_.body_end = begin;
    r_.signature_end = end;
  }

  // "THƯ KÝ" and "CHỦ TỌA" of minutes; "ĐẠI DIỆN BÊN A" beside "ĐẠI DIỆN BÊN B".
  bool is_two_signers(std::size_t i) const {
    Line const& line = r_.lines[i];
    if (!is_upper(line.text) || !is_role(line.text)) {
      return false;
    }
    bool const is_party = folded(line.text, 12).starts_with("dai dien ");
    return !is_party || (line.is_piece && i + 1 < r_.lines.size() && is_beside(i, i + 1) &&
                         is_role(r_.lines[i + 1].text));
  }

  void name_signers() {
    // Columns one after the other: of each, authority lines first, then posts, the name last.
    std::vector<std::vector<std::size_t>> columns;
    std::vector<int> const sides = sides_by_tabs();
    for (std::size_t k = 0; k < signer_.size(); ++k) {
      std::size_t const i = signer_[k];
      auto const same = [&](std::vector<std::size_t> const& column) {
        return is_same_column(column, i, sides, k);
      };
      auto const found = std::find_if(columns.begin(), columns.end(), same);
      if (found == columns.end()) {
        columns.push_back({i});
      } else {
        found->push_back(i);
      }
    }
    for (std::vector<std::size_t> const& column : columns) {
      name_column(column);
    }
  }

  bool is_same_column(std::vector<std::size_t> const& column,
                      std::size_t i,
                      std::vector<int> const& sides,
                      std::size_t k) const {
    Paragraph const& here = paragraph(i);
    Paragraph const& other = paragraph(column.front());
    if (here.table >= 0) {
      return other.table == here.table && other.column == here.column;
    }
    if (other.table >= 0) {
      // A name below the table, of the last column that has one to sign.
      return is_persons_name(r_.lines[i].text) && !is_item(r_.lines[column.back()].text) &&
             letters_of(folded(r_.lines[column.back()].text, 40)) != "noinhan";
    }
    auto const first = std::find(signer_.begin(), signer_.end(), column.front());
    return other.container == here.container &&
           sides[static_cast<std::size_t>(first - signer_.begin())] == sides[k];
  }

  // Two who sign side by side in rows that tabs part: 0 for the left, 1 for the right one; all 0
  // where but one signs.
  std::vector<int> sides_by_tabs() const {
    std::vector<int> sides(signer_.size(), 0);
    std::size_t rows = 0;
    std::ptrdiff_t left_tabs = 0;
    for (std::size_t k = 0; k + 1 < signer_.size(); ++k) {
      if (is_beside(signer_[k], signer_[k + 1])) {
        sides[k + 1] = 1;
        left_tabs = tabs_before(signer_[k]);
        ++rows;
      }
    }
    constexpr std::size_t kLeastRows = 2;  // posts and names
    if (rows < kLeastRows) {
      return std::vector<int>(signer_.size(), 0);
    }
    for (std::size_t k = 0; k < signer_.size(); ++k) {
      bool const is_alone = (k == 0 || !is_beside(signer_[k - 1], signer_[k])) &&
                            (k + 1 == signer_.size() || !is_beside(signer_[k], signer_[k + 1]));
      if (is_alone && paragraph(signer_[k]).table < 0) {
        sides[k] = tabs_before(signer_[k]) > left_tabs ? 1 : 0;
      }
    }
    return sides;
  }
  bool is_beside(std::size_t left, std::size_t right) const {
    Line const& a = r_.lines[left];
    Line const& b = r_.lines[right];
    return a.paragraph == b.paragraph && paragraph(left).table < 0 &&
           paragraph(left).text.substr(a.end, b.begin - a.end).find('\n') == std::string::npos;
  }
  std::ptrdiff_t tabs_before(std::size_t i) const {
    std::string_view const lead = row_lead(i);
    return std::count(lead.begin(), lead.end(), '\t');
  }

  void name_column(std::vector<std::size_t> const& column) {
    Signer signer;
    signer.lines = column;
    for (std::size_t k = 0; k < column.size(); ++k) {
      Line& line = r_.lines[column[k]];
      if (line.component != Component::khac || line.is_rule) {
        continue;
      }
      if (letters_of(folded(line.text, 40)) == "noinhan") {
        line.component = Component::noi_nhan_tu;  // a template may hold it twice
        continue;
      }
      if (is_filing(line.text) || is_item(line.text)) {
        continue;
      }
      line.component = component_in(column, k);
      if (line.component == Component::quyen_han) {
        r_.quyen_han.push_back(column[k]);
        signer.authorities.push_back(column[k]);
      } else if (line.component == Component::chuc_vu) {
        r_.chuc_vu.push_back(column[k]);
        signer.posts.push_back(column[k]);
      } else if (line.component == Component::ho_ten) {
        r_.ho_ten = column[k];
        signer.name = column[k];
      }
    }
    if (signer.name || !signer.authorities.empty() || !signer.posts.empty()) {
      r_.signers.push_back(std::move(signer));
    }
  }

  // What line `k` of a signer's column is: authority lines first, then posts, the name last.
  Component component_in(std::vector<std::size_t> const& column, std::size_t k) const {
    Line const& line = r_.lines[column[k]];
    bool const is_last = k + 1 == column.size();
    bool const is_name = is_persons_name(line.text);
    if (is_authority(line.text) || !read_spelt_authority(line.text).prefix.empty()) {
      return Component::quyen_han;
    }
    if (is_note(line.text) || goes_on_with_note(column, k)) {
      return Component::chu_ky;
    }
    if (is_name && !is_upper(line.text) && is_title_case(read_name(line.text).name)) {
      return Component::ho_ten;
    }
    if (k > 0 && is_last && !(is_post(line.text) && !is_name) &&
        (!is_upper(line.text) || line.is_wild() || is_name)) {
      return Component::ho_ten;
    }
    if (k > 0 && !is_last && !is_upper(line.text) && is_name) {
      return Component::ho_ten;
    }
    return !is_last && is_other_post(column, k) ? Component::chuc_vu_khac : Component::chuc_vu;
  }

  // "dấu/chữ ký số của cơ quan, tổ chức)" below "(Chữ ký của người có thẩm quyền,".
  bool goes_on_with_note(std::vector<std::size_t> const& column, std::size_t k) const {
    if (k == 0 || r_.lines[column[k - 1]].component != Component::chu_ky) {
      return false;
    }
    std::string const& above = r_.lines[column[k - 1]].text;
    return above.find(')') == std::string::npos && r_.lines[column[k]].text.ends_with(')');
  }

  // In a council or steering committee: the post there above the signature, the signer's own post
  // below it, above the name (ND 30/2020, phu luc I, phan I, muc II, 7).
  bool is_other_post(std::vector<std::size_t> const& column, std::size_t k) const {
    bool const has_post = std::any_of(
        column.begin(), column.begin() + static_cast<std::ptrdiff_t>(k), [&](std::size_t i) {
          return r_.lines[i].component == Component::chuc_vu;
        });
    if (!has_post) {
      // The post in the council is missing when the signature's room is between authority and name.
      return k > 0 && r_.lines[column[k - 1]].component == Component::quyen_han &&
             blanks_between(column[k - 1], column[k]) >= 2 &&
             blanks_between(column[k], column[k + 1]) == 0;
    }
    if (r_.lines[column[k - 1]].component == Component::chu_ky ||
        r_.lines[column[k - 1]].component == Component::chuc_vu_khac) {
      return true;
    }
    // Room for a signature between: blank lines, or a row of its own.
    Paragraph const& here = paragraph(column[k]);
    bool const has_row = here.table >= 0 && here.row > paragraph(column[k - 1]).row + 1;
    if (has_row || blanks_between(column[k - 1], column[k]) > 0) {
      return true;
    }
    constexpr int kRoom = 600;  // twips: more than two lines
    return here.format.before.count >= kRoom;
  }

  // Blank paragraphs of the cell or flow between two lines of a column.
  std::size_t blanks_between(std::size_t above, std::size_t below) const {
    std::size_t count = 0;
    for (std::size_t i = r_.lines[above].paragraph + 1; i < r_.lines[below].paragraph; ++i) {
      Paragraph const& between = document_.paragraphs[i];
      bool const is_own = between.container == paragraph(below).container;
      count += is_own && between.is_blank() ? 1U : 0U;
    }
    return count;
  }

  // "(Ký, ghi rõ họ tên)", "[Chữ ký]", "(Đã ký)"; "(Họ và tên)" of the forms stands for the name.
  static bool is_note(std::string_view text) {
    if (is_placeholder(text)) {
      return false;
    }
    return text.starts_with('(') || text.starts_with('[') || folded(text, 8).starts_with("da ky");
  }

  Document const& document_;
  Recognised& r_;
  std::vector<std::size_t> signer_;
};

}  // namespace

void recognise_signature(Document const& document, Recognised& r) {
  SignatureReader{document, r}.read();
}

}  // namespace thethuc::rules
