#include <memory>

#include "serve_options.h"
#include "service_program.h"
#include "session.h"

namespace thethuc::cli {

void add_serve(CLI::App& app, Session& session) {
  struct Arguments {
    ServeArguments serve;
    KeyArguments keys;
  };
  auto const arguments = std::make_shared<Arguments>();
  CLI::App* const command = app.add_subcommand("serve", "Render, check and compare over HTTP");
  add_serve_options(*command, arguments->serve, arguments->keys, session);
  add_common_options(*command, session);
  command->callback([&session, arguments, command] {
    session.command = [&session, arguments, command]() -> int {
      if (arguments->keys.action == KeyArguments::Action::none) {
        read_config(*command, arguments->serve);
        require_safe(arguments->serve);
      }
      become_service(session);
    };
  });
}

}  // namespace thethuc::cli
