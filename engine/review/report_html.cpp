// The HTML report: everything a reader sees is in the page itself, in both languages.

#include <algorithm>
#include <iterator>
#include <string_view>

#include <fmt/format.h>
#include <nettle/base64.h>

#include "base/sha256.h"
#include "opc/xml.h"
#include "review/report.h"
#include "review/report_assets.h"
#include "review/report_words.h"

namespace thethuc::review {

namespace {

using base::Language;
using base::Words;

// Entries with more changed pages show these; the list of changes names them all.
constexpr std::size_t kMostPages = 40;

std::string base64(std::string_view bytes) {
  std::string out(BASE64_ENCODE_RAW_LENGTH(bytes.size()), '\0');
  ::base64_encode_raw(
      out.data(), bytes.size(), reinterpret_cast<std::uint8_t const*>(bytes.data()));
  return out;
}

// As Content-Security-Policy writes the hash of a text.
std::string hash_source(std::string_view text) {
  base::Sha256::Digest const digest = base::sha256(text);
  return "'sha256-" + base64({reinterpret_cast<char const*>(digest.data()), digest.size()}) + "'";
}

std::string escaped(std::string_view text) {
  std::string out;
  opc::append_attribute_escaped(out, text);
  return out;
}

// A phrase in both languages, of which the page shows one.
std::string both(Words const& words) {
  if (words.vi == words.en) {
    return escaped(words.vi);
  }
  return fmt::format(R"(<span lang="vi">{}</span><span lang="en">{}</span>)",
                     escaped(words.vi),
                     escaped(words.en));
}

char const* mark_class(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::moved:
    case ChangeKind::rewrapped:
    case ChangeKind::line_pitch:
      return "quiet";  // seen when the change is chosen; there may be one on each line
    default:
      return "loud";
  }
}

class Html {
 public:
  Html(Report const& report, Language language) : report_(report), language_(language) {}

  std::string write() {
    head();
    summary();
    for (std::size_t i = 0; i < report_.entries.size(); ++i) {
      if (report_.entries[i].outcome == Outcome::changed ||
          report_.entries[i].outcome == Outcome::failed) {
        entry(i);
      }
    }
    put("</main>\n<script>{}</script>\n</body>\n</html>\n", report_script());
    return std::move(out_);
  }

 private:
  template <class... Arguments>
  void put(fmt::format_string<Arguments...> form, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(out_), form, std::forward<Arguments>(arguments)...);
  }

  void head() {
    bool const vi = language_ == Language::vi;
    std::string const title = fmt::format(
        "{}: {} → {}", vi ? "So sánh trình bày" : "Layout diff", report_.from, report_.to);
    put("<!DOCTYPE html>\n<html lang=\"{0}\" data-lang=\"{0}\" data-mode=\"side\">\n<head>\n<meta "
        "charset=\"utf-8\">\n",
        vi ? "vi" : "en");
    put("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n", report_policy());
    put("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
        escaped(title),
        report_style());
    put("<header class=\"top\"><div><h1>{}</h1><p class=\"sides\"><span class=\"old\">{}</span> "
        "<span "
        "class=\"arrow\">→</span> <span class=\"new\">{}</span></p></div>\n",
        both({"So sánh trình bày", "Layout diff"}),
        escaped(report_.from),
        escaped(report_.to));
    put("<div class=\"tools\" role=\"toolbar\"><div class=\"modes\">"
        "<button data-mode=\"side\" aria-pressed=\"true\">{} <kbd>1</kbd></button>"
        "<button data-mode=\"overlay\" aria-pressed=\"false\">{} <kbd>2</kbd></button>"
        "<button data-mode=\"slider\" aria-pressed=\"false\">{} <kbd>3</kbd></button></div>",
        both({"Cạnh nhau", "Side by side"}),
        both({"Chồng lên", "Overlay"}),
        both({"Thanh trượt", "Slider"}));
    put("<button class=\"language\" lang=\"vi\" data-to=\"en\">English <kbd>L</kbd></button>"
        "<button class=\"language\" lang=\"en\" data-to=\"vi\">Tiếng Việt "
        "<kbd>L</kbd></button></div></header>\n<main>\n");
  }

  void card(std::size_t number, Words const& what, char const* kind) {
    if (number > 0 || std::string_view{kind} != "bad") {
      put("<div class=\"card {}\"><b>{}</b> {}</div>", kind, number, both(what));
    }
  }

