#include <memory>

#include "service_program.h"
#include "session.h"
#include "worker_options.h"

namespace thethuc::cli {

void add_worker(CLI::App& app, Session& session) {
  auto const arguments = std::make_shared<WorkerArguments>();
  CLI::App* const command =
      app.add_subcommand("worker", "Take records of bulk from a Redis stream");
  add_worker_options(*command, *arguments);
  add_common_options(*command, session);
  command->callback([&session, arguments] {
    session.command = [&session, arguments]() -> int {
      arguments->check();
      become_service(session);
    };
  });
}

}  // namespace thethuc::cli
