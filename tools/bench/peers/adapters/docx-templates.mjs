// docx-templates with its fast settings: no sandbox, no XML indentation; deflate level 6 to be comparable with the
// others (its own default is 1).
import { createReport } from 'docx-templates';

export function prepare(template) {
  return async (data) => Buffer.from(await createReport({
    template, data, cmdDelimiter: ['{', '}'], noSandbox: true, indentXml: false,
    compressionLevel: 6, maximumWalkingDepth: Infinity,
  }));
}
