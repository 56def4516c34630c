#include "preview_options.h"

#include "session.h"

namespace thethuc::cli {

namespace {

constexpr char const* kFooter = R"(
Prints the address of a page on this machine which shows the document's pages, and shows them anew
when a file of the template, the library's partials, bases and schemas, the data or one of its
pictures changes. What is wrong with template or data shows there too, and what `check` finds, marked
on the pages. Ends with Ctrl+C. Without LibreOffice there are no pages, but all else.

With -o the pages are written once, and no page is served: DIR/bao-cao-1.png and so on.

Examples:
  thethuc preview bao-cao samples/bao-cao/son-phu-quy-3-2021.json --open
  thethuc preview bao-cao samples/bao-cao/son-phu-quy-3-2021.json -o trang/ --dpi 150

Exit status: 0 done, 2 wrong usage, 3 the environment is at fault (the port is taken, no library of
templates; with -o no LibreOffice). Mistakes in template and data are shown, and end nothing; with
-o they are exit status 1.)";

}  // namespace

void add_preview_options(CLI::App& command, PreviewArguments& arguments) {
  add_fill_options(command, arguments.filled);
  command.add_flag("--open", arguments.open, "Open the page in the browser (by xdg-open)");
  command
      .add_option("--port", arguments.port, "Port of the page on 127.0.0.1 (default: a free one)")
      ->check(CLI::Range(0, 65535))
      ->type_name("N");
  command.footer(kFooter);
}

void require_watchable(PreviewArguments const& arguments) {
  if (arguments.filled.reference == "-" || arguments.filled.data == "-") {
    throw UsageError("a preview watches files; TEMPLATE and DATA cannot be standard input",
                     "xem trước theo dõi các tệp; TEMPLATE và DATA không được là đầu vào chuẩn");
  }
}

}  // namespace thethuc::cli
