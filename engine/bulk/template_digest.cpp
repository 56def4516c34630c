#include "bulk/template_digest.h"

#include "bulk/digest.h"
#include "compile/program.h"

namespace thethuc::bulk {

std::string template_digest(compile::CompiledTemplate const& compiled) {
  compile::Program const& program = compiled.program();
  Digest digest;
  digest.add_piece(program.literals);
  digest.add_piece(program.schema_json);
  for (compile::Segment const& segment : program.segments) {
    digest.add_number(segment.size());
    for (compile::Instruction const& step : segment) {
      digest.add_number(static_cast<std::uint64_t>(step.op));
      digest.add_number(std::uint64_t{step.a} << 32 | step.b);
      digest.add_number(step.c);
    }
  }
  for (compile::Tag const& tag : program.tags) {  // names, filters and their parameters
    digest.add_piece(tag.text);
  }
  for (compile::OutputPart const& part : program.parts) {
    digest.add_piece(part.entry_name);
    digest.add_piece(part.packed.bytes);
  }
  return digest.take();
}

}  // namespace thethuc::bulk
