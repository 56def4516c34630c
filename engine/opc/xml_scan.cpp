#include "opc/xml_scan.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "opc/namespaces.h"

namespace thethuc::opc {

namespace {

constexpr std::string_view kSpace = " \t\r\n";

constexpr std::size_t kMaxNamespaces = 1000;  // in scope; Word declares about 40

enum CharClass : std::uint8_t { kPlain = 0, kStops = 1, kName = 2, kNameStart = 4, kBlank = 8 };

constexpr std::array<std::uint8_t, 256> char_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (std::size_t c = 0; c < classes.size(); ++c) {
    bool const is_start =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || c >= 0x80;
    bool const is_name = is_start || (c >= '0' && c <= '9') || c == '-' || c == '.';
    bool const is_blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    // 0xEF may begin U+FFFE or U+FFFF, which XML cannot hold.
    bool const stops = (c < 0x20 && !is_blank) || c == '<' || c == '&' || c == 0xEF;
    classes[c] = static_cast<std::uint8_t>((stops ? kStops : 0) | (is_name ? kName : 0) |
                                           (is_start ? kNameStart : 0) | (is_blank ? kBlank : 0));
  }
  return classes;
}

constexpr auto kClasses = char_classes();

bool is(char c, CharClass wanted) {
  return (kClasses[static_cast<unsigned char>(c)] & wanted) != 0;
}

// Where the colon of a name stands, 0 without one. Prefixes are a letter or two, for which a search
// through memchr costs more than it saves.
std::size_t colon_of(std::string_view name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == ':') {
      return i;
    }
  }
  return 0;
}

std::string_view local_name(std::string_view name) {
  std::size_t const colon = colon_of(name);
  return colon == 0 ? name : name.substr(colon + 1);
}

std::string_view prefix_of(std::string_view name) {
  return name.substr(0, colon_of(name));
}

bool is_declaration(std::string_view attribute_name) {
  return attribute_name == "xmlns" || attribute_name.starts_with("xmlns:");
}

// Thrown inside this file only: the scan stops at its first finding.
struct Stop {};

class Scanner {
 public:
  Scanner(std::string_view text,
          base::Place const& place,
          Limits const& limits,
          Undeclared undeclared,
          base::Diagnostics& out)
      : text_(text), place_(place), limits_(limits), undeclared_(undeclared), out_(out) {}

  XmlScan run() {
    try {
      scan();
      result_.is_sound = true;
    } catch (Stop const&) {
      result_.is_sound = false;
    }
    return result_;
  }

 private:
  struct Element {
    std::string_view name;
    std::size_t declarations;  // how many prefixes it declared
    bool keeps_space;
    bool has_children;
  };

  void scan() {
    while (pos_ < text_.size()) {
      if (text_[pos_] != '<') {
        scan_text();
      } else if (at("</")) {
        scan_end_tag();
      } else if (at("<!--")) {
        scan_comment();
      } else if (at("<![CDATA[")) {
        scan_cdata();
      } else if (at("<!DOCTYPE")) {
        report(base::Id::xml_doctype, pos_, {});
      } else if (at("<?")) {
        scan_instruction();
      } else {
        scan_start_tag();
      }
    }
    if (!open_.empty()) {
      fail(pos_,
           "<" + std::string{open_.back().name} + "> is never closed",
           "<" + std::string{open_.back().name} + "> không được đóng");
    }
    if (!has_root_) {
      fail(pos_, "expected an element, found none", "cần một phần tử, nhưng không có");
    }
  }

  bool at(std::string_view token) const { return text_.substr(pos_).starts_with(token); }

  [[noreturn]] void report(base::Id id,
                           std::size_t offset,
                           std::initializer_list<std::pair<std::string, std::string>> args) {
    out_.add(base::diagnose(id, place_at(place_, text_, offset), {}, args));
    throw Stop{};
  }

  [[noreturn]] void fail(std::size_t offset, std::string en, std::string vi) {
    report(base::Id::xml_syntax,
           offset,
           {{"problem.en", std::move(en)}, {"problem.vi", std::move(vi)}});
  }

