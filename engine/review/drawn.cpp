#include "review/drawn.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

namespace thethuc::review {

namespace {

class Pairing {
 public:
  Pairing(std::vector<Drawn> const& from,
          std::vector<Drawn> const& to,
          double points,
          bool is_picture)
      : from_(from), to_(to), points_(points), tolerances_{points / kPointsPerMm, kSameThickness} {
    if (is_picture) {
      tolerances_[1] = tolerances_[0];
    }
  }

  DrawnPairs pairs() {
    settle();
    match_forms();
    pair_rest();
    return std::move(out_);
  }

 private:
  bool has_form(Drawn const& a, Drawn const& b) const {
    return a.is_upright == b.is_upright && std::abs(a.form[0] - b.form[0]) <= tolerances_[0] &&
           std::abs(a.form[1] - b.form[1]) <= tolerances_[1];
  }

  // What stands where it is expected is found by its place, whatever came and went before it: the
  // borders of a table are many, and alike.
  void settle() {
    new_of_.assign(from_.size(), kNone);
    old_of_.assign(to_.size(), kNone);
    using Place = std::pair<int, double>;  // page, top
    std::vector<std::pair<Place, std::size_t>> places;
    for (std::size_t i = 0; i < to_.size(); ++i) {
      places.push_back({{to_[i].box.page, to_[i].box.top}, i});
    }
    std::sort(places.begin(), places.end());
    double const same = points_ / kPointsPerMm;
    for (std::size_t i = 0; i < from_.size(); ++i) {
      for (TextShift const& shift : from_[i].shifts) {
        double const top = from_[i].box.top;
        Place const last{shift.page, top + shift.most_dy + same};
        auto place = std::lower_bound(
            places.begin(),
            places.end(),
            std::pair<Place, std::size_t>{{shift.page, top + shift.least_dy - same}, 0});
        for (; new_of_[i] == kNone && place != places.end() && place->first <= last; ++place) {
          std::size_t const j = place->second;
          if (old_of_[j] == kNone && has_form(from_[i], to_[j]) &&
              is_expected(from_[i].box, to_[j].box, from_[i].shifts, points_)) {
            new_of_[i] = j;
            old_of_[j] = i;
          }
        }
      }
    }
  }

  // Of the others, those of one form that come in the same order.
  void match_forms() {
    // Two of one form may have two numbers, when rounding parts them; then they are `changed`.
    std::map<std::tuple<long, long, bool>, Symbol> forms;
    auto const number = [&](Drawn const& one) {
      auto const rounded = [&](std::size_t i) {
        return std::lround(one.form[i] / (2 * tolerances_[i]));
      };
      return forms
          .emplace(std::tuple{rounded(0), rounded(1), one.is_upright},
                   static_cast<Symbol>(forms.size()))
          .first->second;
    };
    // Settled pairs, each a symbol of its own, keep the others in their places.
    auto const first = static_cast<Symbol>(from_.size() + to_.size());
    std::vector<Symbol> then;
    std::vector<Symbol> now;
    for (std::size_t i = 0; i < from_.size(); ++i) {
      then.push_back(new_of_[i] != kNone ? first + static_cast<Symbol>(i) : number(from_[i]));
    }
    for (std::size_t j = 0; j < to_.size(); ++j) {
      now.push_back(old_of_[j] != kNone ? first + static_cast<Symbol>(old_of_[j]) : number(to_[j]));
    }
    std::vector<Match> found = matches(then, now);
    found.emplace_back(from_.size(), to_.size());
    std::size_t i = 0;
    std::size_t j = 0;
    for (Match const& match : found) {
      between(i, match.first, j, match.second);
      if (match.first < from_.size() && new_of_[match.first] == kNone) {
        out_.moved.push_back(match);
      }
      i = match.first + 1;
      j = match.second + 1;
    }
  }

  // What lies between two matches: as many as both sides have are pairs, the others came or went.
  void between(std::size_t i, std::size_t i_end, std::size_t j, std::size_t j_end) {
    auto const skip_settled = [&] {
      for (; i < i_end && new_of_[i] != kNone; ++i) {
      }
      for (; j < j_end && old_of_[j] != kNone; ++j) {
      }
    };
    for (skip_settled(); i < i_end && j < j_end; skip_settled()) {
      if (from_[i].is_upright == to_[j].is_upright && from_[i].box.page == to_[j].box.page) {
        out_.changed.emplace_back(i++, j++);
      } else {
        out_.gone.push_back(i++);
        out_.came.push_back(j++);
      }
    }
    for (skip_settled(); i < i_end; ++i, skip_settled()) {
      out_.gone.push_back(i);
    }
    for (skip_settled(); j < j_end; ++j, skip_settled()) {
      out_.came.push_back(j);
    }
  }

  // What went at one place of the page and came at another has moved.
  void pair_rest() {
    constexpr std::size_t kMost = 4'000'000;  // pairs that are looked at
    if (out_.gone.size() * out_.came.size() > kMost) {
      return;
    }
    std::erase_if(out_.gone, [&](std::size_t i) {
      auto const other = std::find_if(out_.came.begin(), out_.came.end(), [&](std::size_t j) {
        return from_[i].box.page == to_[j].box.page && has_form(from_[i], to_[j]);
      });
      if (other == out_.came.end()) {
        return false;
      }
      out_.moved.emplace_back(i, *other);
      out_.came.erase(other);
      return true;
    });
  }

  std::vector<Drawn> const& from_;
  std::vector<Drawn> const& to_;
  double points_;
  std::array<double, 2> tolerances_;
  std::vector<std::size_t> new_of_;  // of each old one that stands where it should; kNone
  std::vector<std::size_t> old_of_;
  DrawnPairs out_;
};

}  // namespace

DrawnPairs pair_drawn(std::vector<Drawn> const& from,
                      std::vector<Drawn> const& to,
                      double points,
                      bool is_picture) {
  return Pairing{from, to, points, is_picture}.pairs();
}

}  // namespace thethuc::review
