// Data that no tag asks for: often a misspelt name, so it is told.

#include <algorithm>
#include <set>

#include "render/walk.h"

namespace thethuc::render {
namespace {

class UnusedKeys {
 public:
  UnusedKeys(compile::Program const& program,
             data::Document const& data,
             std::vector<std::string> const& missing_names,
             Options const& options,
             base::Diagnostics& out)
      : program_(program),
        data_(data),
        missing_names_(missing_names),
        options_(options),
        out_(out) {
    for (base::Diagnostic const& d : out.entries()) {
      if (d.id != base::Id::value_missing && !d.data_pointer.empty()) {
        told_.insert(data.at(d.data_pointer).node());
      }
    }
  }

  void visit(data::Value value, std::size_t depth = 0) {
    if ((value.kind() != data::Kind::object && value.kind() != data::Kind::list) ||
        is_structured(value) || told_.contains(value.node())) {
      return;
    }
    if (depth == seen_.size()) {
      seen_.emplace_back();
    }
    data::Value child = value.first();
    for (std::size_t i = 0; i < value.size(); ++i, child = child.next()) {
      // Below a key that nobody asks for, all is as unknown: told once.
      if (value.kind() == data::Kind::object && !is_known_there(child.key(), depth, i)) {
        report(child);
      } else {
        visit(child, depth + 1);
      }
    }
  }

 private:
  // The structured form of a rich value, whose keys are rich's affair.
  bool is_structured(data::Value value) const {
    return !program_.inserts.empty() && value.kind() == data::Kind::object &&
           value.find("blocks").kind() == data::Kind::list &&
           !program_.known_names.contains("blocks");
  }

  // The rows of a table have the same keys in the same order: what was known at this depth and
  // place last time needs no look-up.
  bool is_known_there(std::string_view key, std::size_t depth, std::size_t place) {
    constexpr std::size_t kMostPlaces = 64;
    if (place >= kMostPlaces) {
      return is_known(key);
    }
    std::vector<std::string_view>& seen = seen_[depth];
    if (place < seen.size() && seen[place] == key) {
      return true;
    }
    if (!is_known(key)) {
      return false;
    }
    seen.resize(std::max(seen.size(), place + 1));
    seen[place] = key;
    return true;
  }

  // Keys that begin with '$' ("$schema", "$profile") speak to the engine, not to the template.
  bool is_known(std::string_view key) {
    key_ = key;
    return key.starts_with('$') || program_.known_names.contains(key_);
  }

  void report(data::Value value) {
    if (out_.is_full(base::Id::data_key_unused)) {
      // Looking for a name among thousands, for each of thousands of keys, would never end.
      base::Diagnostic counted = base::diagnose(base::Id::data_key_unused);
      counted.severity = options_.strict ? base::Severity::error : counted.severity;
      out_.add(std::move(counted));
      return;
    }
    base::Place place;
    place.file = options_.data_file_name;
    base::Diagnostic d = base::diagnose(
        base::Id::data_key_unused, std::move(place), "", {{"name", std::string{value.key()}}});
    d.data_pointer = data_.pointer(value);
    std::optional<std::string> const meant = base::nearest_name(value.key(), missing_names_);
    if (meant) {
      d.args.emplace_back("nearest", *meant);
    } else if (std::optional<std::string> const near = nearest_known(value.key())) {
      d.args.emplace_back("nearest", *near);
    }
    // Where values may be missing, a name that is near one of them tells no more than that.
    bool const may_miss = options_.missing.value_or(Missing::error) != Missing::error;
    if (options_.strict || (meant && !may_miss)) {
      d.severity = base::Severity::error;
    }
    out_.add(std::move(d));
  }

  std::optional<std::string> nearest_known(std::string_view key) {
    if (known_.empty()) {
      known_.assign(program_.known_names.begin(), program_.known_names.end());
      std::sort(known_.begin(), known_.end());
    }
    return base::nearest_name(key, known_);
  }

  compile::Program const& program_;
  data::Document const& data_;
  std::vector<std::string> const& missing_names_;
  Options const& options_;
  std::set<data::Node const*> told_;
  base::Diagnostics& out_;
  std::vector<std::string> known_;
  std::string key_;
  std::vector<std::vector<std::string_view>> seen_;  // known keys, by depth and place
};

}  // namespace

void report_unused_keys(compile::Program const& program,
                        data::Document const& data,
                        std::vector<std::string> const& missing_names,
                        Options const& options,
                        base::Diagnostics& out) {
  UnusedKeys{program, data, missing_names, options, out}.visit(data.root());
}

}  // namespace thethuc::render
