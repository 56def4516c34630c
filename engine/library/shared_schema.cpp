#include "library/shared_schema.h"

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/input_file.h"
#include "data/filters.h"
#include "data/json_text.h"
#include "data/value.h"

namespace thethuc::library {

namespace {

namespace fs = std::filesystem;
using data::Kind;
using data::Value;

constexpr std::string_view kSharedFolder = "_schema";
constexpr std::string_view kDefinitions = "$defs";
constexpr std::string_view kReference = "$ref";

bool is_one_of(std::string_view key, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), key) != names.end();
}

// A text as one token of a URI's fragment.
std::string fragment_token(std::string_view name) {
  std::string pointer;
  data::append_pointer(pointer, name);
  std::string token;
  for (char const c : pointer.substr(1)) {
    token += c == '%' ? "%25" : std::string{c};
  }
  return token;
}

class Bundler {
 public:
  Bundler(fs::path const& library,
          std::string const& profile,
          data::SchemaLimits const& limits,
          base::Diagnostics& out)
      : library_(library), profile_(profile), out_(out) {
    limits_.subject = "schema";
    limits_.max_bytes = limits.max_bytes;
    limits_.max_nodes = limits.max_values;
  }

  BundledSchema run(std::string_view json, std::string const& folder) {
    File& own = files_[folder + "/schema.json"];
    own.path = folder + "/schema.json";
    own.display = (library_ / folder / "schema.json").string();
    base::Diagnostics ignored;  // compiling tells
    own.is_read = own.document.parse(json, own.display, limits_, ignored);
    if (own.is_read && own.document.root().kind() == Kind::object) {
      own_ = &own;
      take_names(own.document.root().find(kDefinitions));
      std::string bundled = with_definitions(own);
      if (!targets_.empty() || dropped_) {
        return {data::pretty_json(bundled) + "\n", std::move(origins_)};
      }
    }
    return {std::string{json}, {}};
  }

 private:
  struct File {
    std::string path;     // in the library: "_schema/chung.json"
    std::string display;  // "templates/_schema/chung.json"
    data::Document document;
    bool is_read = false;
    File const* of_profile = nullptr;  // of a shared file: the profile's of that name
    File const* shared = nullptr;      // of a profile's file: the shared one of that name
  };
  struct Target {
    File const* file;
    std::string pointer;
    std::string name;  // in the bundle's $defs
  };

  void take_names(Value definitions) {
    Value member = definitions.first();
    for (std::size_t i = 0; i < definitions.size(); ++i, member = member.next()) {
      names_.emplace_back(member.key());
    }
  }

