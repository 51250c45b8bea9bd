import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSectionFile, writeSectionFile } from './section-file.ts';
import { bytesOf, openSections } from './typed-sections.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sections-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const sections = (first: number) =>
  new Map([
    ['numbers', bytesOf(Uint32Array.from({ length: 5_000 }, (_one, index) => first + index))],
    ['odd', Buffer.from('abc')],
    ['none', new Uint8Array(0)],
    ['prices', bytesOf(Float64Array.of(1.5, -1))],
  ]);

describe('a file of sections', () => {
  test('is read as typed arrays, whatever lies between them', async () => {
    const file = path.join(folder, 'deep/er/one.file');
    await writeSectionFile(file, 'a label', sections(7));
    const read = await readSectionFile(file, 'a label');
    expect(read).toEqual(new Map([...sections(7)].map(([name, bytes]) => [name, new Uint8Array(bytes)])));
    const open = openSections(read ?? new Map());
    expect([open.numbers('numbers')[4_999], ...open.floats('prices')]).toEqual([5_006, 1.5, -1]);
    expect(await readdir(path.dirname(file))).toEqual(['one.file']);
  });

  test('is none where it is missing, of another label, cut off or changed in any byte', async () => {
    const file = path.join(folder, 'broken.file');
    expect(await readSectionFile(file, 'a label')).toBeUndefined();
    await writeSectionFile(file, 'a label', sections(1));
    expect(await readSectionFile(file, 'another label')).toBeUndefined();
    const whole = await readFile(file);
    for (const length of [0, 3, 40, 60, 400, whole.length - 1]) {
      await writeFile(file, whole.subarray(0, length));
      expect(await readSectionFile(file, 'a label'), `cut at ${length}`).toBeUndefined();
    }
    for (const place of [0, 9, 41, 45, 60, 300, 900, whole.length - 1]) {
      const changed = Buffer.from(whole);
      changed[place] = (changed[place] ?? 0) ^ 4;
      await writeFile(file, changed);
      expect(await readSectionFile(file, 'a label'), `changed at ${place}`).toBeUndefined();
    }
  });

  test('is one writer’s as a whole where several write at once, and readers meanwhile see whole ones', async () => {
    const file = path.join(folder, 'shared.file');
    await writeSectionFile(file, 'a label', sections(0));
    const firsts = [1, 2, 3, 4, 5, 6];
    const reads = Promise.all(firsts.map(() => readSectionFile(file, 'a label')));
    await Promise.all(firsts.map((first) => writeSectionFile(file, 'a label', sections(first))));
    const last = await readSectionFile(file, 'a label');
    for (const read of [...(await reads), last]) {
      const first = openSections(read ?? new Map()).numbers('numbers')[0] ?? -1;
      expect([0, ...firsts]).toContain(first);
      expect(read?.get('numbers')).toEqual(sections(first).get('numbers'));
    }
  });

  test('is cleared of what a killed writer left, not of what another is writing', async () => {
    const file = path.join(folder, 'cleared/one.file');
    await writeSectionFile(file, 'a label', sections(0));
    const [old, fresh] = [`${file}.old.unfinished`, `${file}.fresh.unfinished`];
    for (const one of [old, fresh]) await writeFile(one, 'half');
    await utimes(old, new Date(0), new Date(0));
    await writeSectionFile(file, 'a label', sections(1));
    expect((await readdir(path.dirname(file))).toSorted()).toEqual(['one.file', 'one.file.fresh.unfinished']);
  });
});
