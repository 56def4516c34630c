// Nothing in a filled document is hard-wired: each figure and each text of the data shows wherever
// it must, and nothing else changes with it.

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "base/text.h"
#include "data/decimal.h"
#include "data/value.h"
#include "library/library.h"
#include "library/profile.h"
#include "media/picture_folder.h"
#include "render/render.h"
#include "sample_data.h"
#include "support/docx_fixture.h"
#include "support/notation.h"

using namespace thethuc;
using test::Fresh;
using test::Replacements;

namespace {

constexpr char const* kSonPhu = "samples/bao-cao/son-phu-quy-3-2021.json";
constexpr char const* kDraft = "samples/bao-cao/du-thao-hai-phu-luc.json";

// Paragraphs and cells, one after another.
std::vector<std::string> pieces(std::string const& notation) {
  std::vector<std::string> out{""};
  for (char c : notation) {
    if (c == '\n' || c == '|') {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

// The lines of names part where they fit, so where a value has a break tells nothing.
std::string unbroken(std::string text) {
  return test::replace_all(std::move(text), "↵", " ");
}

// What a document holds, as a reader and as a program sees it.
struct Shown {
  std::string xml;                  // of the main part
  std::vector<std::string> pieces;  // of its text
  std::vector<std::string> others;  // all other parts as they are
  std::vector<std::string> names;   // of these
};

// A frame's width, which goes by its text, is made of indents.
std::string without_indents(std::string xml) {
  for (std::size_t at = xml.find("<w:ind "); at != std::string::npos;
       at = xml.find("<w:ind ", at)) {
    xml.erase(at, xml.find("/>", at) + 2 - at);
  }
  return xml;
}

class Filler {
 public:
  explicit Filler(std::string const& id,
                  std::optional<library::ProfileRequest> const& profile = std::nullopt) {
    base::Diagnostics diagnostics;
    auto source =
        library::open_template(id, std::filesystem::path{"templates"}, diagnostics, {}, profile);
    INFO(diagnostics.to_text(base::Language::en));
    REQUIRE(source);
    compile::Result result =
        compile::compile(std::move(source->package), source->partials, source->options);
    INFO(result.diagnostics.to_text(base::Language::en));
    REQUIRE(result.compiled);
    compiled_ = result.compiled;
  }

  // Pictures are read from the folder of `file` from now on.
  void read_pictures_beside(std::filesystem::path const& file) {
    pictures_.emplace(file.parent_path());
  }

  // The document, or nothing and `mistakes`.
  std::string docx(std::string const& json, std::string& mistakes) {
    base::Diagnostics diagnostics;
    data::Document data;
    std::string out;
    render::Options options;
    options.picture_folder = pictures_ ? &*pictures_ : nullptr;
    if (data.parse(json, "", {}, diagnostics)) {
      diagnostics.add(render::render(*compiled_, data, options, scratch_, out));
    }
    mistakes = diagnostics.has_errors() ? diagnostics.to_text(base::Language::en) : "";
    return out;
  }

  Shown shown(std::string const& json) {
    std::string mistakes;
    std::string const filled = docx(json, mistakes);
    INFO(mistakes);
    REQUIRE(mistakes.empty());
    return look_at(filled);
  }

  static Shown look_at(std::string const& docx) {
    Shown out;
    for (std::string const& name : test::entry_names(docx)) {
      if (name != "word/document.xml") {
        out.others.push_back(without_indents(test::part_of(docx, name)));
        out.names.push_back(name);
      }
    }
    out.xml = test::part_of(docx, "word/document.xml");
    out.pieces = pieces(test::notation_of(out.xml));
    return out;
  }

 private:
  std::shared_ptr<compile::CompiledTemplate const> compiled_;
  std::optional<media::PictureFolder> pictures_;
  render::Scratch scratch_;
};

// A sample, and how it looks filled.
struct Report {
  Filler filler;
  data::Document data;
  Shown before;

  explicit Report(test::Sample const& sample)
      : filler(sample.template_id, test::profile_of(sample)) {
    std::string const json = test::read_file(sample.file);
    base::Diagnostics diagnostics;
    REQUIRE(data.parse(json, "", {}, diagnostics));
    filler.read_pictures_beside(sample.file);
    before = filler.shown(json);
  }

  std::string json_with(Replacements const& replacements) const {
    return test::to_json(data.root(), replacements);
  }

  // Puts the first fresh value that the template's schema takes in the place of `leaf`, and of
  // `partner` when there is one.
  std::optional<Fresh> try_vary(data::Value leaf, data::Value partner, int serial, Shown& after) {
    std::string mistakes;
    for (Fresh const& fresh : test::fresh_values(leaf, serial)) {
      Replacements replacements{{leaf.node(), fresh.json}};
      if (partner.node() != nullptr) {
        replacements[partner.node()] = fresh.json;
      }
      std::string const docx = filler.docx(json_with(replacements), mistakes);
      if (mistakes.empty()) {
        after = Filler::look_at(docx);
        return fresh;
      }
    }
    return std::nullopt;
  }

  // Some value that the schema takes. The code of an indicator is one of those that its row lists,
  // so where it may not change alone, `partner` changes with it.
  Fresh vary(data::Value leaf, data::Value partner, int serial, Shown& after) {
    for (data::Value const with : {data::Value{}, partner}) {
      if (auto const fresh = try_vary(leaf, with, serial, after)) {
        return *fresh;
      }
    }
    FAIL("fresh_values() knows no value that the schema takes here");
    return {};
  }

  // Whether `after` is `before` with `fresh` where `old` was, printed in the same way.
  static bool is_only_change(std::string const& before,
                             std::string const& after,
                             Fresh const& fresh,
                             std::string_view old) {
    std::vector<std::string> const now = test::printed_forms(fresh.text);
    std::vector<std::string> const then = test::printed_forms(old);
    // Two forms of the fresh value may look alike where those of the old one differ ("5" and "05"),
    // so each has its turn to be the first.
    for (std::size_t first = 0; first < now.size(); ++first) {
      std::string undone = test::replace_all(unbroken(after), now[first], then[first]);
      for (std::size_t i = 0; i < now.size(); ++i) {
        undone = test::replace_all(std::move(undone), now[i], then[i]);
      }
      if (undone == unbroken(before)) {
        return true;
      }
    }
    return false;
  }

  // Whether both are figures, and the second is larger by as much as `fresh` is than `old`: a sum
  // of the template, or one of its parts.
  static bool is_sum_change(std::string const& before,
                            std::string const& after,
                            Fresh const& fresh,
                            std::string_view old) {
    auto then = data::Decimal::parse(test::number_token(before));
    auto now = data::Decimal::parse(test::number_token(after));
    auto const was = data::Decimal::parse(old);
    auto const is = data::Decimal::parse(fresh.text);
    if (!then || !now || !was || !is) {
      return false;
    }
    then->add(*is);
    now->add(*was);
    return data::compare_numbers(then->token(), now->token()) == 0;
  }

  static bool shows(std::string const& broken, Fresh const& fresh) {
    std::string const text = unbroken(broken);
    for (std::string const& form : test::printed_forms(fresh.text)) {
      if (text.find(form) != std::string::npos) {
        return true;
      }
    }
    return false;
  }
};

// A boolean changes how something looks.
void check_boolean(Report& report, data::Value leaf) {
  std::string const other = leaf.text() == "true" ? "false" : "true";
  CHECK(report.filler.shown(report.json_with({{leaf.node(), other}})).xml != report.before.xml);
}

// A picture that is not there is told, so the one of that name is printed.
void check_picture(Report& report, data::Value leaf) {
  std::string mistakes;
  report.filler.docx(report.json_with({{leaf.node(), R"("khong-co.png")"}}), mistakes);
  CHECK(mistakes.find("khong-co.png") != std::string::npos);
}

// What stood empty is filled in; rich text, whose marks are not printed, is another.
void check_filled_in(Report& report, Shown const& after, Fresh const& fresh) {
  bool found = false;
  for (std::string const& piece : after.pieces) {
    found = found || Report::shows(piece, fresh);
  }
  CHECK(found);
  CHECK(after.xml != report.before.xml);
}

// Whether it is the name of a body that has another for the head of the page, so that the name
// itself may stand in the document's properties alone, as its author.
bool has_name_for_head(data::Document const& data, data::Value leaf) {
  std::string const pointer = data.pointer(leaf);
  constexpr std::string_view kName = "/ten";
  return pointer.ends_with(kName) &&
         data.at(pointer.substr(0, pointer.size() - kName.size()) + "/dau_trang").kind() ==
             data::Kind::string;
}

// Just that text changes, in the body and in all other parts, and it shows on some page: in the
// document's properties alone is not enough.
void check_only_change(Report& report, Shown const& after, Fresh const& fresh, data::Value leaf) {
  REQUIRE(after.pieces.size() == report.before.pieces.size());
  std::size_t differences = 0;
  std::size_t in_properties = 0;
  for (std::size_t i = 0; i < after.pieces.size(); ++i) {
    if (after.pieces[i] != report.before.pieces[i]) {
      ++differences;
      INFO(report.before.pieces[i] << "\n" << after.pieces[i]);
      CHECK((Report::is_only_change(report.before.pieces[i], after.pieces[i], fresh, leaf.text()) ||
             Report::is_sum_change(report.before.pieces[i], after.pieces[i], fresh, leaf.text())));
    }
  }
  REQUIRE(after.others.size() == report.before.others.size());
  std::string const escaped =
      test::replace_all(test::replace_all(std::string{leaf.text()}, "&", "&amp;"), "<", "&lt;");
  for (std::size_t i = 0; i < after.others.size(); ++i) {
    if (after.others[i] != report.before.others[i]) {
      ++(after.names[i].starts_with("word/") ? differences : in_properties);
      INFO(report.before.others[i] << "\n" << after.others[i]);
      CHECK(Report::is_only_change(report.before.others[i], after.others[i], fresh, escaped));
    }
  }
  if (differences == 0 && has_name_for_head(report.data, leaf)) {
    CHECK(in_properties > 0);
  } else {
    CHECK(differences > 0);
  }
}

std::vector<Fresh> vary_each_leaf(Report& report, std::vector<data::Value> const& leaves) {
  std::vector<Fresh> out(leaves.size());
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    data::Value const leaf = leaves[i];
    INFO(report.data.pointer(leaf));
    if (leaf.key().starts_with('$')) {
      continue;  // how to render, which is not printed
    }
    if (leaf.kind() == data::Kind::boolean) {
      check_boolean(report, leaf);
      continue;
    }
    if (test::is_picture(leaf)) {
      check_picture(report, leaf);
      continue;
    }
    // Partners get the same value: that of the first of them.
    std::size_t const partner = test::code_partner(report.data.root(), leaves, i);
    Shown after;
    out[i] = report.vary(leaf,
                         partner < leaves.size() ? leaves[partner] : data::Value{},
                         static_cast<int>(std::min(i, partner)),
                         after);
    if (out[i].listed) {
      CHECK(after.xml != report.before.xml);  // one of a few words, which may stand elsewhere, too
    } else if (leaf.text().empty() || test::is_rich(leaf)) {
      check_filled_in(report, after, out[i]);
    } else {
      check_only_change(report, after, out[i], leaf);
    }
  }
  return out;
}

bool is_counter(std::string_view text) {
  return text.find('.') != std::string_view::npos &&
         text.find_first_not_of("0123456789.") == std::string_view::npos;
}

// Whether the template itself may print the same: a mark or a single digit, a counter such as
// "1.1." or "a)", and what a table's header says ("Đơn vị tính", "Chỉ tiêu thống kê", "Mục tiêu
// năm").
bool may_be_the_templates_own(data::Value leaf) {
  std::string_view const text = leaf.text();
  bool const counter = leaf.kind() == data::Kind::string && is_counter(text);
  bool const letter = text.size() == 2 && text[1] == ')';
  bool const mark = text.find_first_not_of(".,;:()%-/ ") == std::string_view::npos;
  bool const roman = text.find_first_not_of("IVXLC") == std::string_view::npos;
  return text.size() < 2 || mark || counter || letter || roman || text == "Đơn vị" ||
         text == "Chỉ tiêu" || text == "Mục tiêu";
}

Replacements all_replaced(std::vector<data::Value> const& leaves, std::vector<Fresh> const& fresh) {
  Replacements out;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    if (!fresh[i].json.empty()) {
      out.emplace(leaves[i].node(), fresh[i].json);
    }
  }
  return out;
}

// With every value another, nothing of the sample is left: no place of the template holds a copy of
// one.
void check_nothing_left(Report& report,
                        std::vector<data::Value> const& leaves,
                        std::vector<Fresh> const& fresh) {
  Replacements replaced = all_replaced(leaves, fresh);
  for (data::Value const blocks : test::blocks_of(report.data.root())) {
    replaced.emplace(blocks.node(), R"([{"paragraph": "Zq"}])");
  }
  Shown const after = report.filler.shown(report.json_with(replaced));
  std::string text;
  for (std::string const& piece : after.pieces) {
    text += base::to_upper(unbroken(piece)) + "\n";
  }
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    if (fresh[i].json.empty() || fresh[i].listed || leaves[i].key().starts_with('$') ||
        may_be_the_templates_own(leaves[i])) {
      continue;
    }
    INFO(report.data.pointer(leaves[i]));
    std::string left;
    for (std::string const& form : test::printed_forms(leaves[i].text())) {
      // A number with decimals is printed with a comma; with a point it is a row's "1.5".
      bool const is_row =
          leaves[i].kind() == data::Kind::number && form == leaves[i].text() && is_counter(form);
      left = !is_row && test::has_word(text, base::to_upper(form)) ? form : left;
    }
    CHECK(left == "");
  }
}

// Lists are as long as the data has them: a last item once more, with values of its own, shows too.
void check_lists_grow(Report& report,
                      std::vector<data::Value> const& leaves,
                      std::vector<Fresh> const& fresh) {
  Replacements const replaced = all_replaced(leaves, fresh);
  for (data::Value const list : test::lists_of(report.data.root())) {
    INFO(report.data.pointer(list));
    if (list.key() == "quyen_han") {
      continue;  // of two lines of authority none is as the other: library_rules_test.cpp
    }
    data::Value const last = list.item(list.size() - 1);
    std::string json = test::to_json(list, {});
    json.back() = ',';
    json += test::to_json(last, replaced) + "]";
    Shown const after = report.filler.shown(report.json_with({{list.node(), json}}));
    std::string text;
    for (std::string const& piece : after.pieces) {
      text += piece + "\n";
    }
    for (std::string const& other : after.others) {
      text += other + "\n";
    }
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      bool const inside =
          leaves[i].node() >= last.node() && leaves[i].node() < last.node() + last.node()->span;
      if (inside && !fresh[i].json.empty()) {
        INFO(report.data.pointer(leaves[i]));
        CHECK(Report::shows(text, fresh[i]));
      }
    }
  }
}

}  // namespace

