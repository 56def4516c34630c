#include "http/jobs/job_store.h"

#include <mutex>
#include <optional>
#include <utility>

#include <Poco/Data/RecordSet.h>
#include <Poco/Data/SQLite/Connector.h>
#include <Poco/Data/Session.h>
#include <Poco/Exception.h>
#include <fmt/format.h>

#include "base/environment_error.h"

namespace thethuc::http {

namespace {

namespace sql = Poco::Data;
using sql::Keywords::bind;
using sql::Keywords::into;
using sql::Keywords::now;

// Times are milliseconds since 1970; 0: there is none. BIGINT, since Poco takes INTEGER for 32
// bits.
constexpr char const* kSchema =
    "CREATE TABLE jobs ("
    " number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, owner TEXT NOT NULL,"
    " state TEXT NOT NULL, template TEXT NOT NULL, profile TEXT NOT NULL, version TEXT NOT NULL,"
    " library TEXT NOT NULL, is_upload BIGINT NOT NULL, records TEXT NOT NULL,"
    " sheet TEXT NOT NULL, name TEXT NOT NULL, record_key TEXT NOT NULL, formats TEXT NOT NULL,"
    " numbers_duplicates BIGINT NOT NULL, missing TEXT NOT NULL, strict BIGINT NOT NULL,"
    " language TEXT NOT NULL, failure TEXT NOT NULL, diagnostics_vi TEXT NOT NULL,"
    " diagnostics_en TEXT NOT NULL, total BIGINT NOT NULL, done BIGINT NOT NULL,"
    " failed BIGINT NOT NULL, kept_bytes BIGINT NOT NULL, result_bytes BIGINT NOT NULL,"
    " manifest_sha256 TEXT NOT NULL, created BIGINT NOT NULL, started BIGINT NOT NULL,"
    " finished BIGINT NOT NULL, expires BIGINT NOT NULL)";

constexpr char const* kPut =
    "INSERT INTO jobs (id, owner, state, template, profile, version, library, is_upload, records,"
    " sheet, name, record_key, formats, numbers_duplicates, missing, strict, language, failure,"
    " diagnostics_vi, diagnostics_en, total, done, failed, kept_bytes, result_bytes,"
    " manifest_sha256, created, started, finished, expires)"
    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
    " ON CONFLICT (id) DO UPDATE SET state = excluded.state, failure = excluded.failure,"
    " diagnostics_vi = excluded.diagnostics_vi, diagnostics_en = excluded.diagnostics_en,"
    " total = excluded.total, done = excluded.done, failed = excluded.failed,"
    " kept_bytes = excluded.kept_bytes, result_bytes = excluded.result_bytes,"
    " manifest_sha256 = excluded.manifest_sha256, started = excluded.started,"
    " finished = excluded.finished, expires = excluded.expires";

Poco::Int64 number_of(std::uint64_t value) {
  return static_cast<Poco::Int64>(value);
}

Poco::Int64 number_of(std::optional<JobTime> const& time) {
  return time ? time->time_since_epoch().count() : 0;
}

std::string formats_text(std::vector<bulk::DocumentFormat> const& formats) {
  std::string text;
  for (bulk::DocumentFormat const format : formats) {
    text += text.empty() ? "" : ",";
    text += bulk::extension_of(format).substr(1);
  }
  return text;
}

std::vector<bulk::DocumentFormat> formats_from(std::string const& text) {
  std::vector<bulk::DocumentFormat> formats;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t const comma = std::min(text.find(',', at), text.size());
    formats.push_back(text.substr(at, comma - at) == "pdf" ? bulk::DocumentFormat::pdf
                                                           : bulk::DocumentFormat::docx);
    at = comma + 1;
  }
  return formats;
}

// A row of the table.
class Row {
 public:
  explicit Row(sql::RecordSet& rows) : rows_(rows) {}
  std::string text(char const* column) const { return rows_[column].convert<std::string>(); }
  std::uint64_t number(char const* column) const {
    return static_cast<std::uint64_t>(rows_[column].convert<Poco::Int64>());
  }
  bool flag(char const* column) const { return number(column) != 0; }
  std::optional<JobTime> time(char const* column) const {
    auto const value = rows_[column].convert<Poco::Int64>();
    return value == 0 ? std::nullopt : std::optional{JobTime{std::chrono::milliseconds{value}}};
  }