  void summary() {
    std::size_t pages = 0;
    for (Entry const& one : report_.entries) {
      pages += one.pages.size();
    }
    put("<section class=\"summary\" aria-labelledby=\"tom-tat\"><h2 id=\"tom-tat\">{}</h2>\n<p "
        "class=\"lead\">{}</p>\n<div class=\"cards\">",
        both({"Tóm tắt", "Summary"}),
        both(capital(summary_words(report_))));
    auto const counted = [](std::size_t count, char const* vi, char const* en, char const* rest) {
      return Words{vi, fmt::format("{}{} {}", en, plural(count), rest)};
    };
    std::size_t const changed = report_.count(Outcome::changed);
    std::size_t const same = report_.count(Outcome::same);
    card(changed, counted(changed, "văn bản thay đổi", "document", "changed"), "changed");
    card(pages, counted(pages, "trang thay đổi", "page", "changed"), "changed");
    card(same, counted(same, "văn bản không đổi", "document", "the same"), "same");
    card(report_.count(Outcome::without_samples),
         {"không có dữ liệu mẫu, không so sánh", "not compared: no samples"},
         "bad");
    card(report_.count(Outcome::failed), {"không so sánh được", "not compared"}, "bad");
    put("</div>\n");
    common();
    table();
    put("<p class=\"keys\">{}</p></section>\n",
        both(
            {"Phím: 1, 2, 3 đổi cách xem; J, K tới, lui một trang; ← → kéo thanh trượt; L đổi ngôn "
             "ngữ. Chọn một thay đổi để thấy nó trên trang.",
             "Keys: 1, 2, 3 change the view; J, K go a page on, back; ← → move the slider; L "
             "changes "
             "the language. Choose a change to see it on the page."}));
  }

  static Words capital(Words words) {
    // Numbers and ASCII letters begin these phrases, or "không", "hai".
    for (std::string* text : {&words.vi, &words.en}) {
      if (!text->empty() && (*text)[0] >= 'a' && (*text)[0] <= 'z') {
        (*text)[0] = static_cast<char>((*text)[0] - 'a' + 'A');
      }
    }
    return words;
  }

  void common() {
    std::vector<CommonChange> const list = common_changes(report_);
    if (list.empty()) {
      return;
    }
    put("<h3>{}</h3>\n<ul class=\"common\">\n", both({"Thay đổi chung", "In common"}));
    for (CommonChange const& one : list) {
      put("<li><span class=\"kind\">{}</span><span>{}</span><span class=\"count\">{}</span></li>\n",
          both(kind_name(one.change.kind)),
          both(one.change.headline()),
          both(common_words(one)));
    }
    put("</ul>\n");
  }

  void table() {
    put("<h3>{}</h3>\n<table><thead><tr><th>{}</th><th>{}</th><th>{}</th></tr></thead><tbody>\n",
        both({"Văn bản", "Documents"}),
        both({"Văn bản", "Document"}),
        both({"Trang", "Pages"}),
        both({"Thay đổi", "Changes"}));
    std::string same;
    std::size_t count = 0;
    for (std::size_t i = 0; i < report_.entries.size(); ++i) {
      Entry const& one = report_.entries[i];
      std::string const name = escaped(entry_name(report_, one));
      if (one.outcome == Outcome::same) {
        same += fmt::format("{}<span>{}</span>", same.empty() ? "" : " ", name);
        ++count;
        continue;
      }
      bool const has_section = one.outcome == Outcome::changed || one.outcome == Outcome::failed;
      put("<tr class=\"{}\"><td>{}</td><td>{}</td><td>{}</td></tr>\n",
          one.outcome == Outcome::failed ? "bad" : "",
          has_section ? fmt::format("<a href=\"#e{}\">{}</a>", i, name) : name,
          both(outcome_words(one)),
          one.changes.empty() ? std::string{} : in_short(one));
    }
    put("</tbody></table>\n");
    if (count > 0) {
      put("<details class=\"unchanged\"><summary>{}</summary><p>{}</p></details>\n",
          both({fmt::format("{} văn bản không đổi", count),
                fmt::format("{} document{} the same", count, plural(count))}),
          same);
    }
  }

  std::string in_short(Entry const& one) const {
    std::string out = both(one.changes.front().headline());
    if (one.changes.size() > 1) {
      std::size_t const more = one.changes.size() - 1;
      out += " <span class=\"more\">" +
             both({fmt::format("và {} thay đổi nữa", more), fmt::format("and {} more", more)}) +
             "</span>";
    }
    return out;
  }

  void entry(std::size_t index) {
    Entry const& one = report_.entries[index];
    put("<section class=\"entry\" id=\"e{}\"><header><h2>{}</h2><p>{}</p></header>\n",
        index,
        escaped(entry_name(report_, one)),
        both(outcome_words(one)));
    if (one.own_data) {
      put("<p class=\"note\">{}</p>\n",
          both({"Mẫu cũ không nhận dữ liệu mới, nên được điền dữ liệu cũ của nó: chữ khác đi có "
                "thể do dữ liệu.",
                "The old template refuses the new data, so it is filled with its own old data: "
                "changed words may come of it."}));
    }
    if (!one.diagnostics.empty()) {
      put("<pre class=\"errors\" lang=\"vi\">{}</pre><pre class=\"errors\" lang=\"en\">{}</pre>\n",
          escaped_text(one.diagnostics.to_text(Language::vi)),
          escaped_text(one.diagnostics.to_text(Language::en)));
    }
    if (one.outcome == Outcome::changed) {
      put("<div class=\"body\">\n");
      changes(one);
      pages(one);
      put("</div>\n");
    }
    put("</section>\n");
  }

  static std::string escaped_text(std::string_view text) {
    std::string out;
    opc::append_escaped(out, text);
    return out;
  }

