#include "compile/strings.h"

#include <charconv>
#include <cstring>
#include <utility>

#include "base/text.h"
#include "opc/part_types.h"
#include "opc/xml.h"
#include "wml/names.h"

namespace thethuc::compile {
namespace {

constexpr std::size_t kMostOfUnclosed = 60;  // of an unclosed tag, in a message

// Makes a string of a text that holds tags.
std::optional<std::uint32_t> collect_string(Source& source,
                                            base::Place const& where,
                                            std::string text,
                                            TagLexer& lexer) {
  if (text.find(lexer.opening()) == std::string::npos) {
    return std::nullopt;
  }
  std::vector<LexedTag> tags;
  std::vector<LexProblem> problems;
  lexer.lex(text, tags, problems);
  report_problems(source, problems, where, text, lexer);
  auto const index = static_cast<std::uint32_t>(source.strings.size());
  SourceString string;
  string.first_tag = static_cast<std::uint32_t>(source.tags.size());
  for (LexedTag const& tag : tags) {
    if (SourceTag* const added = add_tag(source, tag, where, text)) {
      added->string = index;
    }
  }
  string.last_tag = static_cast<std::uint32_t>(source.tags.size());
  if (string.first_tag == string.last_tag) {
    return std::nullopt;
  }
  string.text = std::move(text);
  source.strings.push_back(std::move(string));
  return index;
}

// The character at `at`, or the byte that "%7B" or "%7b" there stands for (RFC 3986, 2.1), and how
// long that is. Control characters are left as they are written.
std::pair<char, std::size_t> percent_decoded(std::string_view s, std::size_t at) {
  constexpr std::size_t kEncoded = 3;
  unsigned byte = 0;
  if (s[at] == '%' && s.size() - at >= kEncoded) {
    char const* const end = s.data() + at + kEncoded;
    if (std::from_chars(s.data() + at + 1, end, byte, 16).ptr == end && byte >= 0x20) {
      return {static_cast<char>(byte), kEncoded};
    }
  }
  return {s[at], 1};
}

// How many bytes of `s` from `at` on stand for `count` times `brace`, encoded or not; 0 when they
// do not.
std::size_t braces_at(std::string_view s, std::size_t at, char brace, int count) {
  std::size_t const begin = at;
  for (; count > 0; --count) {
    auto const [c, size] = at < s.size() ? percent_decoded(s, at) : std::pair{'\0', std::size_t{0}};
    if (c != brace) {
      return 0;
    }
    at += size;
  }
  return at - begin;
}

// Word percent-encodes what is typed as the target of a link; within tags that is undone.
std::string with_plain_tags(std::string_view target) {
  std::string out;
  for (std::size_t at = 0; at < target.size();) {
    int const braces = braces_at(target, at, '{', 3) != 0 ? 3 : 2;
    std::size_t const opening = braces_at(target, at, '{', braces);
    if (opening == 0) {
      out += target[at++];
      continue;
    }
    std::string tag;
    std::size_t end = at + opening;
    std::size_t closing = 0;
    while (end < target.size() && (closing = braces_at(target, end, '}', braces)) == 0) {
      auto const [c, size] = percent_decoded(target, end);
      tag += c;
      end += size;
    }
    bool const is_tag = closing > 0 && base::is_valid_utf8(tag);
    if (is_tag) {
      out.append(static_cast<std::size_t>(braces), '{').append(tag);
      out.append(static_cast<std::size_t>(braces), '}');
    } else {
      out += target.substr(at, end + closing - at);
    }
    at = end + closing;
  }
  return out;
}

void report(Source& source, base::Id id, SourceTag const& tag) {
  source.diagnostics.add(base::diagnose(id, tag.tag.place, tag.tag.text));
}

// Once: what comes behind is not looked at.
void report_too_many(Source& source, base::Place place) {
  if (std::exchange(source.too_many_tags, true)) {
    return;
  }
  source.diagnostics.add(base::diagnose(
      base::Id::template_too_many_tags,
      std::move(place),
      {},
      {{"limit", std::to_string(source.options.limits.max_tags)}, {base::kLimitName, "tags"}}));
}

// The tag is left out, so what its section would be is not known.
void report_too_long(Source& source,
                     LexedTag const& lexed,
                     base::Place const& where,
                     std::string_view text) {
  std::size_t const size = lexed.end - lexed.begin;
  std::string_view const beginning =
      base::first_code_points(text.substr(lexed.begin, size), kMostOfUnclosed);
  source.readable_sections = false;
  source.diagnostics.add(
      base::diagnose(base::Id::tag_too_long,
                     base::marked(where, text, lexed.begin, lexed.begin + beginning.size()),
                     std::string{beginning} + "…",
                     {{"limit", std::to_string(source.options.limits.max_tag_bytes)},
                      {"size", std::to_string(size)},
                      {base::kLimitName, "tag-bytes"}}));
}

void read_filters(Source& source, SourceTag& tag) {
  if (!tag.body.has_filters) {
    return;
  }
  std::vector<data::ChainProblem> problems;
  if (auto calls = data::parse_filters(tag.body.filters, problems)) {
    tag.filters = std::move(*calls);
  }
  for (data::ChainProblem const& problem : problems) {
    base::Diagnostic d = base::diagnose(problem.id, tag.tag.place, tag.tag.text);
    d.args = problem.args;
    source.diagnostics.add(std::move(d));
  }
}

bool is_property_part(opc::Part const& part) {
  return part.content_type == "application/vnd.openxmlformats-package.core-properties+xml" ||
         part.content_type ==
             "application/vnd.openxmlformats-officedocument.extended-properties+xml" ||
         part.content_type == "application/vnd.openxmlformats-officedocument.custom-properties+xml";
}

// What a diagram looked like when it was last laid out: its texts are those of its data.
bool is_drawn_diagram(opc::Part const& part) {
  return part.content_type == "application/vnd.ms-office.drawingml.diagramDrawing+xml";
}

bool is_chart_part(opc::Part const& part) {
  if (is_drawn_diagram(part) || part.content_type == "application/vnd.ms-office.chartex+xml") {
    return true;
  }
  return part.content_type.starts_with(
             "application/vnd.openxmlformats-officedocument.drawingml.") &&
         (part.content_type.ends_with(".chart+xml") ||
          part.content_type.ends_with(".diagramData+xml") ||
          part.content_type.ends_with(".chartshapes+xml"));
}

// The program that made the chart may have cut a tag into runs: a paragraph with tags becomes one
// run, in the format of the first.
void join_runs(pugi::xml_node paragraph, std::string_view opening) {
  std::string text;
  for (pugi::xml_node const run : paragraph.children("a:r")) {
    text += run.child("a:t").text().get();
  }
  pugi::xml_node first = paragraph.child("a:r");
  if (text.find(opening) == std::string::npos || !first.next_sibling("a:r")) {
    return;
  }
  first.child("a:t").text().set(text.c_str());
  while (pugi::xml_node const more = first.next_sibling("a:r")) {
    paragraph.remove_child(more);
  }
}

class TextPartCollector {
 public:
  TextPartCollector(Source& source, TextPart& part) : source_(source), part_(part) {}

