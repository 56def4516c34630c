// docxtemplater + pizzip.  A Docxtemplater object refuses a second render(), so the
// documented use re-reads and re-compiles the template for every document.
import PizZip from 'pizzip';
import Docxtemplater from 'docxtemplater';

const options = { paragraphLoop: true, linebreaks: true };

export function prepare(template) {
  return (data) => {
    const doc = new Docxtemplater(new PizZip(template), options);
    doc.render(data);
    return doc.toBuffer();            // DEFLATE, default level (6)
  };
}
