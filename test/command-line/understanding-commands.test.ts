import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../end-to-end/harness.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peakdesk-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: readonly string[]) => runCommand(folder, args);

function aFile(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const pairs = [
  ['什么时候发货', '什么时候能发货', '1'],
  ['什么时候发货', '怎么退货', '0'],
];
const tsv = pairs.map((cells, index) => `${index}\t${cells.join('\t')}`).join('\n');

describe('similar evaluate', () => {
  it.each([
    ['CSV with names', 'a.csv', `sentence1,sentence2,label\n${pairs.map((cells) => cells.join(',')).join('\n')}\n`],
    ['CSV without names', 'b.csv', pairs.map((cells) => cells.join(',')).join('\r\n')],
    ['TSV with numbered rows', 'c.tsv', `\uFEFF${tsv}\n`],
    ['TSV, packed', 'd.tsv.gz', gzipSync(tsv)],
    ['TSV with a quotation mark as text', 'e.tsv', '什么时候发货\t"什么时候能发货\t1\n什么时候发货\t怎么退货\t0\n'],
  ])('reads %s and prints one JSON object', async (_name, file, content) => {
    const done = await run(['similar', 'evaluate', '--test', aFile(file, content)]);
    expect(done.stderr).toBe('');
    const figures = JSON.parse(done.stdout);
    expect(Object.keys(figures)).toEqual(['accuracy', 'f1', 'threshold', 'pairsPerSecond']);
    expect(figures).toMatchObject({ accuracy: 1, f1: 1 });
  });

  it.each([
    ['a label that is none', 'a,b,0\na,b,maybe\n', 'line 2'],
    ['too few columns', 'a,1\n', 'line 1'],
    ['nothing', '', 'empty'],
    ['an open quotation', 'a,b,0\n"a,b,1\n', 'line'],
  ])('refuses a file with %s', async (name, content, fault) => {
    const done = await run(['similar', 'evaluate', '--test', aFile(`${name}.csv`, content)]);
    expect({ code: done.code, stdout: done.stdout }).toEqual({ code: 2, stdout: '' });
    expect(done.stderr).toContain(fault);
    expect(done.stderr).not.toMatch(/\n\s+at /);
  });
});

describe('reviews analyze', () => {
  it.each([
    ['CSV', 'r.csv', 'id,text\n1,"质量很好,穿着舒服"\n2,物流太慢，差评\n'],
    ['JSON Lines', 'r.jsonl', '{"id":1,"text":"质量很好,穿着舒服"}\n\n{"text":"物流太慢，差评"}\n'],
    ['packed JSON Lines', 'r.jsonl.gz', gzipSync('{"text":"质量很好,穿着舒服"}\n{"text":"物流太慢，差评"}\n')],
  ])('prints a line for each review of %s, and the sums on standard error', async (_name, file, content) => {
    const done = await run(['reviews', 'analyze', '--input', aFile(file, content)]);
    const lines = done.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ sentiment }) => sentiment)).toEqual(['positive', 'negative']);
    expect(Object.keys(lines[0])).toEqual(['sentiment', 'score', 'aspects']);
    expect(lines[1].aspects).toContainEqual({ aspect: 'logistics', sentiment: 'negative', text: '物流太慢' });
    expect(JSON.parse(done.stderr)).toMatchObject({ reviews: 2, sentiments: { positive: 1, negative: 1, neutral: 0 } });
  });

  it.each([
    ['no column "text"', 'x.csv', 'words\nhello\n', 'text'],
    ['a line that is no review', 'x.jsonl', '{"text":"好"}\n{"words":"好"}\n', 'line 2'],
    ['a line that is not JSON', 'y.jsonl', '{"text":"好"}\n{oops\n', 'line 2'],
  ])('refuses a file with %s', async (_name, file, content, fault) => {
    const done = await run(['reviews', 'analyze', '--input', aFile(file, content)]);
    expect({ code: done.code, stdout: done.stdout }).toEqual({ code: 2, stdout: '' });
    expect(done.stderr).toContain(fault);
  });
});