  void count_node() {
    if (++nodes_ > limits_.max_xml_nodes) {
      report(base::Id::xml_too_many_nodes,
             pos_,
             {{"limit", std::to_string(limits_.max_xml_nodes)}, {base::kLimitName, "xml-nodes"}});
    }
  }

  void skip_past(std::string_view token, char const* en, char const* vi) {
    std::size_t const begin = pos_;
    std::size_t const end = text_.find(token, pos_);
    if (end == std::string_view::npos) {
      fail(begin, en, vi);
    }
    for (; pos_ < end; ++pos_) {
      check_character();
    }
    pos_ = end + token.size();
  }

  // Refuses what XML cannot hold (XML 1.0, production 2).
  void check_character() {
    if (!is(text_[pos_], kStops) || text_[pos_] == '<' || text_[pos_] == '&') {
      return;
    }
    bool const is_noncharacter = at("\xEF\xBF\xBE") || at("\xEF\xBF\xBF");
    if (text_[pos_] != '\xEF' || is_noncharacter) {
      fail(pos_, "a character that XML cannot hold", "có ký tự mà XML không chứa được");
    }
  }

  // A comment, CDATA or instruction may part a text in two.
  void note_interruption() {
    if (!open_.empty()) {
      result_.has_loose_space = true;
    }
  }

  void scan_cdata() {
    if (open_.empty()) {
      fail(pos_, "text outside of the root element", "có chữ bên ngoài phần tử gốc");
    }
    open_.back().has_children = true;
    count_node();
    skip_past("]]>", "a CDATA section is never closed", "đoạn CDATA không được đóng");
    note_interruption();
  }

  void scan_comment() {
    std::size_t const begin = pos_;
    skip_past("-->", "a comment is never closed", "chú thích không được đóng");
    std::string_view const content =
        text_.substr(begin + 4, std::max(pos_ - begin, std::size_t{7}) - 7);
    if (pos_ - begin < 7 || content.find("--") != std::string_view::npos ||
        content.ends_with('-')) {
      fail(begin, "two hyphens within a comment", "có hai dấu gạch nối trong chú thích");
    }
    note_interruption();
  }