  void walk(pugi::xml_node node) {
    if (wml::is(node, "a:p")) {
      join_runs(node, lexer_.opening());
    }
    pugi::xml_node const child = node.first_child();
    if (child && child.type() == pugi::node_pcdata && !child.next_sibling()) {
      base::Place where;
      where.file = source_.options.file_name;
      where.part = part_.name;
      if (std::optional<std::uint32_t> const index =
              collect_string(source_, where, child.value(), lexer_)) {
        part_.strings.emplace(node.hash_value(), *index);
      }
      return;
    }
    for (pugi::xml_node const inner : node.children()) {
      walk(inner);
    }
  }

 private:
  Source& source_;
  TextPart& part_;
  TagLexer lexer_{source_.options.limits.max_tags_per_paragraph};
};

}  // namespace

void report_problems(Source& source,
                     std::vector<LexProblem> const& problems,
                     base::Place const& where,
                     std::string_view text,
                     TagLexer const& lexer) {
  for (LexProblem const& p : problems) {
    base::Diagnostic d = base::diagnose(p.id,
                                        base::marked(where, text, p.begin, p.end),
                                        std::string{text.substr(p.begin, p.end - p.begin)});
    if (p.id == base::Id::tag_not_closed) {
      d.tag = d.tag.substr(0, kMostOfUnclosed);
      d.args.emplace_back("closing", lexer.closing());
    }
    if (p.id == base::Id::too_many_tags) {
      d.args.emplace_back(base::kLimitName, "paragraph-tags");
    }
    source.diagnostics.add(std::move(d));
  }
}

// Whether the filters make a picture, a QR code or a link of the value: no rich text, whatever
// braces are around them.
bool ends_as_object(std::vector<data::FilterCall> const& filters) {
  if (filters.empty()) {
    return false;
  }
  data::Terminal const terminal = filters.back().terminal;
  return terminal == data::Terminal::picture || terminal == data::Terminal::qr ||
         terminal == data::Terminal::link;
}

SourceTag* add_tag(Source& source,
                   LexedTag const& lexed,
                   base::Place const& where,
                   std::string_view text) {
  if (source.tags.size() >= source.options.limits.max_tags) {
    report_too_many(source, base::marked(where, text, lexed.begin, lexed.end));
    return nullptr;
  }
  if (lexed.end - lexed.begin > source.options.limits.max_tag_bytes) {
    report_too_long(source, lexed, where, text);
    return nullptr;
  }
  SourceTag tag;
  tag.tag.kind = lexed.kind;
  tag.tag.text = text.substr(lexed.begin, lexed.end - lexed.begin);
  tag.tag.is_decomposed = !base::is_nfc(tag.tag.text);
  tag.tag.place = base::marked(where, text, lexed.begin, lexed.end);
  tag.begin = lexed.begin;
  tag.end = lexed.end;
  switch (lexed.kind) {
    case TagKind::partial:
      report(source, base::Id::partial_not_alone, tag);
      return nullptr;
    case TagKind::comment:
    case TagKind::delimiters:
      break;
    case TagKind::variable:
    case TagKind::rich_variable:
    case TagKind::section:
    case TagKind::inverted_section:
    case TagKind::closing: {
      std::vector<BodyProblem> problems;
      tag.body = parse_tag_body(lexed.body, lexed.kind, problems);
      for (BodyProblem const& problem : problems) {
        source.diagnostics.add(
            base::diagnose(problem.id, tag.tag.place, tag.tag.text, {{"found", problem.found}}));
      }
      if (!tag.body.readable &&
          (lexed.kind == TagKind::variable || lexed.kind == TagKind::rich_variable)) {
        return nullptr;
      }
      source.readable_sections =
          source.readable_sections && tag.body.readable && !tag.body.hint_unknown;
      tag.tag.name = tag.body.name;
      tag.tag.filters = tag.body.filters;
      read_filters(source, tag);
      if (tag.tag.kind == TagKind::rich_variable && ends_as_object(tag.filters)) {
        tag.tag.kind = TagKind::variable;
      }
      break;
    }
  }
  source.tags.push_back(std::move(tag));
  return &source.tags.back();
}

bool is_alternative_text(pugi::xml_node element, pugi::xml_attribute attribute) {
  std::string_view const name = attribute.name();
  if (wml::is(element, "wp:docPr") || wml::is(element, "pic:cNvPr")) {
    return name == "descr" || name == "title";
  }
  if (wml::is(element, "v:textpath")) {
    return name == "string";  // WordArt, as watermarks are
  }
  return std::strncmp(element.name(), "v:", 2) == 0 && (name == "alt" || name == "title");
}

bool repeats_alternative_text(pugi::xml_node element, pugi::xml_attribute attribute) {
  if (!wml::is(element, "pic:cNvPr")) {
    return false;
  }
  for (pugi::xml_node holder = element.parent(); holder; holder = holder.parent()) {
    if (pugi::xml_node const drawing = holder.child("wp:docPr")) {
      return std::strcmp(drawing.attribute(attribute.name()).value(), attribute.value()) == 0;
    }
  }
  return false;
}

std::string attribute_key(pugi::xml_node element, std::string_view attribute) {
  return std::to_string(element.hash_value()) + " " + std::string{attribute};
}

std::string target_key(std::string_view part, std::string_view relationship_id) {
  return std::string{part} + " " + std::string{relationship_id};
}

void collect_attribute(Source& source,
                       pugi::xml_node element,
                       pugi::xml_attribute attribute,
                       base::Place const& where,
                       TagLexer& lexer) {
  if (std::optional<std::uint32_t> const index =
          collect_string(source, where, attribute.value(), lexer)) {
    source.attribute_strings.emplace(attribute_key(element, attribute.name()), *index);
  }
}

void collect_targets(Source& source,
                     std::string const& part,
                     std::unordered_map<std::string, base::Place> const& places) {
  std::string const link = std::string{opc::kOfficeRelationships} + "hyperlink";
  TagLexer lexer{source.options.limits.max_tags_per_paragraph};
  for (opc::Relationship const& relationship : source.package.relationships(part).all()) {
    if (!relationship.is_external || relationship.type != link) {
      continue;
    }
    base::Place where;
    where.file = source.options.file_name;
    where.part = part;
    if (auto const found = places.find(relationship.id); found != places.end()) {
      where = found->second;
    }
    if (std::optional<std::uint32_t> const index =
            collect_string(source, where, with_plain_tags(relationship.target), lexer)) {
      source.target_strings.emplace(target_key(part, relationship.id), *index);
    }
  }
}

void collect_text_parts(Source& source) {
  for (opc::Part const& part : source.package.parts()) {
    if (!is_property_part(part) && !is_chart_part(part)) {
      continue;
    }
    TextPart opened;
    opened.name = part.name;
    opened.document = parse_part(source, part);
    if (!opened.document) {
      continue;
    }
    std::size_t const first = source.tags.size();
    TextPartCollector{source, opened}.walk(opened.document->document_element());
    for (std::size_t i = first; is_drawn_diagram(part) && i < source.tags.size(); ++i) {
      source.tags[i].tag.is_copy = true;
    }
    if (!opened.strings.empty()) {
      source.text_parts.push_back(std::move(opened));
    }
  }
}

}  // namespace thethuc::compile