TEST_CASE("every figure and every text of every sample shows where it must, and nothing else does",
          "[samples]") {
  std::vector<test::Sample> const samples = test::all_samples();
  REQUIRE(samples.size() >= 3);
  for (test::Sample const& sample : samples) {
    DYNAMIC_SECTION(sample.file) {
      Report report{sample};
      std::vector<data::Value> const leaves = test::leaves_of(report.data.root());
      std::vector<Fresh> const fresh = vary_each_leaf(report, leaves);
      check_nothing_left(report, leaves, fresh);
      check_lists_grow(report, leaves, fresh);
    }
  }
}

TEST_CASE("what a value changes, word by word", "[samples]") {
  struct Case {
    char const* sample;
    std::vector<std::string> path;  // keys, and of lists the first item
    char const* json;
    std::vector<std::string> expect;  // the pieces that are not as before, in order
  };
  std::string const appendix = "(Kèm theo Báo cáo số ";
  std::string const son_phu = "của Ủy ban nhân dân xã Sơn Phú)";
  std::string const draft = "của Sở Kế hoạch và Đầu tư)";
  // clang-format off
  std::vector<Case> const cases{
      {kSonPhu, {"so"}, "7", {"Số: 07/BC-UBND", appendix + "07/BC-UBND ngày 14 tháng 9 năm 2021 " + son_phu}},
      {kSonPhu, {"so"}, "null", {"Số:         /BC-UBND", appendix + "        /BC-UBND ngày 14 tháng 9 năm 2021 " + son_phu}},
      {kSonPhu, {"ky_hieu"}, R"("BC-ĐKTT")", {"Số: 52/BC-ĐKTT", appendix + "52/BC-ĐKTT ngày 14 tháng 9 năm 2021 " + son_phu}},
      {kSonPhu, {"ngay"}, R"("2022-02-03")", {"Sơn Phú, ngày 03 tháng 02 năm 2022", appendix + "52/BC-UBND ngày 03 tháng 02 năm 2022 " + son_phu}},
      {kSonPhu, {"dia_danh"}, R"("Hà Tĩnh")", {"Hà Tĩnh, ngày 14 tháng 9 năm 2021"}},
      {kSonPhu, {"co_quan", "ten"}, R"("Hội đồng A")", {appendix + "52/BC-UBND ngày 14 tháng 9 năm 2021 của Hội đồng A)"}},
      {kSonPhu, {"co_quan", "dau_trang"}, R"("Hội đồng\nA")", {"HỘI ĐỒNG↵A⏎"}},
      {kSonPhu, {"trich_yeu"}, R"("Về việc ấy")", {"Về việc ấy"}},
      {kSonPhu, {"ket_luan"}, R"("Đó là tất cả")", {"Đó là tất cả./."}},
      {kSonPhu, {"noi_nhan", ""}, R"("Như trên")", {"Nơi nhận:⏎- Như trên;⏎- Lưu: VT, VP-UBND."}},
      {kSonPhu, {"luu"}, R"("TP")", {"Nơi nhận:⏎- Phòng Nội vụ huyện;⏎- Lưu: VT, TP."}},
      {kSonPhu, {"ky", "quyen_han", ""}, R"("TUQ. CHỦ TỊCH")", {"TUQ. CHỦ TỊCH⏎CHỦ TỊCH⏎⏎Nguyễn Quang Tỏa"}},
      {kSonPhu, {"ky", "chuc_vu"}, R"("Phó Chủ tịch")", {"TM. ỦY BAN NHÂN DÂN⏎PHÓ CHỦ TỊCH⏎⏎Nguyễn Quang Tỏa"}},
      {kSonPhu, {"ky", "ho_ten"}, R"("Lê Thị B")", {"TM. ỦY BAN NHÂN DÂN⏎CHỦ TỊCH⏎⏎Lê Thị B"}},
      {kSonPhu, {"muc", "", "ten"}, R"("Tình hình")", {"I. TÌNH HÌNH"}},
      {kDraft, {"thang_ban_hanh"}, R"("2024-12")",
       {"Điện Biên, ngày … tháng 12 năm 2024",
        appendix + "        /BC-SKHĐT ngày … tháng 12 năm 2024 " + draft,
        appendix + "        /BC-SKHĐT ngày … tháng 12 năm 2024 " + draft}},
      {kDraft, {"kinh_gui", ""}, R"("Bộ Nội vụ")", {"- Bộ Nội vụ;"}},
      {kDraft, {"phu_luc", "", "tieu_de"}, R"("Bảng")", {"BẢNG"}},
  };
  // clang-format on
  for (Case const& c : cases) {
    std::string name = c.sample;
    for (std::string const& key : c.path) {
      name += "/" + key;
    }
    DYNAMIC_SECTION(name + " " + c.json) {
      Report report{{"bao-cao", c.sample}};
      data::Value value = report.data.root();
      for (std::string const& key : c.path) {
        value = key.empty() ? value.first() : value.find(key);
      }
      REQUIRE(value.kind() != data::Kind::missing);
      Shown const after = report.filler.shown(report.json_with({{value.node(), c.json}}));
      REQUIRE(after.pieces.size() == report.before.pieces.size());
      std::vector<std::string> found;
      for (std::size_t i = 0; i < after.pieces.size(); ++i) {
        if (after.pieces[i] != report.before.pieces[i]) {
          found.emplace_back(base::trim(after.pieces[i]));
        }
      }
      CHECK(found == c.expect);
    }
  }
}

