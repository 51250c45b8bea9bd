import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createModelDirectory, type ModelDirectory } from '../dialogue/models/index.ts';
import { anUnderstandRequest, aWordRequest } from '../dialogue/models/testing/a-request.ts';
import { type FakeModelServer, startFakeModelServer } from '../dialogue/models/testing/fake-model-server.ts';
import { createMetrics, type ShopId, silentLog, systemClock } from '../platform/index.ts';
import { type SignedInTester, startTestServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
let model: FakeModelServer;
let directory: ModelDirectory;
/** Another process on the same database, with a bus of its own that hears what the relay carries. */
let shopId: ShopId;
let owner: SignedInTester;

function aDirectory(own: { url?: string; key?: string; name?: string } = {}): ModelDirectory {
  return createModelDirectory({
    database: server.test.database,
    secrets: server.parts.ground.secrets,
    bus: server.parts.bus,
    clock: systemClock,
    log: silentLog(),
    metrics: createMetrics(),
    dataFolder: server.parts.ground.config.dataFolder,
    own: { url: own.url, key: own.key, name: own.name, timeoutMs: 4_000 },
  });
}

beforeAll(async () => {
  server = await startTestServer();
  model = await startFakeModelServer();
  shopId = await server.test.makeShop();
  owner = await server.makeStaff(shopId, 'owner');
  directory = aDirectory();
  server.parts.walk.models = directory;
}, 120_000);
afterAll(async () => {
  await directory.stop();
  await model.stop();
  await server.close();
});

const put = (body: unknown) => server.as(owner, 'PUT', '/api/v1/settings/model', body);
const test = (body: unknown) => server.as(owner, 'POST', '/api/v1/settings/model/test', body);
const codes = (text: string): string[] => {
  const { findings }: { findings: { code: string }[] } = JSON.parse(text);
  return findings.map((finding) => finding.code);
};
const cancelling = JSON.stringify({ commands: [{ kind: 'start-flow', flow: 'cancel-order', slots: [] }] });
const goodText = '好的,[ORDER_1] 这单已经帮您取消啦。129 元会退回支付宝,1-7 个工作日到账。';
const request = () => ({ ...anUnderstandRequest('那个单子我想不要了行不'), shopId });

describe('a shop’s model', () => {
  it('counts from the moment it is saved, and is asked with the shop’s own key', async () => {
    expect(await directory.understand(request())).toBeUndefined();
    model.answerWith({ do: 'stream', text: cancelling });
    const saved = await put({ url: model.url, name: 'qwen-plus', key: 'shop-key', allowsPrivate: true });
    expect(saved.status).toBe(200);
    expect(saved.text).not.toContain('shop-key');
    await expect.poll(() => directory.understand(request())).toHaveLength(1);
    expect(model.requests.at(-1)).toMatchObject({
      headers: { authorization: 'Bearer shop-key' },
      body: { model: 'qwen-plus' },
    });
  });

  it('is read anew by every process when it changes', async () => {
    const other = aDirectory();
    await other.understand({ ...request(), text: '另一个问题我想不要了行不' });
    await put({ name: 'qwen-max' });
    await expect
      .poll(async () => {
        await other.understand({ ...request(), text: `第${Math.random()}个问题我想不要了行不` });
        return model.requests.at(-1)?.body;
      })
      .toMatchObject({ model: 'qwen-max' });
    await other.stop();
  });

  it('is no other shop’s model', async () => {
    const stranger = await server.test.makeShop();
    const before = model.requests.length;
    expect(await directory.understand({ ...request(), shopId: stranger })).toBeUndefined();
    expect(model.requests).toHaveLength(before);
  });

  it('falls back to the installation’s own where none is set', async () => {
    const stranger = await server.test.makeShop();
    const own = aDirectory({ url: model.url, key: 'own-key', name: 'own-model' });
    await own.understand({ ...request(), shopId: stranger });
    expect(model.requests.at(-1)).toMatchObject({ headers: { authorization: 'Bearer own-key' } });
    await own.stop();
  });

  it('keeps its key to its address: another address does not get it', async () => {
    const moved = await put({ url: 'https://elsewhere.example/v1' });
    expect(JSON.parse(moved.text)).toMatchObject({ hasKey: false });
    await put({ url: model.url, key: 'shop-key' });
  });

  it('costs what its prices say, and the hours of the day show it', async () => {
    await put({ inputPrice: 200, outputPrice: 800 });
    model.answerWith({ do: 'stream', text: goodText, withUsage: 1_000 });
    await directory.prepare(shopId);
    const calls: number[] = [];
    await expect
      .poll(async () => {
        await directory.word({
          ...aWordRequest(),
          shopId,
          customerText: `请问${Math.random()}`,
          onCall: ({ cost }) => calls.push(cost),
        });
        return calls.at(-1) ?? 0;
      })
      // One token of the prompt at 200, 999 of the reply at 800.
      .toBe(200 + 999 * 800);
    await expect
      .poll(async () => JSON.parse((await server.as(owner, 'GET', '/api/v1/settings/model')).text).usage[0]?.cost, {
        timeout: 6_000,
      })
      .toBeGreaterThan(0);
  });

  it('has a budget of tokens for the hour that all processes share', async () => {
    await put({ tokensPerHour: 6_000 });
    const one = aDirectory();
    const two = aDirectory();
    model.answerWith({ do: 'stream', text: goodText, withUsage: 5_500 });
    await one.word({ ...aWordRequest(), shopId, customerText: 'a' });
    await one.stop();
    await two.word({ ...aWordRequest(), shopId, customerText: 'b' });
    await two.stop();
    const three = aDirectory();
    await three.prepare(shopId);
    const before = model.requests.length;
    model.answerWith({ do: 'stream', text: goodText, withUsage: 10 });
    await expect
      .poll(
        async () => {
          const asked = model.requests.length;
          await three.word({ ...aWordRequest(), shopId, customerText: `c${Math.random()}` });
          return model.requests.length - asked;
        },
        { timeout: 8_000, interval: 300 },
      )
      .toBe(0);
    expect(model.requests.length).toBeGreaterThanOrEqual(before);
    await three.stop();
    await put({ tokensPerHour: null });
  });
});

describe('addresses', () => {
  it.each([
    ['a metadata service', { url: 'http://169.254.169.254/v1', allowsPrivate: true }],
    ['a private network that is not allowed', { url: 'http://10.0.0.8/v1', allowsPrivate: false }],
    ['another protocol', { url: 'file:///etc/passwd' }],
    ['a password in the address', { url: 'https://a:b@models.example/v1' }],
    ['an embedding address inside', { embeddingUrl: 'http://192.168.1.2/v1', allowsPrivate: false }],
    ['no address', { url: 'models' }],
  ])('%s are not saved', async (_, change) => {
    expect((await put(change)).status).toBe(400);
  });

  it('are set by the owner alone', async () => {
    const agent = await server.makeStaff(shopId, 'agent');
    const supervisor = await server.makeStaff(shopId, 'supervisor');
    for (const who of [agent, supervisor]) {
      expect((await server.as(who, 'PUT', '/api/v1/settings/model', { name: 'x' })).status).toBe(403);
      expect((await server.as(who, 'POST', '/api/v1/settings/model/test', {})).status).toBe(403);
    }
  });
});

describe('the test of a connection', () => {
  const there = () => ({ url: model.url, name: 'qwen', key: 'k', allowsPrivate: true });
  const form = JSON.stringify({ commands: [{ kind: 'small-talk', topic: 'greet' }] });

  it('says that all is well', async () => {
    model.answerWith({ do: 'stream', text: form });
    expect(codes((await test(there())).text)).toEqual(['answers', 'schema-strict']);
  });

  it.each([
    ['the key is wrong', { do: 'status', status: 401 }, 'key-refused'],
    ['there is no money left', { do: 'status', status: 402 }, 'no-money'],
    ['too much was asked', { do: 'status', status: 429 }, 'too-many-requests'],
    ['it has trouble of its own', { do: 'status', status: 503 }, 'server-error'],
    ['it is no model server', { do: 'status', status: 404 }, 'not-a-model-server'],
    ['it takes no request', { do: 'status', status: 400 }, 'request-refused'],
  ] as const)('says that %s', async (_, mode, code) => {
    model.answerWith(mode);
    expect(codes((await test(there())).text)).toEqual([code]);
  });

  it('says that a key is missing', async () => {
    model.answerWith({ do: 'status', status: 401 });
    expect(
      codes((await test({ ...there(), url: model.url.replace('127.0.0.1', 'localhost'), key: null })).text),
    ).toEqual(['key-missing']);
  });

  it('says that schemas are not known, and that the form is wrong', async () => {
    model.answerWith({ do: 'no-schemas', text: '好的', refuses: ['json_schema'] });
    expect(codes((await test(there())).text)).toEqual(['answers', 'form-wrong', 'schema-loose']);
  });

  it.each([
    ['nobody listens there', 'http://127.0.0.1:9/v1', 'host-refuses'],
    ['the host is unknown', 'http://no-such-host.invalid/v1', 'host-unknown'],
    ['the network is private', 'http://169.254.1.1/v1', 'address-forbidden'],
  ])('says that %s', async (_, url, code) => {
    expect(codes((await test({ ...there(), url })).text)).toEqual([code]);
  });

  it('says that a private network has to be allowed', async () => {
    expect(codes((await test({ ...there(), allowsPrivate: false })).text)).toEqual(['address-private']);
    const named = model.url.replace('127.0.0.1', 'localhost');
    expect(codes((await test({ ...there(), url: named, allowsPrivate: false })).text)).toEqual(['address-private']);
  });

  it('says that the local model is not there', async () => {
    expect(codes((await test({ url: 'local:', name: 'small.gguf' })).text)).toEqual(['local-missing']);
  });

  it('never sends the stored key to another address', async () => {
    await put({ ...there(), key: 'stored-key' });
    model.answerWith({ do: 'stream', text: form });
    await test({ url: model.url.replace('127.0.0.1', 'localhost') });
    expect(model.requests.at(-1)?.headers.authorization).toBeUndefined();
    await test({ name: 'other' });
    expect(model.requests.at(-1)?.headers.authorization).toBe('Bearer stored-key');
  });
});
