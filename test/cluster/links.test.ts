import { afterAll, beforeAll, expect, test } from 'vitest';
import { createNatsLink } from '../../src/platform/bus/nats-link.ts';
import { peerLinkOf } from '../../src/platform/bus/open-peer-link.ts';
import { openEnd, testPeerLink, until } from '../../src/platform/bus/peer-link.test-suite.ts';
import { silentLog } from '../../src/platform/index.ts';
import { type TestDatabase, testDatabase } from '../../src/platform/testing.ts';
import { type Broker, startBroker } from './broker.ts';
import { freePort } from './free-port.ts';

let broker: Broker;
let db: TestDatabase;
const secretKey = 'k'.repeat(40);
const log = silentLog();

beforeAll(async () => {
  broker = await startBroker(await freePort());
  db = await testDatabase({ maxConnections: 20 });
});
afterAll(async () => {
  await broker.kill();
  await db.close();
});

const byBroker = () => peerLinkOf({ database: db.database, log, broker: { url: broker.url, secretKey } });

testPeerLink('by NATS', () => (listener) => createNatsLink({ url: broker.url, secretKey, log }, listener));
testPeerLink('by NATS with PostgreSQL as its spare', byBroker);

test.each([
  { name: 'killed and started empty', take: () => broker.kill(), giveBack: () => broker.start() },
  { name: 'frozen', take: async () => broker.freeze(), giveBack: async () => broker.thaw() },
])(
  'a broker that is $name: notes arrive within two seconds all the while, and by the broker again after it',
  async (fault) => {
    const [one, two] = [openEnd(byBroker()), openEnd(byBroker())];
    const passes = async (note: string) => {
      const from = performance.now();
      // A note is a hint: whoever sends it again reaches the other as soon as there is a way.
      while (!two.heard.includes(note)) {
        one.link.send(note);
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      return performance.now() - from;
    };
    await passes('before');
    await fault.take();
    expect(await passes('while it is away')).toBeLessThan(2_000);
    const known = two.readyCount();
    await fault.giveBack();
    await until(() => two.readyCount() > known);
    await passes('after');
    await one.link.stop();
    await two.link.stop();
  },
);

test('an installation with another master key hears nothing at the same broker', async () => {
  const open = (key: string) =>
    openEnd((listener) => createNatsLink({ url: broker.url, secretKey: key, log }, listener));
  const [one, two, stranger] = [open(secretKey), open(secretKey), open('other'.repeat(8))];
  await until(() => [one, two, stranger].every((end) => end.isReady()));
  one.link.send('rows tea 7');
  await until(() => two.heard.length > 0);
  for (const end of [one, two, stranger]) await end.link.stop();
  expect(stranger.heard).toEqual([]);
});
