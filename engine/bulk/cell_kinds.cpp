#include "bulk/cell_kinds.h"

#include <algorithm>
#include <optional>

#include "bulk/column_name.h"

namespace thethuc::bulk {

namespace {

CellKind kind_of(data::SchemaView const& view) {
  std::vector<data::Kind> const types = view.types();
  auto const has = [&](data::Kind kind) {
    return std::find(types.begin(), types.end(), kind) != types.end();
  };
  bool const is_number = has(data::Kind::number);
  bool const is_boolean = has(data::Kind::boolean);
  if (has(data::Kind::string) && view.may_be_date()) {
    return CellKind::date;
  }
  if (has(data::Kind::string)) {
    return is_number || is_boolean ? CellKind::any : CellKind::text;
  }
  if (is_number) {
    return CellKind::number;
  }
  if (is_boolean) {
    return CellKind::boolean;
  }
  return has(data::Kind::list) || has(data::Kind::object) ? CellKind::json : CellKind::any;
}

}  // namespace

CellKinds kinds_of(data::Schema const& schema) {
  return [&schema](std::string_view column) {
    std::optional<data::SchemaView> view = schema.root();
    for (std::string_view const name : parts_of(column)) {
      view = is_position(name) ? view->items() : view->property(name);
      if (!view) {
        return CellKind::any;
      }
    }
    return kind_of(*view);
  };
}

}  // namespace thethuc::bulk
