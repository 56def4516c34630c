// What those need who run the service.

#include <fmt/format.h>

#include "data/json_writer.h"
#include "http/api/answers.h"
#include "http/api/service.h"

namespace thethuc::http {

Response Service::health(Call const&) const {
  return of_json(R"({"status":"ok"})");
}

// Without LibreOffice all but pages works: that is no reason to send nobody here.
Response Service::readiness(Call const&) const {
  std::vector<std::string> const broken = store_.broken();
  std::string_view const converter = !settings_.converter ? "none"
                                     : converter_answers_ ? "ready"
                                                          : "starting";
  bool const is_ready = broken.empty() && converter != "starting" && !is_draining_;
  data::JsonWriter json{data::JsonWriter::Layout::one_line};
  json.begin_object();
  json.key("ready").boolean(is_ready);
  json.key("templates").number(store_.all().size());
  json.key("broken").begin_list();
  for (std::string const& id : broken) {
    json.text(id);
  }
  json.end_list();
  json.key("converter").text(converter);
  json.key("draining").boolean(is_draining_);
  json.end_object();
  return of_json(json.take(), is_ready ? 200 : 503);
}

Response Service::metrics(Call const&) const {
  Response made;
  made.type = "text/plain; version=0.0.4; charset=utf-8";
  made.body = metrics_->text(figures_ ? figures_() : ServerFigures{},
                             store_.all().size() - store_.broken().size(),
                             converter_answers_,
                             jobs_ ? std::optional{jobs_->book().figures()} : std::nullopt);
  return made;
}

Response Service::openapi(Call const&) const {
  return of_json(openapi_);
}

void Service::look_after() {
  try {
    base::Diagnostics found;
    if (store_.reload(false, found)) {
      tell_reload(found);
    }
    if (settings_.converter && !converter_answers_) {
      probe_converter();
    }
    if (jobs_) {
      jobs_->look_after();
    }
  } catch (std::exception const& error) {
    tell_problem(error.what());
  }
}

void Service::reload() {
  try {
    callers_.reload();
  } catch (base::EnvironmentError const& error) {
    tell_problem(error.what());
  }
  try {
    base::Diagnostics found;
    store_.reload(true, found);
    tell_reload(found);
  } catch (std::exception const& error) {
    tell_problem(error.what());
  }
}

void Service::tell_problem(std::string_view what) const {
  if (settings_.tell) {
    settings_.tell("problem", {{"message", std::string{what}}});
  }
}

void Service::tell_reload(base::Diagnostics const& found) const {
  if (!settings_.tell) {
    return;
  }
  settings_.tell("reload", {{"errors", fmt::format("{}", found.error_count())}});
  for (base::Diagnostic const& d : found.entries()) {
    if (d.severity == base::Severity::error) {
      tell_problem(base::to_text(d, base::Language::en));
    }
  }
}

// By a document of the library's own.
void Service::probe_converter() {
  for (StoredTemplatePtr const& stored : store_.all()) {
    if (!stored->compiled) {
      continue;
    }
    PathValues const values{stored->metadata.id};
    Request request;
    Call const call{request, values, base::Language::en, ""};
    try {
      Response const answer = template_preview(call);
      converter_answers_ = answer.status == 200;
      if (!converter_answers_) {
        tell_problem(answer.body);
      }
    } catch (base::EnvironmentError const& error) {
      tell_problem(error.what());
    }
    return;
  }
}

}  // namespace thethuc::http
