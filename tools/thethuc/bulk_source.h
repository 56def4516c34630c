#pragma once

// The records of `bulk`, ready to be read any number of times.

#include <memory>
#include <optional>

#include "bulk.h"
#include "bulk/name_survey.h"
#include "bulk/spool.h"
#include "bulk/stop.h"

namespace thethuc::cli {

struct Opened {
  std::shared_ptr<BulkRule> rule;
  std::optional<bulk::Spool> spool;
  bulk::OpenRecords open;
};

// Fills in spool and open. Standard input is read to its end first: see bulk::Spool. False after a
// stop.
bool open_source(Session const& session,
                 BulkArguments const& arguments,
                 bulk::Stop const& stop,
                 Opened& opened);

}  // namespace thethuc::cli