  void scan_instruction() {
    std::size_t const begin = pos_;
    pos_ += 2;
    std::string_view const target = scan_name();
    std::size_t const content = pos_;
    if (!at("?>") && (pos_ >= text_.size() || !is(text_[pos_], kBlank))) {
      fail(pos_, "expected a blank or ?> after the name", "sau tên cần dấu cách hoặc ?>");
    }
    skip_past("?>", "a processing instruction is never closed", "chỉ thị xử lý không được đóng");
    bool const is_declaration = target == "xml";
    if (is_declaration && begin != 0) {
      fail(begin,
           "the XML declaration is not at the very beginning",
           "khai báo XML không nằm ở ngay đầu");
    }
    if (is_declaration && !is_xml_declaration(text_.substr(content, pos_ - 2 - content))) {
      fail(begin,
           "expected an XML declaration such as <?xml version=\"1.0\" encoding=\"UTF-8\"?>",
           "cần khai báo XML như <?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    }
    if (!is_declaration && base::ascii_lower(target) == "xml") {
      fail(begin, "expected xml in small letters", "cần viết thường chữ xml");
    }
    result_.has_instructions = result_.has_instructions || !is_declaration;
    note_interruption();
  }

  void scan_text() {
    std::size_t const begin = pos_;
    bool is_blank = true;  // but for references
    bool has_reference = false;
    while (pos_ < text_.size() && text_[pos_] != '<') {
      char const c = text_[pos_];
      if (!is(c, kStops) && !is(c, kBlank) && c != '>') {  // nearly all
        is_blank = false;
        ++pos_;
        continue;
      }
      if (c == '&') {
        scan_reference();
        has_reference = true;
        continue;
      }
      check_character();
      if (c == '>' && pos_ - begin >= 2 && text_.substr(pos_ - 2, 2) == "]]") {
        fail(pos_ - 2,
             "expected ]]&gt; in a text, found ]]>",
             "trong chữ cần ]]&gt;, nhưng gặp ]]>");
      }
      is_blank = is_blank && is(c, kBlank);
      ++pos_;
    }
    bool const may_be_spelt_blank = is_blank && has_reference;  // &#10; between elements
    is_blank = is_blank && !has_reference;
    if (open_.empty()) {
      if (!is_blank) {
        fail(begin + std::min(text_.substr(begin).find_first_not_of(kSpace), pos_ - begin),
             "text outside of the root element",
             "có chữ bên ngoài phần tử gốc");
      }
      return;
    }
    Element& element = open_.back();
    if (!is_blank) {
      count_node();
    } else if (at("</") && !element.has_children && !element.keeps_space) {
      result_.has_loose_space = true;  // <w:p> </w:p>
    }
    if (may_be_spelt_blank && !element.keeps_space) {
      result_.has_loose_space = true;
    }
    element.has_children = element.has_children || !is_blank;
  }

  void scan_reference() {
    std::size_t const end = text_.find(';', pos_);
    std::string_view const body =
        end == std::string_view::npos ? std::string_view{} : text_.substr(pos_ + 1, end - pos_ - 1);
    bool const is_known = body == "amp" || body == "lt" || body == "gt" || body == "quot" ||
                          body == "apos" || is_character_reference(body);
    if (!is_known) {
      constexpr std::size_t kMostQuoted = 20;
      std::string const quoted{text_.substr(pos_, std::min(body.size() + 2, kMostQuoted))};
      fail(pos_,
           body.empty() || body.size() > kMostQuoted ? "expected &amp; or another reference after &"
                                                     : "there is no reference " + quoted,
           body.empty() || body.size() > kMostQuoted ? "sau & cần &amp; hoặc một tham chiếu khác"
                                                     : "không có tham chiếu " + quoted);
    }
    pos_ = end + 1;
  }

  static bool is_character_reference(std::string_view body) {
    if (!body.starts_with('#')) {
      return false;
    }
    body.remove_prefix(1);
    bool const is_hex = body.starts_with('x');
    body.remove_prefix(is_hex ? 1 : 0);
    std::uint32_t value = 0;
    for (char const c : body) {
      std::uint32_t digit = 0;
      if (c >= '0' && c <= '9') {
        digit = static_cast<std::uint32_t>(c - '0');
      } else if (is_hex && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))) {
        digit = static_cast<std::uint32_t>((c | 0x20) - 'a' + 10);
      } else {
        return false;
      }
      value = value * (is_hex ? 16 : 10) + digit;
      if (value > 0x10FFFF) {
        return false;
      }
    }
    return !body.empty() && base::is_xml_char(value);
  }

  std::string_view scan_name() {
    std::size_t const begin = pos_;
    if (pos_ >= text_.size() || !is(text_[pos_], kNameStart)) {
      fail(begin, "expected a name", "cần một tên");
    }
    std::size_t colons = 0;
    while (pos_ < text_.size() && is(text_[pos_], kName)) {
      colons += text_[pos_++] == ':' ? 1u : 0u;
    }
    std::string_view const name = text_.substr(begin, pos_ - begin);
    if (colons > 1 || (colons == 1 && (name.front() == ':' || name.back() == ':'))) {
      fail(begin,
           "expected a name with one prefix, found " + std::string{name},
           "cần tên có một tiền tố, nhưng gặp " + std::string{name});
    }
    return name;
  }

  void skip_blanks() {
    while (pos_ < text_.size() && is(text_[pos_], kBlank)) {
      ++pos_;
    }
  }