  void changes(Entry const& one) {
    put("<ol class=\"changes\">\n");
    for (std::size_t i = 0; i < one.changes.size(); ++i) {
      Change const& change = one.changes[i];
      int const page = first_page(change);
      put("<li><button data-change=\"{}\" data-page=\"{}\" aria-pressed=\"false\"{}><span "
          "class=\"kind "
          "{}\">{}</span><span class=\"what\">{}</span>",
          i,
          page,
          page == 0 ? " disabled" : "",
          mark_class(change.kind),
          both(kind_name(change.kind)),
          both(change.message()));
      bool const quotes = !change.quote.empty() && change.component != rules::Component::khac &&
                          change.component != rules::Component::page &&
                          change.kind != ChangeKind::page_break;
      if (quotes) {
        put("<q>{}</q>", escaped(change.quote));
      }
      put("</button></li>\n");
    }
    put("</ol>\n");
  }

  static int first_page(Change const& change) {
    std::vector<Mark> const& marks = change.new_marks.empty() ? change.old_marks : change.new_marks;
    return marks.empty() ? 0 : marks.front().page;
  }

  void pages(Entry const& one) {
    put("<div class=\"pages\">\n");
    for (std::size_t i = 0; i < std::min(one.pages.size(), kMostPages); ++i) {
      page(one, one.pages[i]);
    }
    if (one.pages.size() > kMostPages) {
      std::size_t const more = one.pages.size() - kMostPages;
      put("<p class=\"note\">{}</p>\n",
          both({fmt::format("Còn {} trang thay đổi nữa không hiện ở đây.", more),
                fmt::format("{} more changed pages are not shown here.", more)}));
    }
    put("</div>\n");
  }

  void page(Entry const& one, PageReport const& page) {
    Words const share = share_text(page.changed, 1);
    put("<article class=\"page\" data-page=\"{}\" tabindex=\"-1\"><h3>{} "
        "<small>{}</small></h3>\n<div class=\"pair\">\n",
        page.page,
        both({fmt::format("Trang {}", page.page), fmt::format("Page {}", page.page)}),
        both({fmt::format("{} điểm ảnh khác", share.vi),
              fmt::format("{} of the pixels differ", share.en)}));
    sheet(one, page, false);
    sheet(one, page, true);
    if (!page.overlay_png.empty()) {
      // The script puts the marks of a change that is chosen into the drawing.
      put("<figure class=\"both\"><img alt=\"\" "
          "src=\"data:image/png;base64,{}\"><svg viewBox=\"0 0 {:.1f} {:.1f}\" "
          "aria-hidden=\"true\"></svg><figcaption>{}</figcaption></figure>\n",
          base64(page.overlay_png),
          page.width_mm,
          page.height_mm,
          std::string{"<i class=\"gone\"></i>"} + both({"bỏ", "removed"}) +
              " <i class=\"came\"></i>" + both({"thêm", "added"}) + " <i class=\"kept\"></i>" +
              both({"giữ nguyên", "unchanged"}));
    }
    put("</div>\n<label class=\"slide\"><span>{}</span><input type=\"range\" min=\"0\" max=\"100\" "
        "value=\"50\"><span>{}</span></label></article>\n",
        both({"cũ", "old"}),
        both({"mới", "new"}));
  }

  void sheet(Entry const& one, PageReport const& page, bool is_new) {
    std::string const& png = is_new ? page.new_png : page.old_png;
    Words const caption = is_new ? Words{"Mới", "New"} : Words{"Cũ", "Old"};
    put("<figure class=\"{}\">", is_new ? "new" : "old");
    if (png.empty()) {
      put("<div class=\"none\">{}</div>", both({"không có trang này", "no such page"}));
    } else {
      put("<img alt=\"\" src=\"data:image/png;base64,{}\">", base64(png));
      put("<svg viewBox=\"0 0 {:.1f} {:.1f}\" aria-hidden=\"true\">",
          page.width_mm,
          page.height_mm);
      for (std::size_t i = 0; i < one.changes.size(); ++i) {
        Change const& change = one.changes[i];
        for (Mark const& mark : is_new ? change.new_marks : change.old_marks) {
          if (mark.page == page.page) {
            put("<rect class=\"{}\" data-change=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" "
                "height=\"{:.1f}\"/>",
                mark_class(change.kind),
                i,
                mark.left_mm - 0.6,
                mark.top_mm - 0.4,
                mark.width_mm + 1.2,
                mark.height_mm + 0.8);
          }
        }
      }
      put("</svg>");
    }
    put("<figcaption>{}</figcaption></figure>\n", both(caption));
  }

  Report const& report_;
  Language language_;
  std::string out_;
};

}  // namespace

std::string report_policy(std::string_view own_script) {
  return fmt::format(
      "default-src 'none'; img-src data:; style-src {}; script-src {}{}{}; base-uri 'none'; "
      "form-action 'none'",
      hash_source(report_style()),
      hash_source(report_script()),
      own_script.empty() ? "" : " ",
      own_script.empty() ? "" : hash_source(own_script));
}

std::string report_html(Report const& report, Language language) {
  return Html{report, language}.write();
}

}  // namespace thethuc::review