 private:
  sql::RecordSet& rows_;
};

JobOrder order_of(Row const& row) {
  JobOrder order;
  order.owner = row.text("owner");
  order.template_id = row.text("template");
  order.profile = row.text("profile");
  order.version = row.text("version");
  order.library = row.text("library");
  order.is_upload = row.flag("is_upload");
  order.records = row.text("records");
  order.sheet = row.text("sheet");
  order.name = row.text("name");
  order.key = row.text("record_key");
  order.formats = formats_from(row.text("formats"));
  order.numbers_duplicates = row.flag("numbers_duplicates");
  order.missing = row.text("missing");
  order.strict = row.flag("strict");
  order.language = row.text("language") == "en" ? base::Language::en : base::Language::vi;
  return order;
}

Job job_of(Row const& row) {
  Job job;
  job.id = row.text("id");
  job.order = order_of(row);
  job.state = job_state_from_name(row.text("state")).value_or(JobState::failed);
  job.failure = {row.text("failure"), row.text("diagnostics_vi"), row.text("diagnostics_en")};
  job.total = row.number("total");
  job.done = row.number("done");
  job.failed = row.number("failed");
  job.kept_bytes = row.number("kept_bytes");
  job.result_bytes = row.number("result_bytes");
  job.manifest_sha256 = row.text("manifest_sha256");
  job.created = row.time("created").value_or(JobTime{});
  job.started = row.time("started");
  job.finished = row.time("finished");
  job.expires = row.time("expires");
  return job;
}

}  // namespace

struct JobStore::Database {
  explicit Database(std::filesystem::path const& file)
      : name(file.string()), session([&] {
          sql::SQLite::Connector::registerConnector();  // again does no harm
          return sql::Session{sql::SQLite::Connector::KEY, file.string()};
        }()) {}

  // Runs `work` alone, and throws what goes wrong as EnvironmentError.
  template <typename Work>
  auto with(Work const& work) {
    std::lock_guard const lock{mutex};
    try {
      return work(session);
    } catch (Poco::Exception const& error) {
      throw base::EnvironmentError(fmt::format("{}: {}", name, error.displayText()));
    }
  }

  std::string name;
  std::mutex mutex;  // of the session
  sql::Session session;
};

JobStore::JobStore(std::filesystem::path const& file) try
    : database_(std::make_unique<Database>(file)) {
  database_->with([&](sql::Session& session) {
    // A commit is on the disk when it returns; readers and the writer do not wait for each other.
    session << "PRAGMA journal_mode = WAL", now;
    session << "PRAGMA synchronous = FULL", now;
    int version = 0;
    session << "PRAGMA user_version", into(version), now;
    if (version > kVersion) {
      throw base::EnvironmentError(base::Words{
          fmt::format("{}: việc của một phiên bản mới hơn của chương trình (lược đồ {}, cần {})",
                      file.string(),
                      version,
                      kVersion),
          fmt::format("{}: jobs of a newer version of this program (schema {}, expected {})",
                      file.string(),
                      version,
                      kVersion)});
    }
    if (version == 0) {
      session.begin();
      session << kSchema, now;
      session << fmt::format("PRAGMA user_version = {}", kVersion), now;
      session.commit();
    }
  });
} catch (Poco::Exception const& error) {
  throw base::EnvironmentError(fmt::format("{}: {}", file.string(), error.displayText()));
}

JobStore::~JobStore() = default;

std::vector<Job> JobStore::all() const {
  return database_->with([](sql::Session& session) {
    std::vector<Job> jobs;
    sql::Statement select{session};
    select << "SELECT * FROM jobs ORDER BY number", now;
    sql::RecordSet rows{select};
    for (bool more = rows.moveFirst(); more; more = rows.moveNext()) {
      jobs.push_back(job_of(Row{rows}));
    }
    return jobs;
  });
}

void JobStore::put(Job const& job) {
  database_->with([&](sql::Session& session) {
    JobOrder const& order = job.order;
    sql::Statement put{session};
    put << kPut, bind(job.id), bind(order.owner), bind(std::string{job_state_name(job.state)}),
        bind(order.template_id), bind(order.profile), bind(order.version), bind(order.library),
        bind(number_of(std::uint64_t{order.is_upload})), bind(order.records), bind(order.sheet),
        bind(order.name), bind(order.key), bind(formats_text(order.formats)),
        bind(number_of(std::uint64_t{order.numbers_duplicates})), bind(order.missing),
        bind(number_of(std::uint64_t{order.strict})),
        bind(std::string{order.language == base::Language::en ? "en" : "vi"}),
        bind(job.failure.code), bind(job.failure.diagnostics_vi), bind(job.failure.diagnostics_en),
        bind(number_of(job.total)), bind(number_of(job.done)), bind(number_of(job.failed)),
        bind(number_of(job.kept_bytes)), bind(number_of(job.result_bytes)),
        bind(job.manifest_sha256), bind(number_of(std::optional{job.created})),
        bind(number_of(job.started)), bind(number_of(job.finished)), bind(number_of(job.expires));
    put.execute();
  });
}

void JobStore::remove(std::string const& id) {
  database_->with(
      [&](sql::Session& session) { session << "DELETE FROM jobs WHERE id = ?", bind(id), now; });
}

}  // namespace thethuc::http
