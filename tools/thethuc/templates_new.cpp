// `thethuc templates new`: a data file to fill in, and what it is to be filled in with.

#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "base/output_file.h"
#include "compile/template.h"
#include "data/json_text.h"
#include "data/schema.h"
#include "log.h"
#include "render/render.h"
#include "session.h"
#include "templates.h"

namespace thethuc::cli {

namespace {

namespace fs = std::filesystem;
using base::Language;

constexpr char const* kFooter = R"(
Writes a data file with all fields of the template, filled with examples, which renders as it is.
With -o FILE.json two files come to lie beside it: FILE.huong-dan.md, a guide that tells each field's
meaning, and which are required; FILE.schema.json, by which editors help while one types. Without -o
the data goes to standard output; with --guide the guide does, and nothing else.

Example:
  thethuc templates new bao-cao -o so-lieu.json

Exit status: 0 done, 1 the template is at fault, 2 wrong usage, 3 the environment is at fault.)";

struct Arguments {
  std::string id;
  std::string output;
  std::string profile;
  bool guide = false;
  bool force = false;
};

// The schema by which the data is made: the template's own, or one of its tags.
struct Made {
  std::string schema_json;
  std::string data;
};

Made made_of(compile::CompiledTemplate const& compiled, std::string const& title) {
  if (!compiled.schema_json().empty()) {
    return {compiled.schema_json(), compile::own_sample(compiled)};
  }
  return {compile::infer_schema(compiled.fields(), title),
          compile::sample_skeleton(compiled.fields())};
}

// Members before all others of an object.
std::string with_members(std::string const& json, std::string const& members) {
  std::size_t const brace = json.find('{');
  if (members.empty() || brace == std::string::npos) {
    return json;
  }
  bool const is_empty = json.find_first_not_of(" \n", brace + 1) == json.find('}', brace + 1);
  return data::pretty_json("{" + members + (is_empty ? "" : ",") + json.substr(brace + 1)) + "\n";
}

std::string guide_of(Made const& made,
                     library::Metadata const& metadata,
                     std::string const& data_file,
                     Language language) {
  bool const vi = language == Language::vi;
  base::Diagnostics ignored;
  auto const schema = data::Schema::compile(made.schema_json, "", ignored);
  std::string const& name = metadata.name.empty() ? metadata.id : metadata.name;
  std::string out = fmt::format(
      fmt::runtime(vi ? "# {}: hướng dẫn điền dữ liệu\n" : "# {}: how to fill the data in\n"),
      name);
  out += vi ? "\nMở tệp dữ liệu (JSON) bằng trình soạn thảo văn bản, thay các giá trị ví dụ bằng "
              "giá trị của mình. Khóa có ghi "
              "“có” là bắt buộc; khóa khác xóa đi khi không dùng. Chữ đặt trong dấu ngoặc kép; số "
              "viết bằng chữ số, dấu chấm "
              "thập phân, không ngăn cách hàng nghìn; ngày viết năm-tháng-ngày.\n"
            : "\nOpen the data file (JSON) in a text editor and put your values in the place of "
              "the examples. Keys marked "
              "“yes” are required; delete others that you do not need. Texts stand in double "
              "quotes; numbers are digits with a "
              "decimal point, without separators; dates are year-month-day.\n";
  if (metadata.profiles.size() > 1) {
    out += fmt::format(fmt::runtime(vi ? "\nThể thức: `\"$profile\"` là một trong {}.\n"
                                       : "\nLayout: `\"$profile\"` is one of {}.\n"),
                       fmt::join(metadata.profiles, ", "));
  }
  out += fmt::format("\n```\nthethuc render {} {} -o {}.docx\n```\n",
                     metadata.id,
                     data_file.empty() ? "so-lieu.json" : data_file,
                     metadata.id);
  return schema ? out + schema->guide(language) : out;
}

void refuse_existing(fs::path const& path, bool force) {
  std::error_code error;
  if (!force && fs::exists(path, error)) {
    throw UsageError(
        fmt::format("{} exists; name another file, or --force to replace it", path.string()),
        fmt::format("{} đã có; đặt tên khác, hoặc --force để thay", path.string()));
  }
}

// What the data made of the schema gives; findings are mistakes of the template's examples.
base::Diagnostics check(compile::CompiledTemplate const& compiled, std::string const& json) {
  base::Diagnostics found;
  data::Document data;
  if (data.parse(json, "", {}, found)) {
    std::string document;
    render::Scratch scratch;
    found.add(render::render(compiled, data, {}, scratch, document));
  }
  return found;
}

int run(Session const& session, Arguments const& arguments) {
  base::Diagnostics diagnostics;
  OpenedTemplate const opened =
      compile_template(arguments.id, session, profile_request(arguments.profile), diagnostics);
  if (!opened.compiled || diagnostics.has_errors()) {
    session.report(diagnostics);
    return kInputAtFault;
  }
  library::Metadata const& metadata = opened.metadata;
  Made const made = made_of(*opened.compiled, metadata.name.empty() ? metadata.id : metadata.name);
  std::string members = arguments.profile.empty()
                            ? std::string{}
                            : "\"$profile\":" + data::json_string(arguments.profile);
  if (arguments.guide) {
    write_output("-", guide_of(made, metadata, arguments.output, session.language()));
  } else if (arguments.output.empty() || arguments.output == "-") {
    write_output("-", with_members(made.data, members));
  } else {
    fs::path const data_file{arguments.output};
    fs::path const guide = fs::path{data_file}.replace_extension(".huong-dan.md");
    fs::path const schema = fs::path{data_file}.replace_extension(".schema.json");
    for (fs::path const& path : {data_file, guide, schema}) {
      if (!base::is_written_directly(path)) {
        refuse_existing(path, arguments.force);
      }
    }
    members = "\"$schema\":" + data::json_string("./" + schema.filename().string()) +
              (members.empty() ? "" : "," + members);
    write_output(schema, made.schema_json);
    write_output(guide,
                 guide_of(made, metadata, data_file.filename().string(), session.language()));
    write_output(data_file, with_members(made.data, members));
    log_step(
        fmt::format("wrote {}, {} and {}", data_file.string(), guide.string(), schema.string()));
  }
  diagnostics.add(check(*opened.compiled, made.data));
  session.report(diagnostics);
  return diagnostics.has_errors() ? kInputAtFault : kDone;
}

}  // namespace

void add_templates_new(CLI::App& group, Session& session) {
  auto const arguments = std::make_shared<Arguments>();
  CLI::App* const command =
      group.add_subcommand("new", "Write a data file to fill in, and a guide to it");
  command->add_option("ID", arguments->id, "The template")->required()->type_name("");
  command->add_option("-o,--output", arguments->output, "The data file to write")
      ->type_name("FILE");
  command->add_flag("--guide", arguments->guide, "Print the guide");
  command->add_flag("--force", arguments->force, "Replace files that are there");
  add_profile_option(*command, arguments->profile);
  command->footer(kFooter);
  add_common_options(*command, session);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return run(session, *arguments); };
  });
}

}  // namespace thethuc::cli