  void scan_end_tag() {
    std::size_t const begin = pos_;
    pos_ += 2;
    if (!open_.empty() && at(open_.back().name)) {
      std::size_t const behind = pos_ + open_.back().name.size();
      if (behind < text_.size() && text_[behind] == '>') {  // nearly all
        pos_ = behind + 1;
        close();
        return;
      }
    }
    std::string_view const name = scan_name();
    skip_blanks();
    if (!at(">")) {
      fail(pos_, "expected >", "cần dấu >");
    }
    ++pos_;
    if (open_.empty() || open_.back().name != name) {
      std::string const found = "</" + std::string{name} + ">";
      fail(begin,
           open_.empty() ? "nothing is open, found " + found
                         : "expected </" + std::string{open_.back().name} + ">, found " + found,
           open_.empty() ? "không có gì đang mở, nhưng gặp " + found
                         : "cần </" + std::string{open_.back().name} + ">, nhưng gặp " + found);
    }
    close();
  }

  void close() {
    for (std::size_t i = 0; i < open_.back().declarations; ++i) {
      auto const declared = in_scope_.find(declared_.back());
      if (--declared->second == 0) {
        in_scope_.erase(declared);
        last_prefix_ = {};
      }
      declared_.pop_back();
    }
    open_.pop_back();
  }

  void scan_start_tag() {
    std::size_t const begin = pos_;
    if (open_.empty() && has_root_) {
      fail(begin, "a second root element", "có phần tử gốc thứ hai");
    }
    has_root_ = true;
    ++pos_;
    std::string_view const name = scan_name();
    count_node();
    attributes_.clear();
    while (scan_attribute()) {
    }
    bool const is_empty = at("/>");
    if (!is_empty && !at(">")) {
      fail(pos_, "expected > or an attribute", "cần dấu > hoặc một thuộc tính");
    }
    pos_ += is_empty ? 2 : 1;
    if (!open_.empty()) {
      open_.back().has_children = true;
    }
    enter(name, begin);
    if (is_empty) {
      close();
    }
  }

  bool scan_attribute() {
    bool const has_blank = pos_ < text_.size() && is(text_[pos_], kBlank);
    skip_blanks();
    if (pos_ >= text_.size() || text_[pos_] == '>' || text_[pos_] == '/') {
      return false;
    }
    std::size_t const begin = pos_;
    if (!has_blank) {
      fail(begin, "expected a blank before the attribute", "cần dấu cách trước thuộc tính");
    }
    count_node();
    std::string_view const name = scan_name();
    skip_blanks();
    if (!at("=")) {
      fail(pos_, "expected = after the attribute's name", "cần dấu = sau tên thuộc tính");
    }
    ++pos_;
    skip_blanks();
    if (!at("\"") && !at("'")) {
      fail(pos_, "expected a quoted value", "cần giá trị trong dấu nháy");
    }
    char const quote = text_[pos_++];
    std::size_t const value_begin = pos_;
    while (pos_ < text_.size() && text_[pos_] != quote) {
      if (!is(text_[pos_], kStops)) {  // nearly all
        ++pos_;
      } else if (text_[pos_] == '&') {
        scan_reference();
      } else if (text_[pos_] == '<') {
        fail(pos_, "expected &lt; in a value, found <", "trong giá trị cần &lt;, nhưng gặp <");
      } else {
        check_character();
        ++pos_;
      }
    }
    if (pos_ >= text_.size()) {
      fail(begin, "a value is never closed", "giá trị không được đóng");
    }
    attributes_.push_back({name, text_.substr(value_begin, pos_ - value_begin), begin});
    ++pos_;
    return true;
  }

  void enter(std::string_view name, std::size_t begin) {
    if (open_.size() >= limits_.max_xml_depth) {
      report(base::Id::xml_too_deep,
             begin,
             {{"limit", std::to_string(limits_.max_xml_depth)}, {base::kLimitName, "xml-depth"}});
    }
    Element element{name, 0, is_text_element(local_name(name)), false};
    for (Attribute const& attribute : attributes_) {
      if (is_declaration(attribute.name)) {
        declare(attribute);
        ++element.declarations;
      } else if (attribute.name == "xml:space" && attribute.value == "preserve" &&
                 !element.keeps_space) {
        element.keeps_space = true;
        result_.has_loose_space = true;
      }
    }
    open_.push_back(element);
    check_prefix(name, begin);
    for (Attribute const& attribute : attributes_) {
      if (!is_declaration(attribute.name)) {
        check_prefix(attribute.name, attribute.offset);
      }
    }
    if (open_.size() == 1) {
      result_.is_document = local_name(name) == "document" && is_wordprocessing(prefix_of(name));
    } else if (open_.size() == 2) {
      result_.has_body = result_.has_body || local_name(name) == "body";
    }
    check_repeated();
  }

