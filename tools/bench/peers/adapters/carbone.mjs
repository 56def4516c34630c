// carbone (npm, DOCX output without conversion).  render() takes a path and reads it each time.
import carbone from 'carbone';
import path from 'node:path';

export function prepare(template, templatePath) {
  carbone.set({ templatePath: path.dirname(templatePath), lang: 'en' });
  const name = path.basename(templatePath);
  return (data) => new Promise((resolve, reject) => {
    carbone.render(name, data, {}, (err, out) => (err ? reject(err) : resolve(out)));
  });
}
