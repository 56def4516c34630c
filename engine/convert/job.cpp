#include "convert/job.h"

#include <algorithm>

#include "convert/wire.h"

namespace thethuc::convert {

namespace {

// The size of one number; every item of a list has some.
constexpr std::size_t kLeast = sizeof(std::uint64_t);

void write(WireWriter& out, PageImage const& image) {
  for (int const number : {image.page, image.width, image.height, image.channels}) {
    out.number(static_cast<std::uint64_t>(number));
  }
  out.text(image.bytes);
}

PageImage read_image(WireReader& in) {
  PageImage image;
  for (int* const number : {&image.page, &image.width, &image.height, &image.channels}) {
    *number = in.small();
  }
  image.bytes = in.text();
  return image;
}

void write(WireWriter& out, base::Geometry const& g) {
  out.number(static_cast<std::uint64_t>(g.pages));
  out.number(g.lines.size());
  for (auto const& line : g.lines) {
    out.number(static_cast<std::uint64_t>(line.page));
    for (double const value : {line.left_mm, line.top_mm, line.width_mm, line.height_mm}) {
      out.real(value);
    }
    out.text(line.text);
  }
  out.number(g.sheets.size());
  for (auto const& sheet : g.sheets) {
    out.number(static_cast<std::uint64_t>(sheet.page));
    out.real(sheet.width_mm);
    out.real(sheet.height_mm);
  }
  out.number(g.runs.size());
  for (auto const& run : g.runs) {
    out.number(static_cast<std::uint64_t>(run.page));
    for (double const value : {run.left_mm, run.width_mm, run.baseline_mm, run.size_pt}) {
      out.real(value);
    }
    out.text(run.text);
    out.text(run.font);
    out.number(run.bold);
    out.number(run.italic);
  }
  out.number(g.rules.size());
  for (auto const& rule : g.rules) {
    out.number(static_cast<std::uint64_t>(rule.page));
    for (double const value :
         {rule.from_x_mm, rule.from_y_mm, rule.to_x_mm, rule.to_y_mm, rule.thickness_mm}) {
      out.real(value);
    }
  }
  out.number(g.pictures.size());
  for (auto const& picture : g.pictures) {
    out.number(static_cast<std::uint64_t>(picture.page));
    for (double const value :
         {picture.left_mm, picture.top_mm, picture.width_mm, picture.height_mm}) {
      out.real(value);
    }
  }
}

base::Geometry read_geometry(WireReader& in) {
  base::Geometry g;
  g.pages = in.small();
  g.lines.resize(in.count(kLeast));
  for (auto& line : g.lines) {
    line.page = in.small();
    for (double* const value : {&line.left_mm, &line.top_mm, &line.width_mm, &line.height_mm}) {
      *value = in.real();
    }
    line.text = in.text();
  }
  g.sheets.resize(in.count(kLeast));
  for (auto& sheet : g.sheets) {
    sheet.page = in.small();
    sheet.width_mm = in.real();
    sheet.height_mm = in.real();
  }
  g.runs.resize(in.count(kLeast));
  for (auto& run : g.runs) {
    run.page = in.small();
    for (double* const value : {&run.left_mm, &run.width_mm, &run.baseline_mm, &run.size_pt}) {
      *value = in.real();
    }
    run.text = in.text();
    run.font = in.text();
    run.bold = in.number() != 0;
    run.italic = in.number() != 0;
  }
  g.rules.resize(in.count(kLeast));
  for (auto& rule : g.rules) {
    rule.page = in.small();
    for (double* const value :
         {&rule.from_x_mm, &rule.from_y_mm, &rule.to_x_mm, &rule.to_y_mm, &rule.thickness_mm}) {
      *value = in.real();
    }
  }
  g.pictures.resize(in.count(kLeast));
  for (auto& picture : g.pictures) {
    picture.page = in.small();
    for (double* const value :
         {&picture.left_mm, &picture.top_mm, &picture.width_mm, &picture.height_mm}) {
      *value = in.real();
    }
  }
  return g;
}

template <class Value>
std::optional<Value> if_sound(WireReader const& in, Value&& value) {
  return in.is_sound() && in.is_at_end() ? std::optional<Value>{std::forward<Value>(value)}
                                         : std::nullopt;
}

}  // namespace

std::string encode(Job const& job) {
  WireWriter out;
  out.number(static_cast<std::uint64_t>(job.input));
  out.text(job.export_options);
  out.number(job.pages.size());
  for (PageSpan const& span : job.pages) {
    out.number(static_cast<std::uint64_t>(span.first));
    out.number(static_cast<std::uint64_t>(span.last));
  }
  out.number(job.wants_images);
  out.number(job.wants_geometry);
  out.real(job.dpi);
  out.number(static_cast<std::uint64_t>(job.form));
  out.number(static_cast<std::uint64_t>(job.max_pages));
  out.number(job.max_pixels);
  out.text(job.document);
  return out.take();
}

std::optional<Job> decode_job(std::string_view message) {
  WireReader in{message};
  Job job;
  job.input = static_cast<Job::Input>(in.number());
  job.export_options = in.text();
  job.pages.resize(in.count(2 * kLeast));
  for (PageSpan& span : job.pages) {
    span.first = in.small();
    span.last = in.small();
  }
  job.wants_images = in.number() != 0;
  job.wants_geometry = in.number() != 0;
  job.dpi = in.real();
  job.form = static_cast<ImageForm>(in.number());
  job.max_pages = in.small();
  job.max_pixels = in.number();
  job.document = in.text();
  return if_sound(in, std::move(job));
}

std::string encode(Answer const& answer) {
  // Pictures are megabytes, which are not to be copied again and again while the message grows.
  std::size_t large = answer.pdf.size();
  for (PageImage const& image : answer.images) {
    large += image.bytes.size();
  }
  WireWriter out{large + large / 8};
  out.number(static_cast<std::uint64_t>(answer.status));
  out.text(answer.problem);
  out.text(answer.pdf);
  out.number(static_cast<std::uint64_t>(answer.pages));
  out.number(answer.images.size());
  for (PageImage const& image : answer.images) {
    write(out, image);
  }
  write(out, answer.geometry);
  out.number(answer.resident_bytes);
  out.real(answer.layout_ms);
  out.real(answer.pages_ms);
  return out.take();
}

bool is_sound(Answer const& answer, Job const& job) {
  return std::all_of(answer.images.begin(), answer.images.end(), [&job](PageImage const& image) {
    bool const has_pixels =
        image.width > 0 && image.height > 0 && (image.channels == 1 || image.channels == 3);
    std::uint64_t const area =
        static_cast<std::uint64_t>(image.width) * static_cast<std::uint64_t>(image.height);
    return has_pixels && (job.form == ImageForm::png ||
                          area * static_cast<std::uint64_t>(image.channels) == image.bytes.size());
  });
}

std::optional<Answer> decode_answer(std::string_view message) {
  WireReader in{message};
  Answer answer;
  std::uint64_t const status = in.number();
  if (status > static_cast<std::uint64_t>(Answer::Status::not_written)) {
    return std::nullopt;
  }
  answer.status = static_cast<Answer::Status>(status);
  answer.problem = in.text();
  answer.pdf = in.text();
  answer.pages = in.small();
  answer.images.resize(in.count(kLeast));
  for (PageImage& image : answer.images) {
    image = read_image(in);
  }
  answer.geometry = read_geometry(in);
  answer.resident_bytes = in.number();
  answer.layout_ms = in.real();
  answer.pages_ms = in.real();
  return if_sound(in, std::move(answer));
}

std::string encode(Greeting const& greeting) {
  WireWriter out;
  out.text(greeting.failure);
  out.number(greeting.warnings.size());
  for (std::string const& warning : greeting.warnings) {
    out.text(warning);
  }
  out.text(greeting.version);
  return out.take();
}

std::optional<Greeting> decode_greeting(std::string_view message) {
  WireReader in{message};
  Greeting greeting;
  greeting.failure = in.text();
  greeting.warnings.resize(in.count(kLeast));
  for (std::string& warning : greeting.warnings) {
    warning = in.text();
  }
  greeting.version = in.text();
  return if_sound(in, std::move(greeting));
}

}  // namespace thethuc::convert
