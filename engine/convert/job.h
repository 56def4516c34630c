#pragma once

// What a worker is asked and what it answers. Not for other modules.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/geometry.h"
#include "convert/page_image.h"
#include "convert/pages.h"

namespace thethuc::convert {

struct Job {
  enum class Input : std::uint8_t { docx, pdf };
  Input input = Input::docx;
  std::string document;
  std::string export_options;  // LibreOffice's, as JSON
  PageRange pages;
  bool wants_images = false;
  bool wants_geometry = false;
  double dpi = 96;
  ImageForm form = ImageForm::png;
  int max_pages = 0;
  std::size_t max_pixels = 0;  // of all images together
};

struct Answer {
  enum class Status : std::uint8_t {
    done,
    not_loaded,      // LibreOffice cannot open it: `problem`
    too_many_pages,  // more than max_pages: `pages`
    page_missing,    // of a range: `pages` are there
    pdf_damaged,     // `problem`
    too_many_pixels,
    no_pdfium,   // images or geometry are wanted, and there is no PDFium: `problem`; `pdf` is made
    not_written  // LibreOffice has opened it and cannot write the PDF; what it says names our files
  };
  Status status = Status::done;
  std::string problem;
  std::string pdf;  // of a .docx
  int pages = 0;    // of the document
  std::vector<PageImage> images;
  base::Geometry geometry;
  std::size_t resident_bytes = 0;  // of the worker, afterwards
  double layout_ms = 0;            // LibreOffice
  double pages_ms = 0;             // PDFium
};

// What a worker says once it is ready for jobs: the answer to its first job, which is a document of
// ours, or why it cannot start.
struct Greeting {
  std::string failure;                // "" when it is ready
  std::vector<std::string> warnings;  // of the sandbox: what this kernel cannot do
  std::string version;                // of LibreOffice
};

std::string encode(Job const& job);
std::string encode(Answer const& answer);
std::string encode(Greeting const& greeting);
// nullopt for what no encode() has written.
std::optional<Job> decode_job(std::string_view message);
std::optional<Answer> decode_answer(std::string_view message);
// Whether the images of an answer have as many bytes as their sides say.
bool is_sound(Answer const& answer, Job const& job);
std::optional<Greeting> decode_greeting(std::string_view message);

}  // namespace thethuc::convert
