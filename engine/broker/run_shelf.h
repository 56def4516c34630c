#pragma once

// The runs that a worker has met: their templates are compiled once.

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "broker/inbox.h"
#include "broker/worker.h"
#include "bulk/filler.h"

namespace thethuc::broker {

// A run ready to be filled. Each thread has a filler of its own.
struct LoadedRun {
  Run run;
  std::shared_ptr<bulk::FillRule const> rule;
  std::vector<std::unique_ptr<bulk::Filler>> fillers;
};

// Keeps the latest few. One thread; what it gives outlives it.
class RunShelf {
 public:
  RunShelf(Inbox& inbox, WorkerOptions const& options, MakeRule const& make_rule)
      : inbox_(inbox), options_(options), make_rule_(make_rule) {}

  // What is known of the run; null when it has ended.
  std::shared_ptr<Run const> describe(std::string const& id);
  // Throws EnvironmentError when its documents are awaited in another folder, or it cannot be
  // filled here. Null when it has ended.
  std::shared_ptr<LoadedRun const> load(std::string const& id);

 private:
  void require_folder(Run const& run) const;

  Inbox& inbox_;
  WorkerOptions const& options_;
  MakeRule const& make_rule_;
  std::deque<std::shared_ptr<LoadedRun const>> loaded_;  // the latest first
};

}  // namespace thethuc::broker
