#pragma once

// Templates and data made at random, to try laws on.

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "data/value.h"

namespace thethuc::test {

// A JSON value that can be changed.
struct Json {
  std::string scalar = "null";                         // JSON text of what is no list or object
  char kind = 's';                                     // s: scalar, l: list, o: object
  std::vector<std::pair<std::string, Json>> children;  // items have no name

  std::string text() const;
  static Json of(data::Value value);
  // All values within, this one first; valid until one of them is changed.
  std::vector<Json*> all();
};

using Random = std::mt19937;

// The body of a template: tags of few names, nested and mixed in any way.
std::string any_template(Random& random);
// One that asks for data of one shape, whatever the shape: some data fills it.
std::string sensible_template(Random& random);
// Data of the same few names. No name stands within itself.
Json any_data(Random& random);
// Whether a name stands within itself.
bool nests(Json const& data);
// Puts something else in some place.
void change(Json& data, Random& random);

}  // namespace thethuc::test
