#include "wml/runs.h"

#include <string>
#include <string_view>

#include "wml/names.h"

namespace thethuc::wml {

pugi::xml_node split_text(pugi::xml_node text, std::size_t offset) {
  std::string const whole = text.text().get();
  pugi::xml_node rest = text.parent().insert_child_after(text.name(), text);
  for (pugi::xml_attribute a : text.attributes()) {
    rest.append_copy(a);
  }
  rest.text().set(whole.substr(offset).c_str());
  text.text().set(whole.substr(0, offset).c_str());
  return rest;
}

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
