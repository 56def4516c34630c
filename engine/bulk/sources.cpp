#include "bulk/sources.h"

#include "base/text.h"
#include "data/json_check.h"

namespace thethuc::bulk {

namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

base::Words kind_of_json(std::string_view text) {
  data::Kind kind = data::Kind::number;
  switch (text.empty() ? '0' : text.front()) {
    case '[':
      kind = data::Kind::list;
      break;
    case '"':
      kind = data::Kind::string;
      break;
    case 't':
    case 'f':
      kind = data::Kind::boolean;
      break;
    case 'n':
      kind = data::Kind::null;
      break;
    default:
      break;
  }
  return {std::string{data::kind_name(kind, base::Language::vi)},
          std::string{data::kind_name(kind, base::Language::en)}};
}

}  // namespace

void skip_mark(Input& input) {
  while (input.view().size() < kMark.size() && input.more()) {
  }
  if (input.view().starts_with(kMark)) {
    input.use(kMark.size());
  }
}

base::Place place_in_source(Record const& record, base::Place const& in_json) {
  base::Place place = in_json;
  place.file = record.place.file;
  place.row = record.place.row;
  if (record.place.line == 0) {
    place.line = place.column = 0;
  } else if (in_json.line == 0) {
    place.line = record.place.line;
    place.column = record.place.column;
  } else {
    if (in_json.line == 1 && record.place.column > 0) {
      place.column += record.place.column - 1;
    }
    place.line += record.place.line - 1;
  }
  return place;
}

base::Diagnostic not_readable(base::Place place,
                              base::Words expected,
                              base::Words found,
                              base::Words remedy) {
  base::Diagnostic d = base::diagnose(base::Id::records_not_readable,
                                      std::move(place),
                                      {},
                                      {{"expected.vi", std::move(expected.vi)},
                                       {"expected.en", std::move(expected.en)},
                                       {"found.vi", std::move(found.vi)},
                                       {"found.en", std::move(found.en)}});
  if (!remedy.en.empty()) {
    d.args.emplace_back("remedy.vi", std::move(remedy.vi));
    d.args.emplace_back("remedy.en", std::move(remedy.en));
  }
  return d;
}

base::Diagnostic record_too_large(base::Place place, SourceLimits const& limits) {
  std::string const most = base::bytes_text(limits.max_record_bytes);
  return base::diagnose(base::Id::record_too_large,
                        std::move(place),
                        {},
                        {{"limit", most}, {base::kLimitName, "record-bytes"}});
}

void tell_not_object(base::Place place, std::string_view text, base::Diagnostics& out) {
  base::Diagnostics found;
  if (data::check_json(text, place.file, {}, found)) {
    base::Words words = kind_of_json(text);
    out.add(base::diagnose(base::Id::record_not_object,
                           std::move(place),
                           {},
                           {{"found.vi", std::move(words.vi)}, {"found.en", std::move(words.en)}}));
    return;
  }
  Record record;
  record.place = std::move(place);
  found.relocate([&](base::Diagnostic& d) { d.place = place_in_source(record, d.place); });
  out.add(std::move(found));
}

}  // namespace thethuc::bulk
