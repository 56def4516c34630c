#include "library/metadata.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "data/value.h"

namespace thethuc::library {

namespace {

using base::Language;

std::vector<std::string> const& known_keys() {
  static std::vector<std::string> const keys = {"id",
                                                "name",
                                                "abbreviation",
                                                "group",
                                                "profile",
                                                "profiles",
                                                "description",
                                                "samples",
                                                "names"};
  return keys;
}

// Reads the members of the object one by one, each mistake a diagnostic.
class Reader {
 public:
  Reader(data::Value object, std::string const& file_name, base::Diagnostics& out)
      : object_(object), out_(out) {
    place_.file = file_name;
  }

  void needed_text(std::string const& key, std::string& target) {
    text(key, target);
    if (object_.find(key).is_missing()) {
      refuse(key, {"text", "một đoạn chữ"}, {"nothing", "chưa có"}, "");
    }
  }

  void text(std::string const& key, std::string& target) {
    data::Value const value = object_.find(key);
    if (value.is_missing()) {
      return;
    }
    if (value.kind() != data::Kind::string || value.text().empty()) {
      refuse(key, {"text", "một đoạn chữ"}, found(value), "/" + key);
      return;
    }
    target = value.text();
  }

  void text_list(std::string const& key, std::vector<std::string>& target) {
    data::Value const value = object_.find(key);
    if (value.is_missing()) {
      return;
    }
    if (value.kind() != data::Kind::list) {
      refuse(key, {"a list of texts", "một danh sách chữ"}, found(value), "/" + key);
      return;
    }
    data::Value item = value.first();
    for (std::size_t i = 0; i < value.size(); ++i, item = item.next()) {
      if (item.kind() == data::Kind::string) {
        target.emplace_back(item.text());
      } else {
        refuse(key,
               {"a list of texts", "một danh sách chữ"},
               found(item),
               fmt::format("/{}/{}", key, i));
      }
    }
  }

  // An object of texts.
  void text_map(std::string const& key, std::vector<std::pair<std::string, std::string>>& target) {
    static Words const kExpected{"an object of texts", "một đối tượng gồm các đoạn chữ"};
    data::Value const value = object_.find(key);
    if (value.is_missing()) {
      return;
    }
    if (value.kind() != data::Kind::object) {
      refuse(key, kExpected, found(value), "/" + key);
      return;
    }
    data::Value member = value.first();
    for (std::size_t i = 0; i < value.size(); ++i, member = member.next()) {
      if (member.kind() == data::Kind::string && !member.text().empty()) {
        target.emplace_back(member.key(), member.text());
      } else {
        refuse(key, kExpected, found(member), fmt::format("/{}/{}", key, member.key()));
      }
    }
  }

  bool has(std::string const& key) const { return !object_.find(key).is_missing(); }

  bool is_list(std::string const& key) const {
    return object_.find(key).kind() == data::Kind::list;
  }

  struct Words {
    std::string en;
    std::string vi;
  };

  void refuse(std::string const& key,
              Words const& expected,
              Words const& what,
              std::string pointer) {
    base::Diagnostic d = base::diagnose(base::Id::template_json_value,
                                        place_,
                                        {},
                                        {{"key", key},
                                         {"expected.en", expected.en},
                                         {"expected.vi", expected.vi},
                                         {"found.en", what.en},
                                         {"found.vi", what.vi}});
    d.data_pointer = std::move(pointer);
    out_.add(std::move(d));
  }

  void unknown_keys() {
    data::Value member = object_.first();
    for (std::size_t i = 0; i < object_.size(); ++i, member = member.next()) {
      std::string const key{member.key()};
      auto const& known = known_keys();
      if (std::find(known.begin(), known.end(), key) != known.end()) {
        continue;
      }
      base::Diagnostic d =
          base::diagnose(base::Id::template_json_key_unknown,
                         place_,
                         {},
                         {{"key", key}, {"known", fmt::format("{}", fmt::join(known, ", "))}});
      if (auto nearest = base::nearest_name(key, known)) {
        d.args.emplace_back("nearest", *nearest);
      }
      d.data_pointer = "/" + key;
      out_.add(std::move(d));
    }
  }

 private:
  static Words found(data::Value value) {
    if (value.kind() == data::Kind::string && value.text().empty()) {
      return {"an empty text", "đây là đoạn chữ rỗng"};
    }
    return {std::string{data::kind_name(value.kind(), Language::en)},
            fmt::format("đây là {}", data::kind_name(value.kind(), Language::vi))};
  }

