#include "http/negotiation.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "base/text.h"

namespace thethuc::http {

namespace {

struct Wish {
  std::string what;   // in small letters, without parameters
  double weight = 1;  // 0: not at all
};

std::string_view trimmed(std::string_view text) {
  std::size_t const first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// The text before the next `end`, which is taken off with it.
std::string_view take(std::string_view& text, char end) {
  std::size_t const at = std::min(text.find(end), text.size());
  std::string_view const taken = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return trimmed(taken);
}

std::vector<Wish> wishes(std::string_view header) {
  std::vector<Wish> all;
  while (!header.empty()) {
    std::string_view entry = take(header, ',');
    Wish wish{base::to_lower(take(entry, ';')), 1};
    while (!entry.empty()) {
      std::string_view const parameter = take(entry, ';');
      if (parameter.starts_with("q=") || parameter.starts_with("Q=")) {
        double weight = 0;
        std::from_chars(parameter.data() + 2, parameter.data() + parameter.size(), weight);
        wish.weight = weight >= 0 && weight <= 1 ? weight : 0;  // what is no number, too
      }
    }
    if (!wish.what.empty()) {
      all.push_back(std::move(wish));
    }
  }
  return all;
}

// How exactly a wish names an offer; 0: not at all.
int closeness(std::string_view wish, std::string_view offer) {
  if (wish == offer) {
    return 3;
  }
  if (wish == "*/*" || wish == "*") {
    return 1;
  }
  bool const is_range = wish.ends_with("/*");
  return is_range && offer.starts_with(wish.substr(0, wish.size() - 1)) ? 2 : 0;
}

// The weight of what names the offer most closely.
double weight_of(std::vector<Wish> const& all, std::string_view offer) {
  double weight = 0;
  int closest = 0;
  for (Wish const& wish : all) {
    int const close = closeness(wish.what, offer);
    if (close > closest) {
      closest = close;
      weight = wish.weight;
    }
  }
  return weight;
}

}  // namespace

std::optional<std::string_view> accepted(std::string_view accept,
                                         std::initializer_list<std::string_view> offers) {
  std::vector<Wish> const all = wishes(accept);
  if (all.empty()) {
    return *offers.begin();
  }
  std::optional<std::string_view> best;
  double best_weight = 0;
  for (std::string_view const offer : offers) {
    double const weight = weight_of(all, offer);
    if (weight > best_weight) {
      best = offer;
      best_weight = weight;
    }
  }
  return best;
}

base::Language accepted_language(std::string_view accept_language) {
  double vi = 0;
  double en = 0;
  for (Wish const& wish : wishes(accept_language)) {
    std::string_view const main = std::string_view{wish.what}.substr(0, wish.what.find('-'));
    if (main == "vi") {
      vi = std::max(vi, wish.weight);
    } else if (main == "en") {
      en = std::max(en, wish.weight);
    }
  }
  return en > vi ? base::Language::en : base::Language::vi;
}

bool accepts_gzip(std::string_view accept_encoding) {
  return weight_of(wishes(accept_encoding), "gzip") > 0;
}

std::string media_type(std::string_view content_type) {
  return base::to_lower(take(content_type, ';'));
}

}  // namespace thethuc::http
