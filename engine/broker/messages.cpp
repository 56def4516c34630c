#include "broker/messages.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>

namespace thethuc::broker {

namespace {

// The last field of each: a text that was cut off by a broken connection is padded by Poco, and
// looks whole. What has its end has all before it.
constexpr char kEnd[] = "end";
constexpr char kEndMark[] = "1";

using Fields = std::map<std::string_view, std::string_view>;

std::optional<Fields> to_fields(Reply const& list) {
  Fields fields;
  for (std::size_t i = 0; i + 1 < list.list.size(); i += 2) {
    fields.emplace(list.list[i].text, list.list[i + 1].text);
  }
  return fields[kEnd] == kEndMark ? std::optional{std::move(fields)} : std::nullopt;
}

std::optional<Fields> fields_of_entry(Reply const& entry) {
  return entry.list.size() == 2 ? to_fields(entry.list[1]) : std::nullopt;
}

template <typename Number>
std::optional<Number> to_number(std::string_view text) {
  Number number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  bool const whole = error == std::errc{} && end == text.data() + text.size();
  return whole ? std::optional{number} : std::nullopt;
}

int to_int(std::string_view text) {
  return to_number<int>(text).value_or(0);
}

base::Place to_place(data::Value value) {
  base::Place place;
  place.file = value.find("file").text();
  place.part = value.find("part").text();
  place.partial = value.find("partial").text();
  place.text = value.find("text").text();
  for (auto const& [name, member] : {std::pair{"text_box", &base::Place::text_box},
                                     std::pair{"table", &base::Place::table},
                                     std::pair{"row", &base::Place::row},
                                     std::pair{"cell", &base::Place::cell},
                                     std::pair{"paragraph", &base::Place::paragraph},
                                     std::pair{"line", &base::Place::line},
                                     std::pair{"column", &base::Place::column}}) {
    place.*member = to_int(value.find(name).text());
  }
  return place;
}

std::optional<base::Diagnostic> to_diagnostic(data::Value value) {
  auto const id = base::id_from_name(value.find("id").text());
  if (!id) {
    return std::nullopt;  // of a newer version
  }
  base::Diagnostic d = base::diagnose(*id, to_place(value.find("place")));
  for (auto const severity :
       {base::Severity::error, base::Severity::warning, base::Severity::info}) {
    d.severity =
        base::severity_name(severity) == value.find("severity").text() ? severity : d.severity;
  }
  d.tag = value.find("tag").text();
  d.data_pointer = value.find("data_pointer").text();
  data::Value const args = value.find("args");
  data::Value arg = args.first();
  for (std::size_t i = 0; i < args.size(); ++i, arg = arg.next()) {
    d.args.emplace_back(arg.key(), arg.text());
  }
  return d;
}

}  // namespace

namespace {

// In the order in which they are asked for.
constexpr char const* kRunFields[] = {
    "bundle", "reference", "template_digest", "rule", "language", "origin", kEnd};

}  // namespace

std::vector<std::string> fields_of(Run const& run) {
  return {"bundle",
          run.bundle,
          "reference",
          run.reference,
          "template_digest",
          run.template_digest,
          "rule",
          run.rule,
          "language",
          run.language == base::Language::vi ? "vi" : "en",
          "origin",
          run.origin,
          kEnd,
          kEndMark};
}

Command run_query(std::string key) {
  Command command{"HMGET", std::move(key)};
  command.insert(command.end(), std::begin(kRunFields), std::end(kRunFields));
  return command;
}

std::optional<Run> to_run(std::string id, Reply const& values) {
  std::vector<Reply> const& v = values.list;
  if (v.size() != std::size(kRunFields) || v.back().text != kEndMark) {
    return std::nullopt;
  }
  Run run;
  run.id = std::move(id);
  run.bundle = v[0].text;
  run.reference = v[1].text;
  run.template_digest = v[2].text;
  run.rule = v[3].text;
  run.language = v[4].text == "vi" ? base::Language::vi : base::Language::en;
  run.origin = v[5].text;
  return run;
}

std::vector<std::string> fields_of(Message const& message) {
  base::Place const& place = message.record.place;
  return {"run",
          message.run,
          "index",
          std::to_string(message.record.index),
          "number",
          std::to_string(message.number),
          "file",
          place.file,
          "line",
          std::to_string(place.line),
          "row",
          std::to_string(place.row),
          "column",
          std::to_string(place.column),
          "json",
          message.record.json,
          kEnd,
          kEndMark};
}

std::optional<Message> to_message(Reply const& entry) {
  auto fields = fields_of_entry(entry);
  auto const index = fields ? to_number<std::uint64_t>((*fields)["index"]) : std::nullopt;
  if (!index) {
    return std::nullopt;
  }
  Fields& f = *fields;
  Message message;
  message.id = entry.list[0].text;
  message.run = f["run"];
  message.number = to_number<std::uint64_t>(f["number"]).value_or(0);
  message.record.index = *index;
  message.record.json = f["json"];
  message.record.place.file = f["file"];
  message.record.place.line = to_int(f["line"]);
  message.record.place.row = to_int(f["row"]);
  message.record.place.column = to_int(f["column"]);
  return message;
}

std::vector<std::string> fields_of(Result const& result) {
  return {"index",
          std::to_string(result.index),
          "done",
          result.done ? "1" : "0",
          "line",
          result.line,
          kEnd,
          kEndMark};
}

std::optional<Result> to_result(Reply const& entry) {
  auto fields = fields_of_entry(entry);
  auto const index = fields ? to_number<std::uint64_t>((*fields)["index"]) : std::nullopt;
  if (!index) {
    return std::nullopt;
  }
  return Result{
      entry.list[0].text, *index, (*fields)["done"] == "1", std::string{(*fields)["line"]}};
}

std::vector<bulk::DocumentFile> files_of(std::string_view manifest_line, data::Document& memory) {
  std::vector<bulk::DocumentFile> found;
  base::Diagnostics ignored;
  if (!memory.parse(manifest_line, "", {}, ignored)) {
    return found;
  }
  auto const add = [&](data::Value file) {
    if (!file.find("file").text().empty()) {
      bulk::DocumentFile& added = found.emplace_back();
      added.name = file.find("file").text();
      added.sha256 = file.find("sha256").text();
    }
  };
  data::Value const root = memory.root();
  add(root);
  data::Value more = root.find("also").first();
  for (std::size_t i = 0; i < root.find("also").size(); ++i, more = more.next()) {
    add(more);
  }
  return found;
}

std::vector<base::Diagnostic> diagnostics_of(std::string_view manifest_line,
                                             data::Document& memory) {
  std::vector<base::Diagnostic> found;
  base::Diagnostics ignored;
  if (!memory.parse(manifest_line, "", {}, ignored)) {
    return found;
  }
  data::Value const list = memory.root().find("diagnostics");
  data::Value item = list.first();
  for (std::size_t i = 0; i < list.size(); ++i, item = item.next()) {
    if (auto d = to_diagnostic(item)) {
      found.push_back(std::move(*d));
    }
  }
  return found;
}

}  // namespace thethuc::broker