  data::Value object_;
  base::Place place_;
  base::Diagnostics& out_;
};

// A profile names a folder below _base, so it must be one plain segment.
bool is_plain_segment(std::string_view name) {
  return !name.empty() && name.front() != '.' &&
         name.find_first_of("/\\") == std::string_view::npos &&
         name.find('\0') == std::string_view::npos;
}

void read_profiles(Reader& reader, Metadata& metadata) {
  reader.needed_text("profile", metadata.profile);
  reader.text_list("profiles", metadata.profiles);
  auto const refuse = [&](std::string const& key,
                          Reader::Words const& expected,
                          std::string const& found,
                          std::string pointer) {
    reader.refuse(key,
                  expected,
                  {fmt::format("\"{}\"", found), fmt::format("đây là \"{}\"", found)},
                  std::move(pointer));
  };
  Reader::Words const folder{"the name of a folder in _base", "tên một thư mục trong _base"};
  if (!metadata.profile.empty() && !is_plain_segment(metadata.profile)) {
    refuse("profile", folder, metadata.profile, "/profile");
  }
  for (std::size_t i = 0; i < metadata.profiles.size(); ++i) {
    if (!is_plain_segment(metadata.profiles[i])) {
      refuse("profiles", folder, metadata.profiles[i], fmt::format("/profiles/{}", i));
    }
  }
  if (!reader.has("profiles")) {
    metadata.profiles = {metadata.profile};
  } else if (!reader.is_list("profiles")) {
    return;  // refused already
  } else if (auto const& all = metadata.profiles;
             !metadata.profile.empty() &&
             std::find(all.begin(), all.end(), metadata.profile) == all.end()) {
    refuse("profiles",
           {fmt::format("a list with the profile \"{}\"", metadata.profile),
            fmt::format("danh sách có bộ khung \"{}\"", metadata.profile)},
           fmt::format("{}", fmt::join(all, ", ")),
           "/profiles");
  }
}

// A name under a profile that the template does not have would never be printed.
void check_names(Reader& reader, Metadata const& metadata) {
  for (auto const& [profile, name] : metadata.names) {
    auto const& all = metadata.profiles;
    if (std::find(all.begin(), all.end(), profile) == all.end()) {
      std::string const known = fmt::format("{}", fmt::join(all, ", "));
      reader.refuse("names",
                    {"names of profiles among " + known, "tên của các bộ khung trong " + known},
                    {fmt::format("\"{}\"", profile), fmt::format("đây là \"{}\"", profile)},
                    fmt::format("/names/{}", profile));
    }
  }
}

}  // namespace

std::string const& Metadata::name_under(std::string_view of_profile) const {
  auto const found = std::find_if(
      names.begin(), names.end(), [&](auto const& entry) { return entry.first == of_profile; });
  return found == names.end() ? name : found->second;
}

std::optional<Metadata> read_metadata(std::string_view json,
                                      std::string const& file_name,
                                      std::string const& folder_name,
                                      base::Diagnostics& out) {
  base::Diagnostics found;
  data::Document document;
  Metadata metadata;
  metadata.id = folder_name;
  data::Limits limits;
  limits.subject = {};
  if (document.parse(json, file_name, limits, found)) {
    data::Value const root = document.root();
    Reader reader{root, file_name, found};
    if (root.kind() != data::Kind::object) {
      reader.refuse("",
                    {"an object", "một đối tượng"},
                    {std::string{data::kind_name(root.kind(), Language::en)},
                     fmt::format("đây là {}", data::kind_name(root.kind(), Language::vi))},
                    "");
    } else {
      std::string id;
      reader.needed_text("id", id);
      if (!id.empty() && id != folder_name) {
        reader.refuse("id",
                      {fmt::format("the folder's name \"{}\"", folder_name),
                       fmt::format("tên thư mục \"{}\"", folder_name)},
                      {fmt::format("\"{}\"", id), fmt::format("đây là \"{}\"", id)},
                      "/id");
      }
      reader.needed_text("name", metadata.name);
      reader.text("abbreviation", metadata.abbreviation);
      reader.text("group", metadata.group);
      read_profiles(reader, metadata);
      reader.text("description", metadata.description);
      reader.text_list("samples", metadata.samples);
      reader.text_map("names", metadata.names);
      check_names(reader, metadata);
      reader.unknown_keys();
    }
  }
  bool const sound = !found.has_errors();
  out.add(std::move(found));
  return sound ? std::optional{std::move(metadata)} : std::nullopt;
}

void write_metadata(data::JsonWriter& json, Metadata const& metadata) {
  json.key("id").text(metadata.id);
  json.key("name").text(metadata.name);
  json.key("abbreviation").text(metadata.abbreviation);
  json.key("group").text(metadata.group);
  json.key("profile").text(metadata.profile);
  json.key("profiles").begin_list();
  for (std::string const& profile : metadata.profiles) {
    json.text(profile);
  }
  json.end_list();
  json.key("description").text(metadata.description);
  json.key("samples").begin_list();
  for (std::string const& sample : metadata.samples) {
    json.text(sample);
  }
  json.end_list();
}

}  // namespace thethuc::library
