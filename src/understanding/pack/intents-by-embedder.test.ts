import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createUnderstander } from '../create-understander.ts';
import { openIntentsByEmbedder, trainIntentsByEmbedder } from './intents-by-embedder.ts';
import { loadPack, type Pack } from './load-pack.ts';

let folder = '';
let pack: Pack;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'intents-'));
  await mkdir(join(folder, 'pack/utterances/zh-CN'), { recursive: true });
  await mkdir(join(folder, 'pack/emotions'), { recursive: true });
  await writeFile(join(folder, 'pack/utterances/zh-CN/all.tsv'), lines.join('\n'));
  await writeFile(join(folder, 'pack/emotions/zh-CN.tsv'), 'neutral\t0\t在吗\nangry\t1\t气死了\nangry\t2\t太气人\n');
  pack = loadPack({ cacheFolder: join(folder, 'models'), packFolder: join(folder, 'pack') });
});
afterEach(() => rmSync(folder, { recursive: true }));

const lines = [
  ...['我要退货', '申请退货', '怎么退货', '想把货退了', '可以退货吗'].map((text) => `return.request\t${text}`),
  ...['多久发货', '什么时候发货', '几时发货', '发货了没', '快发货'].map((text) => `ship.when\t${text}`),
];

/** Knows of two words that the utterances do not have what they mean. */
const embed = async (texts: readonly string[]) =>
  texts.map((text) => Float32Array.from(/退|吐回去/u.test(text) ? [1, 0] : [0, 1]));

const train = () => trainIntentsByEmbedder({ folder, embedder: 'small', embed, packFolder: join(folder, 'pack') });

describe('intents read with an embedder', () => {
  test('understand words that only the embedder knows', async () => {
    await train();
    const intents = openIntentsByEmbedder(folder, pack.card.dataHash)('small');
    expect(intents).toBeDefined();
    if (intents === undefined) return;
    const reader = createUnderstander({ pack, catalogue: { products: [], options: [], orderNumberPatterns: [] } });
    const [vector = new Float32Array()] = await embed(['吐回去']);
    // So few utterances leave most words out of scope; what counts is which wish comes first.
    const read = reader.understand('吐回去', [], 'zh-CN', { intents, vector }).intents;
    expect(read.find(({ intent }) => intent !== 'oos')?.intent).toBe('return.request');
  });

  test('are found without a restart, by the embedder they were trained with, and for these utterances only', async () => {
    const find = openIntentsByEmbedder(folder, pack.card.dataHash);
    expect(find('small')).toBeUndefined();
    await train();
    expect(find('small')?.labels).toContain('ship.when');
    expect(find('small')).toBe(find('small'));
    expect(find('other')).toBeUndefined();
    expect(openIntentsByEmbedder(folder, 'other utterances')('small')).toBeUndefined();
  });

  test('that are cut or foreign are as if they were not there', async () => {
    await train();
    const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.bin'));
    await writeFile(join(folder, name), 'PKDM');
    expect(openIntentsByEmbedder(folder, pack.card.dataHash)('small')).toBeUndefined();
  });
});
