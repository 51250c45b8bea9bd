// Peer of `peakdesk bench understanding`: the package node-nlp as its guide uses it. Runs in the folder where the package is installed.
// Reads {"train": [[text, label], …], "test": […]} from standard input, writes {"labels", "fitSeconds", "perSecond", "version"}.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// Its training tells its progress there.
console.log = console.error;
const require = createRequire(`${process.cwd()}/`);
const { NlpManager } = require('node-nlp');
const { version } = require('node-nlp/package.json');

const { train, test } = JSON.parse(readFileSync(0, 'utf8'));
const isChinese = train.filter(([text]) => /\p{Script=Han}/u.test(text)).length > train.length / 2;
const language = isChinese ? 'zh' : 'en';
const manager = new NlpManager({ languages: [language], autoSave: false, autoLoad: false, nlu: { log: false } });
for (const [text, label] of train) manager.addDocument(language, text, label);
const cpuSeconds = () => process.cpuUsage().user / 1e6;
const started = cpuSeconds();
await manager.train();
const fitted = cpuSeconds();
const labels = [];
for (const [text] of test) labels.push((await manager.process(language, text)).intent ?? 'None');
const ended = cpuSeconds();
process.stdout.write(
  JSON.stringify({
    labels,
    fitSeconds: fitted - started,
    perSecond: test.length / Math.max(ended - fitted, 1e-9),
    version: `node-nlp ${version}`,
  }),
);
