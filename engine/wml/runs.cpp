#include "wml/runs.h"

#include "wml/names.h"

namespace thethuc::wml {

pugi::xml_node split_run_before(pugi::xml_node run, pugi::xml_node child) {
  pugi::xml_node rest = run.parent().insert_child_after(run.name(), run);
  for (pugi::xml_attribute a : run.attributes()) {
    rest.append_copy(a);
  }
  if (pugi::xml_node const properties = run.child(w::rPr)) {
    rest.append_copy(properties);
  }
  while (child) {
    pugi::xml_node const next = child.next_sibling();
    rest.append_move(child);
    child = next;
  }
  return rest;
}

bool is_empty_run(pugi::xml_node run) {
  for (pugi::xml_node child : run.children()) {
    if (!is(child, w::rPr)) {
      return false;
    }
  }
  return true;
}

}  // namespace thethuc::wml
