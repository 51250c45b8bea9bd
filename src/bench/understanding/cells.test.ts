import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdOut, readCells } from './cells.ts';

const texts = Array.from({ length: 40 }, (_, index) => [`text ${index}`, index % 2 === 0 ? 'even' : 'odd'] as const);
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'peakdesk-cells-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('holdOut', () => {
  it('holds the same share of each label out, others in each round, none twice', () => {
    const { train, test } = holdOut(texts, 0);
    expect(test.filter(([, label]) => label === 'even')).toHaveLength(3);
    expect(test.filter(([, label]) => label === 'odd')).toHaveLength(3);
    expect(new Set([...train, ...test].map(([text]) => text)).size).toBe(40);
    expect(holdOut(texts, 0).test).toEqual(test);
    expect(holdOut(texts, 1).test).not.toEqual(test);
  });
});

describe('readCells', () => {
  it('gives all texts and ten a label, and takes a test part that is there', async () => {
    writeFileSync(join(folder, 'a-train.json'), JSON.stringify(texts));
    writeFileSync(join(folder, 'a-test.json'), JSON.stringify([['new', 'odd']]));
    const cells = await readCells(folder, 0, { outOfScope: 'odd' });
    expect(cells.map(({ part, train, test, outOfScope }) => [part, train.length, test.length, outOfScope])).toEqual([
      ['full', 40, 1, 'odd'],
      ['10 per label', 20, 1, 'odd'],
    ]);
  });

  it('passes over what is no collection and refuses a folder without any', async () => {
    writeFileSync(join(folder, 'b-train.json'), '{"no": "collection"}');
    await expect(readCells(folder, 0, {})).rejects.toThrow('--data');
  });
});