TEST_CASE("an appendix of no and of three hundred rows", "[samples]") {
  Report report{{"bao-cao", kSonPhu}};
  data::Value const rows = report.data.root().find("phu_luc").first().find("dong");
  REQUIRE(rows.kind() == data::Kind::list);
  for (int count : {0, 1, 300}) {
    std::string list = "[";
    for (int i = 0; i < count; ++i) {
      list += (i ? "," : "") + std::string{R"({"ma":")"} + std::to_string(i + 1) +
              R"(.","ten":"Chỉ tiêu","don_vi":"Văn bản","so_lieu":)" + std::to_string(i) + "}";
    }
    Shown const after = report.filler.shown(report.json_with({{rows.node(), list + "]"}}));
    std::size_t found = 0;
    for (std::string const& piece : after.pieces) {
      found += base::trim(piece) == "Chỉ tiêu" ? 1U : 0U;
      CHECK(piece.find("{{") == std::string::npos);
    }
    CHECK(found == static_cast<std::size_t>(count));
  }
}

TEST_CASE("the document's properties tell what it is", "[samples]") {
  Filler filler{"bao-cao"};
  std::string mistakes;
  std::string const docx = filler.docx(test::read_file(kSonPhu), mistakes);
  REQUIRE(mistakes.empty());
  std::string const core = test::part_of(docx, "docProps/core.xml");
  CHECK(core.find(
            "<dc:title>Báo cáo: Tình hình thực hiện công tác Cải cách hành chính trong quý III, "
            "phương hướng nhiệm vụ quý IV năm 2021</dc:title>") != std::string::npos);
  CHECK(core.find("<dc:subject>Số 52/BC-UBND</dc:subject>") != std::string::npos);
  CHECK(core.find("<dc:creator>Ủy ban nhân dân xã Sơn Phú</dc:creator>") != std::string::npos);
}