  // Whether the tag that is read declares this prefix for the namespace of w:document.
  bool is_wordprocessing(std::string_view prefix) const {
    std::string const declaration = prefix.empty() ? "xmlns" : "xmlns:" + std::string{prefix};
    return std::any_of(attributes_.begin(), attributes_.end(), [&](Attribute const& attribute) {
      return attribute.name == declaration && usual_prefix(transitional(attribute.value)) == "w";
    });
  }

  struct Attribute {
    std::string_view name;
    std::string_view value;  // as written, references not resolved
    std::size_t offset;
  };

  void declare(Attribute const& attribute) {
    if (declared_.size() >= kMaxNamespaces) {
      fail(attribute.offset,
           "more than 1000 namespaces are declared at once",
           "hơn 1000 không gian tên được khai báo cùng lúc");
    }
    std::string_view const prefix =
        attribute.name.size() > 6 ? attribute.name.substr(6) : std::string_view{};
    declared_.push_back(prefix);
    ++in_scope_[prefix];
    result_.has_strict = result_.has_strict || is_strict(attribute.value);
    result_.has_unusual_prefixes =
        result_.has_unusual_prefixes || !is_usual_declaration(prefix, attribute.value);
  }

  void check_prefix(std::string_view name, std::size_t offset) {
    std::size_t const last = last_prefix_.size();
    if (last > 0 && name.size() > last && name[last] == ':' && name.starts_with(last_prefix_)) {
      return;
    }
    std::string_view const prefix = prefix_of(name);
    if (prefix.empty() || prefix == "xml") {
      return;
    }
    if (in_scope_.count(prefix) == 0) {
      if (undeclared_ == Undeclared::refused || !is_usual_prefix(prefix)) {
        fail(offset,
             "the prefix of " + std::string{name} +
                 " is not declared (xmlns:" + std::string{prefix} + ")",
             "tiền tố của " + std::string{name} +
                 " không được khai báo (xmlns:" + std::string{prefix} + ")");
      }
      return;
    }
    last_prefix_ = prefix;
  }

  void check_repeated() {
    if (attributes_.size() < 2) {
      return;
    }
    std::sort(attributes_.begin(), attributes_.end(), [](Attribute const& a, Attribute const& b) {
      return a.name < b.name;
    });
    auto const twice = std::adjacent_find(
        attributes_.begin(), attributes_.end(), [](Attribute const& a, Attribute const& b) {
          return a.name == b.name;
        });
    if (twice != attributes_.end()) {
      fail(std::max(twice->offset, std::next(twice)->offset),
           "the attribute " + std::string{twice->name} + " is given twice",
           "thuộc tính " + std::string{twice->name} + " có hai lần");
    }
  }

  std::string_view text_;
  base::Place const& place_;
  Limits const& limits_;
  Undeclared undeclared_;
  base::Diagnostics& out_;
  XmlScan result_;
  std::size_t pos_ = 0;
  std::size_t nodes_ = 0;
  bool has_root_ = false;
  std::vector<Element> open_;
  std::vector<Attribute> attributes_;  // of the tag that is read
  std::vector<std::string_view> declared_;
  std::unordered_map<std::string_view, std::size_t> in_scope_;
  std::string_view last_prefix_;  // known to be declared
};

}  // namespace

bool is_text_element(std::string_view local_name) {
  return local_name == "t" || local_name == "delText" || local_name == "instrText" ||
         local_name == "delInstrText";
}

XmlScan scan_xml(std::string_view utf8,
                 base::Place const& place,
                 Limits const& limits,
                 Undeclared undeclared,
                 base::Diagnostics& out) {
  return Scanner{utf8, place, limits, undeclared, out}.run();
}

}  // namespace thethuc::opc
