import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aRetailFolder } from '../../src/commerce/stores/retail/a-retail-shop.ts';
import { runCommand } from '../end-to-end/harness.ts';

let dataFolder: string;
let shopFolder: string;

const run = (args: readonly string[], input = '') => runCommand(dataFolder, args, input);

beforeAll(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'peakdesk-cli-'));
  shopFolder = join(dataFolder, 'shop');
  mkdirSync(shopFolder);
  await aRetailFolder(shopFolder);
  const imported = await run(['shop', 'import', '--format', 'retail-json', '--from', shopFolder, '--shop', 'small']);
  if (imported.code !== 0) throw new Error(imported.stderr);
});
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

describe('wrong use', () => {
  it.each([
    ['an unknown command', ['dance'], 'dance'],
    ['an unknown flag', ['ask', '--shop', 'small', '--loud'], '--loud'],
    ['a missing option', ['ask'], '--shop'],
    ['a shop id that is none', ['ask', '--shop', 'Not A Shop'], '--shop'],
    ['a time that is none', ['ask', '--shop', 'small', '--at', 'tomorrow'], '--at'],
    ['a language that is not spoken', ['ask', '--shop', 'small', '--language', 'xx'], '--language'],
    ['an unknown format', ['shop', 'import', '--format', 'csv', '--from', '.', '--shop', 'small'], '--format'],
    ['a training file that is not there', ['nlu', 'evaluate', '--train', '/nowhere', '--test', '/nowhere'], '--train'],
    ['a test file that is not there', ['similar', 'evaluate', '--test', '/nowhere'], '--test'],
    ['reviews that are not there', ['reviews', 'analyze', '--input', '/nowhere'], '--input'],
  ])('%s ends with status 2 and names the fault', async (_name, args, fault) => {
    const done = await run(args);
    expect({ code: done.code, stdout: done.stdout }).toEqual({ code: 2, stdout: '' });
    expect(done.stderr).toContain(fault);
    expect(done.stderr).not.toMatch(/\n\s+at /);
  });

  it.each([
    ['an unknown variable', { PEAKDESK_PROT: '1' }, 'PEAKDESK_PROT'],
    ['a port that is none', { PEAKDESK_PORT: 'eighty' }, 'PEAKDESK_PORT'],
  ])('%s of the environment is named', async (_name, env, fault) => {
    const before = { ...process.env };
    Object.assign(process.env, env);
    const done = await run(['doctor']);
    process.env = before;
    expect(done.code).toBe(2);
    expect(done.stderr).toContain(fault);
  });
});

describe('input that is broken', () => {
  it.each([
    ['not JSON', '{"text":\n', 'line 1'],
    ['another shape', '{"text":"hi"}\n{"words":"hi"}\n', 'line 2'],
  ])('a line that is %s is named, the lines before are answered', async (_name, input, fault) => {
    const done = await run(['ask', '--shop', 'small'], input);
    expect(done.code).toBe(2);
    expect(done.stderr).toContain(fault);
  });

  it('an unknown shop is named', async () => {
    const done = await run(['ask', '--shop', 'nowhere'], '{"text":"hi"}\n');
    expect(done.code).toBe(1);
    expect(done.stderr).toContain('nowhere');
  });

  it('a broken import file is named with its line, and nothing is half imported', async () => {
    const broken = join(dataFolder, 'broken');
    mkdirSync(broken);
    await aRetailFolder(broken);
    const orders = join(broken, 'orders.json');
    writeFileSync(orders, `${readFileSync(orders, 'utf8').slice(0, -30)}`);
    const done = await run(['shop', 'import', '--format', 'retail-json', '--from', broken, '--shop', 'half']);
    expect(done.code).not.toBe(0);
    expect(done.stderr).toMatch(/orders\.json:\d+/);
    const asked = await run(['ask', '--shop', 'half'], '{"text":"hi"}\n');
    expect(asked.stderr).toContain('half');
  });
});

describe('results', () => {
  it('are JSON Lines on stdout, one for each line asked', async () => {
    const done = await run(['ask', '--shop', 'small'], '{"text":"hello"}\n{"text":"I want to cancel an order"}\n');
    expect(done.stderr).toBe('');
    const lines = done.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(2);
    for (const line of lines)
      expect(Object.keys(line)).toEqual(
        expect.arrayContaining([
          'reply',
          'decision',
          'intent',
          'confidence',
          'emotion',
          'language',
          'sources',
          'actions',
          'flow',
          'load',
          'ms',
        ]),
      );
  });

  it('of understand carry the documented fields', async () => {
    const done = await run(['understand'], '{"id":"a","text":"亲,我的快递到哪了?急!"}\n');
    const [line] = done.stdout
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text));
    expect(line).toMatchObject({ id: 'a', language: 'zh-CN', intent: 'track.where' });
    expect(Object.keys(line)).toEqual([
      'id',
      'language',
      'intent',
      'confidence',
      'alternatives',
      'emotion',
      'intensity',
      'urgency',
      'entities',
      'risks',
    ]);
  });

  it('of tools list are the sixteen tools of the imported shop', async () => {
    const done = await run(['tools', 'list', '--shop', 'small']);
    expect(JSON.parse(done.stdout)).toHaveLength(16);
  });

  it('of doctor name every setting and hide the secret ones', async () => {
    process.env.PEAKDESK_SECRET_KEY = 'k'.repeat(40);
    const done = await run(['doctor']);
    delete process.env.PEAKDESK_SECRET_KEY;
    expect(done.stdout).toContain('PEAKDESK_PORT');
    expect(done.stdout).not.toContain('kkkk');
    expect(existsSync(dataFolder)).toBe(true);
  });
});
