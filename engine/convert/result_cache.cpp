#include "convert/result_cache.h"

#include <fmt/format.h>

#include "base/sha256.h"

namespace thethuc::convert {

namespace {

// What a result takes, near enough.
std::size_t size_of(Result const& result) {
  std::size_t bytes = sizeof result + result.pdf.size();
  for (PageImage const& image : result.images) {
    bytes += sizeof image + image.bytes.size();
  }
  for (base::Geometry::Line const& line : result.geometry.lines) {
    bytes += sizeof line + line.text.size();
  }
  for (base::Geometry::Run const& run : result.geometry.runs) {
    bytes += sizeof run + run.text.size() + run.font.size();
  }
  return bytes + result.geometry.rules.size() * sizeof(base::Geometry::Rule) +
         result.geometry.pictures.size() * sizeof(base::Geometry::Picture);
}

}  // namespace

std::string result_key(std::string_view document, Request const& request) {
  std::string key = base::sha256_hex(document);
  key += fmt::format("|{}|{}|{}|{}|{}|",
                     to_text(request.pages),
                     static_cast<int>(request.standard),
                     request.tagged,
                     request.geometry,
                     request.date ? request.date->time_since_epoch().count() : -1);
  if (request.images) {
    key += fmt::format("{}|{}", request.images->dpi, static_cast<int>(request.images->form));
  }
  return key + "|" + request.title;
}

bool ResultCache::find(std::string const& key, Result& out) {
  auto const known = by_key_.find(key);
  if (known == by_key_.end()) {
    return false;
  }
  kept_.splice(kept_.begin(), kept_, known->second);
  out = known->second->result;
  return true;
}

void ResultCache::keep(std::string const& key, Result const& result) {
  std::size_t const bytes = size_of(result);
  // Diagnostics name the file, which may have another name next time.
  if (bytes > max_bytes_ || !result.diagnostics.empty() || by_key_.count(key) > 0) {
    return;
  }
  kept_.push_front({key, result, bytes});
  by_key_[key] = kept_.begin();
  bytes_ += bytes;
  while (bytes_ > max_bytes_) {
    bytes_ -= kept_.back().bytes;
    by_key_.erase(kept_.back().key);
    kept_.pop_back();
  }
}

Result ResultCache::get(std::string const& key, std::function<Result()> const& make) {
  Result result;
  std::unique_lock lock{mutex_};
  if (find(key, result)) {
    return result;
  }
  if (in_making_.count(key) > 0) {
    made_.wait(lock, [&] { return in_making_.count(key) == 0; });
    if (find(key, result)) {
      return result;
    }
  }
  ++in_making_[key];
  lock.unlock();
  // What is thrown on the way leaves nothing behind that others would wait for.
  struct Done {
    ResultCache& cache;
    std::string const& key;
    ~Done() {
      std::lock_guard const guard{cache.mutex_};
      auto const making = cache.in_making_.find(key);
      if (--making->second == 0) {
        cache.in_making_.erase(making);
      }
      cache.made_.notify_all();
    }
  };
  Done const done{*this, key};
  result = make();
  std::lock_guard const guard{mutex_};
  keep(key, result);
  return result;
}

}  // namespace thethuc::convert
