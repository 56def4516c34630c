// Not a supported use: compiles once and clears the private "rendered" flag before each
// render.  It shows what docxtemplater would do if its API let a compiled template be reused.
import PizZip from 'pizzip';
import Docxtemplater from 'docxtemplater';

export function prepare(template) {
  const doc = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
  return (data) => {
    doc.rendered = false;
    doc.mapper = null;
    doc.scopeManagers = {};
    doc.render(data);
    return doc.toBuffer();
  };
}
