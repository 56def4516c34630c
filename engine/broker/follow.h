#pragma once

// A run over all records whose documents are made by workers elsewhere: as bulk::run(), which it
// stands beside.

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>

#include "base/diagnostic.h"
#include "broker/address.h"
#include "broker/connection.h"
#include "broker/template_bundle.h"
#include "bulk/filler.h"
#include "bulk/name_survey.h"
#include "bulk/run.h"
#include "bulk/stop.h"

namespace thethuc::broker {

struct FollowOptions {
  bulk::RunOptions run;          // without shards: workers share the records as they can
  std::filesystem::path folder;  // of the documents, as this machine sees it; the manifest is in it
  TemplateBundle bundle;
  std::string rule;  // what workers are told of filling, see Run::rule
  Patience patience;
  // Told when for a while nothing comes and no worker lives that could give it, once each time; by
  // the thread that follows.
  std::function<void()> no_worker = [] {};
  // Of records on the stream that are not finished: what Redis has to keep, at most.
  std::size_t most_underway = 1'000;
  std::size_t most_bytes_underway = 64u << 20;
};

// Puts records on the stream at `address`, a bounded number at a time, and writes down what workers
// answer. `rule` reads and names records here; nothing is rendered. Errors in `out` as bulk::run().
// Throws EnvironmentError when the surroundings fail, Redis among them. Whenever it ends, a run
// with `resume` goes on from there: what workers have finished meanwhile counts.
bulk::RunReport follow(bulk::OpenRecords const& open,
                       bulk::FillRule const& rule,
                       Address const& address,
                       FollowOptions const& options,
                       bulk::Stop const& stop,
                       std::function<void(bulk::Tally const&)> const& progress,
                       base::Diagnostics& out);

}  // namespace thethuc::broker
