// Every sample, rendered, is packed as small as others would, within some percent.

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "deflate/inflated.h"
#include "opc/deflate.h"
#include "opc/zip.h"
#include "rendered_sample.h"
#include "sample_data.h"

using namespace thethuc;

TEST_CASE("every sample is packed no larger than by others and some percent", "[render]") {
  std::vector<test::Sample> const samples = test::all_samples();
  REQUIRE(!samples.empty());
  opc::Deflater deflater;
  opc::Deflater quick{1};
  for (test::Sample const& sample : samples) {
    base::Diagnostics found;
    auto const entries = opc::read_zip(test::rendered(sample), "mau.docx", {}, found);
    REQUIRE(entries);
    for (opc::ZipEntry const& entry : *entries) {
      if (entry.name == "word/document.xml") {
        opc::Packed packed;
        deflater.pack_xml(entry.bytes, packed);
        INFO(sample.file);
        CHECK(packed.method == 8);
        CHECK(packed.bytes.size() <= test::size_by_zlib(entry.bytes) * 101 / 100);
        quick.pack_xml(entry.bytes, packed);
        CHECK(packed.method == 8);
        CHECK(packed.bytes.size() <= test::size_by_libdeflate(entry.bytes, 1) * 107 / 100);
      }
    }
  }
}
