// Warm in-process throughput of one Node engine on one workload.
//   node bench.mjs ENGINE TEMPLATE.docx DATA.json|DATA.ndjson [--seconds 5] [--warmup 2] [--out FILE]
// One iteration = JSON text -> DOCX bytes in memory, single thread.  Prints one JSON line.
import fs from 'node:fs';
import path from 'node:path';

const [engine, template, data, ...rest] = process.argv.slice(2);
const opt = { seconds: 5, warmup: 2, out: '', min: 3 };
for (let i = 0; i < rest.length; i += 2) {
  const k = rest[i].replace(/^--/, '');
  opt[k] = k === 'out' ? rest[i + 1] : Number(rest[i + 1]);
}

const { prepare } = await import(`./adapters/${engine}.mjs`);
const text = fs.readFileSync(data, 'utf8');
const texts = data.endsWith('.ndjson') ? text.split('\n').filter((line) => line) : [text];

const render = prepare(fs.readFileSync(template), path.resolve(template));
let n = 0;
async function one() {
  const t0 = process.hrtime.bigint();
  const out = await render(JSON.parse(texts[n++ % texts.length]));
  return [Number(process.hrtime.bigint() - t0) / 1e6, out];
}

const first = (await one())[0];
const warmEnd = Date.now() + opt.warmup * 1000;
while (Date.now() < warmEnd) await one();
const times = [];
const cpu0 = process.cpuUsage();
const wall0 = Date.now();
const end = wall0 + opt.seconds * 1000;
while (Date.now() < end || times.length < opt.min) times.push((await one())[0]);
const wall = Date.now() - wall0;
const cpu = process.cpuUsage(cpu0);
// the last record, so that the output can be checked
n = texts.length - 1;
const out = (await one())[1];
if (opt.out) fs.writeFileSync(opt.out, out);
times.sort((a, b) => a - b);
const q = (p) => times[Math.min(times.length - 1, Math.floor(p * times.length))];
console.log(JSON.stringify({
  engine, docs: times.length, docs_per_s: +(times.length * 1000 / wall).toFixed(2),
  median_ms: +q(0.5).toFixed(3), p10_ms: +q(0.1).toFixed(3), p90_ms: +q(0.9).toFixed(3),
  cpu_ms_per_doc: +((cpu.user + cpu.system) / 1000 / times.length).toFixed(3), first_ms: +first.toFixed(2),
  peak_rss_mib: +(process.resourceUsage().maxRSS / 1024).toFixed(1), bytes: out.length,
}));
process.exit(0);
