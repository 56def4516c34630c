#pragma once

// Results of documents that were laid out before. Internal to the module.

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <string>

#include "convert/converter.h"

namespace thethuc::convert {

// What two requests have in common when they give the same result: the document's bytes and all
// that is asked for, but whether a worker of its own does it.
std::string result_key(std::string_view document, Request const& request);

// Keeps the results that were used last, up to a number of bytes. Any number of threads may ask.
class ResultCache {
 public:
  explicit ResultCache(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  // The result that is kept for `key`, else what `make` gives, which is kept when it has no
  // diagnostics. Who asks while another makes the same waits for that; when it fails, each makes
  // its own.
  Result get(std::string const& key, std::function<Result()> const& make);

 private:
  struct Kept {
    std::string key;
    Result result;
    std::size_t bytes;
  };
  bool find(std::string const& key, Result& out);  // under the lock
  void keep(std::string const& key, Result const& result);

  std::size_t max_bytes_;
  std::mutex mutex_;  // of all below
  std::condition_variable made_;
  std::list<Kept> kept_;  // last used first
  std::map<std::string, std::list<Kept>::iterator> by_key_;
  std::map<std::string, int> in_making_;  // how many make it
  std::size_t bytes_ = 0;
};

}  // namespace thethuc::convert
