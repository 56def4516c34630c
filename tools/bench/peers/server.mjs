// node:http + docxtemplater: a document for each POST of JSON, on loopback, until it is ended.
//   node server.mjs TEMPLATE.docx     prints its port
import fs from 'node:fs';
import http from 'node:http';
import { prepare } from './adapters/docxtemplater.mjs';

const render = prepare(fs.readFileSync(process.argv[2]));
const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const server = http.createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const document = render(JSON.parse(Buffer.concat(chunks).toString('utf8')));
    response.writeHead(200, { 'Content-Type': type, 'Content-Length': document.length });
    response.end(document);
  });
});
server.keepAliveTimeout = 15000;
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