  // The schema with all that it refers to.
  std::string with_definitions(File const& own) {
    Value const root = own.document.root();
    std::string text;
    append_members(text, own, root);
    // Each target may bring others.
    std::string more;
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      Target const target = targets_[i];
      more += more.empty() ? "" : ",";
      data::append_json_string(more, target.name);
      more += ':';
      append_schema(more, *target.file, target.file->document.at(target.pointer));
    }
    Value const present = root.find(kDefinitions);
    if (present.kind() != Kind::object) {
      return fmt::format(
          "{{{}{}\"{}\":{{{}}}}}", text, text.empty() ? "" : ",", kDefinitions, more);
    }
    std::string all;
    append_members(all, own, root, more);
    return "{" + all + "}";
  }

  // The members of a schema; `more` goes behind those of its $defs.
  void append_members(std::string& out,
                      File const& file,
                      Value schema,
                      std::string_view more = {}) {
    Value member = schema.first();
    bool first = true;
    for (std::size_t i = 0; i < schema.size(); ++i, member = member.next()) {
      std::string_view const key = member.key();
      std::string value;
      if (key == kReference && member.kind() == Kind::string) {
        std::optional<std::string> const reference = bundled_reference(file, member);
        if (!reference) {
          continue;
        }
        data::append_json_string(value, *reference);
      } else if (is_one_of(key, {"properties", kDefinitions}) && member.kind() == Kind::object) {
        append_map(value, file, member, key == kDefinitions ? more : std::string_view{});
      } else if (is_one_of(key, {"items", "additionalProperties", "if", "then", "else"})) {
        append_schema(value, file, member);
      } else if (is_one_of(key, {"allOf", "anyOf", "oneOf", "prefixItems"}) &&
                 member.kind() == Kind::list) {
        append_list(value, file, member);
      } else {
        data::append_json(value, member);
      }
      out += first ? "" : ",";
      first = false;
      data::append_json_string(out, key);
      out.append(":").append(value);
    }
  }

  void append_schema(std::string& out, File const& file, Value schema) {
    if (schema.kind() != Kind::object) {
      data::append_json(out, schema);
      return;
    }
    out += '{';
    append_members(out, file, schema);
    out += '}';
  }

  void append_map(std::string& out, File const& file, Value map, std::string_view more) {
    out += '{';
    Value member = map.first();
    for (std::size_t i = 0; i < map.size(); ++i, member = member.next()) {
      out += i > 0 ? "," : "";
      data::append_json_string(out, member.key());
      out += ':';
      append_schema(out, file, member);
    }
    out.append(map.size() > 0 && !more.empty() ? "," : "").append(more).append("}");
  }

  void append_list(std::string& out, File const& file, Value list) {
    out += '[';
    Value item = list.first();
    for (std::size_t i = 0; i < list.size(); ++i, item = item.next()) {
      out += i > 0 ? "," : "";
      append_schema(out, file, item);
    }
    out += ']';
  }

  // What a $ref becomes; nullopt, told once, when it leads nowhere.
  std::optional<std::string> bundled_reference(File const& from, Value value) {
    std::string_view const reference = value.text();
    std::string_view const path = reference.substr(0, reference.find('#'));
    if (path.empty() && &from == own_) {
      return std::string{reference};
    }
    File const* file = path.empty() ? &from : shared_file(from, path, value);
    if (!file || !file->is_read) {
      dropped_ = true;
      return std::nullopt;
    }
    std::string pointer = path.size() < reference.size()
                              ? data::pointer_of_fragment(reference.substr(path.size() + 1))
                              : std::string{};
    // By its path a profile's file names the shared schema that its own takes the place of.
    if (path.empty() || !from.shared) {
      file = that_counts(*file, pointer);
    }
    // null is a value, but no schema; only nothing at all has no node.
    if ((!pointer.empty() && pointer.front() != '/') || !file->document.at(pointer).node()) {
      report_pointer(from, value, *file, path);
      dropped_ = true;
      return std::nullopt;
    }
    return fmt::format("#/{}/{}", kDefinitions, fragment_token(name_of(*file, std::move(pointer))));
  }

  // Of a shared file and the profile's of that name, the one whose definition counts: the
  // profile's, where it has it.
  static File const* that_counts(File const& file, std::string const& pointer) {
    if (file.of_profile && !pointer.empty() && file.of_profile->document.at(pointer).node()) {
      return file.of_profile;
    }
    return file.shared && !file.document.at(pointer).node() ? file.shared : &file;
  }

  std::string const& name_of(File const& file, std::string pointer) {
    for (Target const& target : targets_) {
      if (target.file == &file && target.pointer == pointer) {
        return target.name;
      }
    }
    std::string_view rest = pointer;
    if (rest.starts_with("/$defs/")) {
      rest.remove_prefix(std::string_view{"/$defs"}.size());
    }
    std::string name = fs::path{file.path}.stem().string() + std::string{rest};
    std::replace(name.begin(), name.end(), '/', '.');
    while (std::find(names_.begin(), names_.end(), name) != names_.end()) {
      name += '_';
    }
    names_.push_back(name);
    std::string bundled = fmt::format("/{}", kDefinitions);
    data::append_pointer(bundled, name);
    origins_.push_back({std::move(bundled), file.display, pointer});
    return targets_.emplace_back(Target{&file, std::move(pointer), std::move(name)}).name;
  }

  // The file that a path names, seen from another; null after a diagnostic. Only what lies in
  // _schema is opened, whatever a template says.
  File const* shared_file(File const& from, std::string_view path, Value value) {
    fs::path const wanted = (fs::path{from.path}.parent_path() / path).lexically_normal();
    std::string const name = wanted.string();
    if (wanted.parent_path() != kSharedFolder || !is_file(wanted)) {
      report_file(from, value, wanted);
      return nullptr;
    }
    if (auto const found = files_.find(name); found != files_.end()) {
      return &found->second;
    }
    File& file = read(wanted);
    fs::path const of_profile = fs::path{kSharedFolder} / profile_ / wanted.filename();
    if (!profile_.empty() && is_file(of_profile)) {
      File& other = read(of_profile);
      other.shared = &file;
      file.of_profile = other.is_read ? &other : nullptr;
    }
    return &file;
  }

  bool is_file(fs::path const& in_library) const {
    std::error_code error;
    return fs::is_regular_file(fs::symlink_status(library_ / in_library, error));
  }

  File& read(fs::path const& in_library) {
    File& file = files_[in_library.string()];
    file.path = in_library.string();
    file.display = (library_ / in_library).string();
    std::optional<std::string> const json =
        base::read_file(library_ / in_library, limits_.max_bytes, "schema-bytes", out_);
    file.is_read = json && file.document.parse(*json, file.display, limits_, out_);
    return file;
  }

  base::Diagnostic about(base::Id id, File const& from, Value value) {
    base::Diagnostic d = base::diagnose(
        id, base::place_in_file(from.display), {}, {{"found", data::in_quotes(value.text())}});
    d.data_pointer = from.document.pointer(value);
    return d;
  }

  void report_file(File const& from, Value value, fs::path const& wanted) {
    base::Diagnostic d = about(base::Id::schema_ref_file, from, value);
    d.args.emplace_back("where", (library_ / kSharedFolder).string());
    if (auto nearest = base::nearest_path(library_ / kSharedFolder / wanted.filename())) {
      d.args.emplace_back(
          "nearest",
          (from.path.starts_with(kSharedFolder) ? "" : "../" + std::string{kSharedFolder} + "/") +
              fs::path{*nearest}.filename().string());
    }
    add_once(std::move(d));
  }

  void report_pointer(File const& from, Value value, File const& file, std::string_view path) {
    base::Diagnostic d = about(base::Id::schema_bad_ref, from, value);
    std::vector<std::string> names;
    Value const definitions = file.document.root().find(kDefinitions);
    Value member = definitions.first();
    for (std::size_t i = 0; i < definitions.size(); ++i, member = member.next()) {
      std::string pointer = fmt::format("{}#/{}", path, kDefinitions);
      data::append_pointer(pointer, member.key());
      names.push_back(std::move(pointer));
    }
    if (auto nearest = base::nearest_name(value.text(), names)) {
      d.args.emplace_back("nearest", *nearest);
    }
    add_once(std::move(d));
  }

  // $defs is walked again once it is known what goes behind its members.
  void add_once(base::Diagnostic d) {
    for (base::Diagnostic const& told : out_.entries()) {
      if (told.id == d.id && told.place == d.place && told.data_pointer == d.data_pointer) {
        return;
      }
    }
    out_.add(std::move(d));
  }

  fs::path const& library_;
  std::string const& profile_;
  data::Limits limits_;
  base::Diagnostics& out_;
  File const* own_ = nullptr;
  std::map<std::string, File> files_;  // by path in the library; places stay where they are
  std::deque<Target> targets_;
  std::vector<std::string> names_;  // that $defs has
  std::vector<compile::SchemaOrigin> origins_;
  bool dropped_ = false;
};

}  // namespace

BundledSchema bundle_schema(std::string_view json,
                            fs::path const& library,
                            std::string const& folder,
                            std::string const& profile,
                            data::SchemaLimits const& limits,
                            base::Diagnostics& out) {
  return Bundler{library, profile, limits, out}.run(json, folder);
}

}  // namespace thethuc::library
