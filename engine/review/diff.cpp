#include "review/diff.h"

#include <algorithm>
#include <future>
#include <map>
#include <set>
#include <thread>

#include <fmt/format.h>

#include "review/compare_laid_out.h"
#include "review/filler.h"
#include "review/laid_out.h"
#include "review/side.h"

namespace thethuc::review {

namespace {

struct Document {
  std::string bytes;
  std::string name;
};

class Differ {
 public:
  Differ(DiffRequest const& request, Side const& from, Side const& to)
      : request_(request),
        from_(from),
        to_(to),
        old_filler_(from, request),
        new_filler_(to, request) {}

  std::vector<Entry> documents() {
    Entry entry;
    compare(entry, {from_.bytes(), from_.display()}, {to_.bytes(), to_.display()});
    done(1, 1, to_.display());
    std::vector<Entry> entries;
    entries.push_back(std::move(entry));
    return entries;
  }

  std::vector<Entry> templates(base::Diagnostics& out) {
    std::vector<Pair> const pairs = pair_templates(out);
    std::vector<Entry> entries;
    std::size_t all = 0;
    for (Pair const& pair : pairs) {
      all += pair.samples.size();
    }
    std::size_t count = 0;
    for (Pair const& pair : pairs) {
      if (pair.samples.empty()) {
        entries.push_back(without_samples(pair));
      }
      for (SamplePair const& sample : pair.samples) {
        entries.push_back(filled(pair, sample));
        done(++count, all, sample.name);
      }
    }
    return entries;
  }

 private:
  struct SamplePair {
    std::string name;
    std::optional<Sample> of_old;
    std::optional<Sample> of_new;
  };
  // A template on both sides; an id is empty when that side has none.
  struct Pair {
    std::string old_id;
    std::string new_id;
    std::vector<SamplePair> samples;
    std::string id() const { return new_id.empty() ? old_id : new_id; }
  };

  void done(std::size_t count, std::size_t all, std::string_view name) const {
    if (request_.progress) {
      request_.progress(count, all, name);
    }
  }

  std::vector<SamplePair> samples_of(Pair const& pair) const {
    std::map<std::string, SamplePair> by_name;
    if (!request_.data.empty()) {
      std::vector<SamplePair> given;
      for (std::size_t i = 0; i < request_.data.size(); ++i) {
        std::filesystem::path const& file = request_.data[i];
        given.push_back({file.string(), std::nullopt, Sample{file.string(), file}});
        if (i < request_.old_data.size()) {
          given.back().of_old = Sample{file.string(), request_.old_data[i]};
        }
      }
      return given;
    }
    for (auto const& [name, sample] : to_.samples(pair.new_id)) {
      by_name[name].of_new = sample;
    }
    for (auto const& [name, sample] : from_.samples(pair.old_id)) {
      by_name[name].of_old = sample;
    }
    std::vector<SamplePair> list;
    for (auto& [name, one] : by_name) {
      one.name = name;
      list.push_back(std::move(one));
    }
    return list;
  }

  std::vector<Pair> pair_templates(base::Diagnostics& out) {
    std::vector<std::string> const old_ids = from_.template_ids(out);
    std::vector<std::string> const new_ids = to_.template_ids(out);
    std::vector<Pair> pairs;
    if (from_.kind() == SideKind::template_alone) {
      pairs.push_back({old_ids.front(), new_ids.front(), {}});
    } else {
      std::map<std::string, Pair> by_id;
      for (std::string const& id : old_ids) {
        by_id[id].old_id = id;
      }
      for (std::string const& id : new_ids) {
        by_id[id].new_id = id;
      }
      for (auto& [id, pair] : by_id) {
        pairs.push_back(std::move(pair));
      }
    }
    for (Pair& pair : pairs) {
      if (!pair.old_id.empty() && !pair.new_id.empty()) {
        pair.samples = samples_of(pair);
      }
    }
    return pairs;
  }

  Entry without_samples(Pair const& pair) {
    Entry entry;
    entry.template_id = pair.id();
    if (pair.old_id.empty() || pair.new_id.empty()) {
      entry.outcome = pair.old_id.empty() ? Outcome::template_added : Outcome::template_removed;
      return entry;
    }
    entry.diagnostics.add(old_filler_.check(pair.old_id));
    entry.diagnostics.add(new_filler_.check(pair.new_id));
    if (!entry.diagnostics.has_errors()) {
      entry.diagnostics.add(no_data(pair));
    }
    entry.outcome = entry.diagnostics.has_errors() ? Outcome::failed : Outcome::same;
    return entry;
  }

  // That a template has no sample: of a library a warning, since others have some.
  base::Diagnostic no_data(Pair const& pair) const {
    std::set<std::string> looked_in;
    for (Side const* side : {&from_, &to_}) {
      if (std::string const where = side->samples_display(); !where.empty()) {
        looked_in.insert(where + "/" + pair.id());
      }
    }
    std::string where;
    for (std::string const& one : looked_in) {
      where += (where.empty() ? "" : ", ") + one;
    }
    base::Diagnostic d = base::diagnose(
        base::Id::diff_no_data,
        base::place_in_file(to_.kind() == SideKind::library ? pair.id() : to_.display()),
        {},
        {{"where.en", where.empty() ? "" : "; looked in " + where},
         {"where.vi", where.empty() ? "" : "; đã tìm trong " + where}});
    if (to_.kind() == SideKind::library) {
      d.severity = base::Severity::warning;
    }
    return d;
  }

