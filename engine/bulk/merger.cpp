#include "bulk/merger.h"

#include <algorithm>
#include <cassert>
#include <utility>
#include <vector>

#include "bulk/joined_document.h"
#include "bulk/merge_guest.h"
#include "opc/zip.h"

namespace thethuc::bulk {
namespace {

// Documents of one template are of one shape; when each has a picture of its own, none is. What was
// used last is kept.
constexpr std::size_t kMostShapes = 16;
constexpr std::size_t kMostDefinitions = 64;

template <class Entry, class Fits>
Entry* find_and_bring_forward(std::vector<Entry>& entries, Fits const& fits) {
  auto const found = std::find_if(entries.begin(), entries.end(), fits);
  if (found == entries.end()) {
    return nullptr;
  }
  std::rotate(entries.begin(), found, found + 1);
  return &entries.front();
}

template <class Entry>
Entry& add_in_front(std::vector<Entry>& entries, Entry entry, std::size_t most) {
  if (entries.size() == most) {
    entries.pop_back();
  }
  return *entries.insert(entries.begin(), std::move(entry));
}

std::string joined_names(std::vector<std::string> const& names) {
  std::string out;
  for (std::string const& name : names) {
    out.append(out.empty() ? "" : ", ").append(name);
  }
  return out;
}

}  // namespace

struct Merger::Impl {
  struct KeptDefinitions {
    std::string key;
    std::shared_ptr<Definitions> definitions;
  };

  explicit Impl(MergeLimits the_limits) : limits(the_limits) {}

  bool add(std::string_view document, std::string const& name, base::Diagnostics& out);
  bool add_as_package(std::vector<opc::ZipEntry> entries,
                      std::string const& name,
                      base::Diagnostics& out);
  bool has_room_for(std::size_t bytes, std::string const& name, base::Diagnostics& out) const;
  std::shared_ptr<Definitions> definitions_of(opc::Package const& package,
                                              std::string const& name,
                                              base::Diagnostics& out);

  MergeLimits limits;
  std::string first_name;
  std::unique_ptr<JoinedDocument> joined;  // null before the first document
  std::vector<KeptDefinitions> definitions;
  std::vector<std::unique_ptr<Shape>> shapes;  // they borrow what stands above
  std::size_t next_number = 0;                 // of definitions
};

bool Merger::Impl::has_room_for(std::size_t bytes,
                                std::string const& name,
                                base::Diagnostics& out) const {
  if (joined && joined->documents() >= limits.max_documents) {
    out.add(base::diagnose(
        base::Id::join_too_many_documents,
        base::place_in_file(name),
        {},
        {{"limit", std::to_string(limits.max_documents)}, {base::kLimitName, "join-documents"}}));
    return false;
  }
  std::uint64_t const present = joined ? joined->bytes() : 0;
  if (present + bytes > limits.max_bytes) {
    out.add(base::diagnose(
        base::Id::join_too_large,
        base::place_in_file(name),
        {},
        {{"limit", std::to_string(limits.max_bytes)}, {base::kLimitName, "join-bytes"}}));
    return false;
  }
  return true;
}

bool Merger::Impl::add(std::string_view document, std::string const& name, base::Diagnostics& out) {
  auto entries = opc::read_zip(document, name, limits.package, out);
  if (!entries) {
    return false;
  }
  std::unique_ptr<Shape>* const kept = find_and_bring_forward(
      shapes, [&](std::unique_ptr<Shape> const& one) { return one->fits(*entries); });
  if (!kept) {
    return add_as_package(std::move(*entries), name, out);
  }
  Stories const stories = Shape::take_stories(*entries);
  if (!has_room_for(stories.main.size(), name, out)) {
    return false;
  }
  std::size_t const errors = out.error_count();
  bool const added = joined->append(**kept, stories, name, out);
  if (!added && out.error_count() == errors) {
    // It is sound XML and yet no document: reading it as a package says what it is.
    opc::Package::read(document, name, limits.package, out);
  }
  return added;
}

bool Merger::Impl::add_as_package(std::vector<opc::ZipEntry> entries,
                                  std::string const& name,
                                  base::Diagnostics& out) {
  std::vector<opc::Package::File> files;
  files.reserve(entries.size());
  for (opc::ZipEntry const& entry : entries) {
    files.push_back({entry.name, entry.bytes});
  }
  auto package = opc::Package::from_files(std::move(files), name, limits.package, out);
  if (!package || !has_room_for(package->find(package->main_part())->bytes.size(), name, out)) {
    return false;
  }
  if (!joined) {
    joined = std::make_unique<JoinedDocument>(*package, limits.package);
    first_name = name;
  }
  std::shared_ptr<Definitions> own = definitions_of(*package, name, out);
  auto shape = std::make_unique<Shape>(
      joined->target(), std::move(*package), std::move(entries), std::move(own));
  Shape& kept = *add_in_front(shapes, std::move(shape), kMostShapes);
  return joined->append(kept, kept.stories(), name, out);
}

std::shared_ptr<Definitions> Merger::Impl::definitions_of(opc::Package const& package,
                                                          std::string const& name,
                                                          base::Diagnostics& out) {
  std::string key = Definitions::key_of(package);
  if (KeptDefinitions const* const kept = find_and_bring_forward(
          definitions, [&](KeptDefinitions const& one) { return one.key == key; })) {
    return kept->definitions;
  }
  auto own = std::make_shared<Definitions>(joined->target(), package, next_number++);
  if (!own->differences().empty()) {
    out.add(base::diagnose(base::Id::join_settings_differ,
                           base::place_in_file(name),
                           {},
                           {{"names", joined_names(own->differences())}, {"first", first_name}}));
  }
  return add_in_front(definitions, KeptDefinitions{std::move(key), own}, kMostDefinitions)
      .definitions;
}

Merger::Merger(MergeLimits limits) : impl_(std::make_unique<Impl>(limits)) {}
Merger::~Merger() = default;

bool Merger::add(std::string_view document, std::string_view name, base::Diagnostics& out) {
  return impl_->add(document, std::string{name}, out);
}

std::size_t Merger::size() const {
  return impl_->joined ? impl_->joined->documents() : 0;
}

std::string Merger::finish(int level) {
  assert(size() > 0);
  return impl_->joined->finish(level);
}

}  // namespace thethuc::bulk
