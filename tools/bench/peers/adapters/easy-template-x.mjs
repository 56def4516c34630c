// easy-template-x: the handler is made once; every process() call re-reads the template.
// It has no inverse section, so the opposite of the bold flag is added to the data first.
import { TemplateHandler } from 'easy-template-x';

export function prepare(template) {
  const handler = new TemplateHandler();
  return (data) => {
    if (data.thong_ke) for (const row of data.thong_ke) row.khong_dam = !row.dam;
    return handler.process(template, data);   // DEFLATE level 6
  };
}