  // The new sample for both sides, that of OLD where there is no new one; each its own when OLD
  // cannot take the new one, as after a change of its schema.
  Entry filled(Pair const& pair, SamplePair const& sample) {
    Entry entry;
    entry.template_id = pair.id();
    entry.sample = sample.name;
    Sample const& data = sample.of_new ? *sample.of_new : *sample.of_old;
    Side const& owner = sample.of_new ? to_ : from_;
    Filler::Filled now = new_filler_.fill(pair.new_id, data);
    Filler::Filled then = old_filler_.fill(pair.old_id, data);
    if (then.diagnostics.has_errors() && !then.template_broken && sample.of_new && sample.of_old) {
      Filler::Filled own = old_filler_.fill(pair.old_id, *sample.of_old);
      if (!own.diagnostics.has_errors()) {
        from_.relocate(own.diagnostics);
        then = std::move(own);
        entry.own_data = true;
      }
    }
    entry.diagnostics.add(std::move(then.diagnostics));
    entry.diagnostics.add(std::move(now.diagnostics));
    owner.relocate(entry.diagnostics);
    entry.diagnostics.drop_repeats();  // data that neither can read
    if (entry.diagnostics.has_errors()) {
      entry.outcome = Outcome::failed;
      return entry;
    }
    compare(entry,
            {std::move(then.docx), fmt::format("{} ({})", sample.name, from_.display())},
            {std::move(now.docx), fmt::format("{} ({})", sample.name, to_.display())});
    return entry;
  }

  convert::Converter& converter() {
    if (!converter_) {
      converter_ =
          &request_.converter(std::min(2u, std::max(1u, std::thread::hardware_concurrency())));
    }
    return *converter_;
  }

  void compare(Entry& entry, Document const& then, Document const& now) {
    if (then.bytes == now.bytes) {
      return;  // equal documents have equal pages
    }
    convert::Converter& pool = converter();
    auto of_old = std::async(std::launch::async,
                             [&] { return lay_out(pool, then.bytes, then.name, request_.dpi); });
    LaidOut b;
    try {
      b = lay_out(pool, now.bytes, now.name, request_.dpi);
    } catch (...) {
      of_old.wait();  // it uses what the caller is about to lose
      throw;
    }
    LaidOut a = of_old.get();
    bool const failed = a.diagnostics.has_errors() || b.diagnostics.has_errors();
    entry.diagnostics.add(std::move(a.diagnostics));
    entry.diagnostics.add(std::move(b.diagnostics));
    if (failed) {
      entry.outcome = Outcome::failed;
      return;
    }
    entry.old_pages = a.layout.geometry.pages;
    entry.new_pages = b.layout.geometry.pages;
    Compared both = compare_laid_out(a, b, {request_.tolerance, request_.dpi, request_.pictures});
    entry.changes = std::move(both.changes);
    entry.pages = std::move(both.pages);
    entry.outcome = entry.changes.empty() ? Outcome::same : Outcome::changed;
  }

  DiffRequest const& request_;
  Side const& from_;
  Side const& to_;
  Filler old_filler_;
  Filler new_filler_;
  convert::Converter* converter_ = nullptr;  // LibreOffice starts when it is needed
};

}  // namespace

bool Report::differs() const {
  return std::any_of(entries.begin(), entries.end(), [](Entry const& entry) {
    return entry.outcome != Outcome::same && entry.outcome != Outcome::failed;
  });
}

bool Report::failed() const {
  return count(Outcome::failed) > 0;
}

std::size_t Report::count(Outcome outcome) const {
  return static_cast<std::size_t>(
      std::count_if(entries.begin(), entries.end(), [&](Entry const& entry) {
        return entry.outcome == outcome;
      }));
}

Report diff(DiffRequest const& request, base::Diagnostics& out) {
  Report report;
  report.from = request.from;
  report.to = request.to;
  std::optional<Side> const from = Side::open(request.from, request, out);
  std::optional<Side> const to = Side::open(request.to, request, out);
  if (!from || !to) {
    return report;
  }
  if (from->kind() != to->kind()) {
    base::Words const a = kind_words(from->kind());
    base::Words const b = kind_words(to->kind());
    out.add(
        base::diagnose(base::Id::diff_sides,
                       base::place_in_file(request.to),
                       {},
                       {{"old.vi", a.vi}, {"old.en", a.en}, {"new.vi", b.vi}, {"new.en", b.en}}));
    return report;
  }
  Differ differ{request, *from, *to};
  report.entries = to->kind() == SideKind::document ? differ.documents() : differ.templates(out);
  return report;
}

std::vector<CommonChange> common_changes(Report const& report) {
  struct Seen {
    CommonChange common;
    std::set<std::string> samples;
    std::set<std::string> templates;
  };
  std::map<std::string, Seen> by_headline;
  for (Entry const& entry : report.entries) {
    for (Change const& change : entry.changes) {
      bool const of_one_text = change.kind == ChangeKind::text ||
                               change.kind == ChangeKind::page_break ||
                               change.component == rules::Component::khac;
      if (of_one_text) {
        continue;
      }
      Seen& seen = by_headline[change.headline().en];
      seen.common.change = change;
      seen.common.change.old_marks.clear();
      seen.common.change.new_marks.clear();
      seen.samples.insert(entry.sample);
      seen.templates.insert(entry.template_id);
    }
  }
  std::vector<CommonChange> out;
  for (auto& [headline, seen] : by_headline) {
    seen.common.samples = seen.samples.size();
    seen.common.templates = seen.templates.size();
    if (seen.common.samples > 1) {
      out.push_back(std::move(seen.common));
    }
  }
  std::stable_sort(out.begin(), out.end(), [](CommonChange const& a, CommonChange const& b) {
    return a.samples != b.samples ? a.samples > b.samples : a.change.kind < b.change.kind;
  });
  return out;
}

}  // namespace thethuc::review
