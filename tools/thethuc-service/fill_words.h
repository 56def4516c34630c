#pragma once

// How records are filled, as `bulk --broker` tells it to workers; and what both say of Redis.

#include <string>
#include <string_view>

#include "broker/address.h"
#include "broker/connection.h"
#include "thethuc/bulk.h"

namespace thethuc::service {

// JSON of those arguments that decide what a record's documents are.
std::string fill_words(cli::BulkArguments const& arguments);
// Throws EnvironmentError for what another version wrote.
cli::BulkArguments read_fill_words(std::string_view json);

// Throws UsageError for what is no address. A password that it lacks is $THETHUC_REDIS_PASSWORD.
broker::Address broker_address(std::string const& url);
broker::Patience patience_of(double seconds);

}  // namespace thethuc::service
