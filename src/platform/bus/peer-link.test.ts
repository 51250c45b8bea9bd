import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../log.ts';
import { readNote } from '../outbox-note.ts';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { createInProcessRoom } from './in-process-link.ts';
import { createJoinedLink } from './joined-link.ts';
import { connectionOptions } from './nats-link.ts';
import { createNotifyLink } from './notify-link.ts';
import { openEnd, testPeerLink, until } from './peer-link.test-suite.ts';
import type { OpenPeerLink } from './peer-link.ts';
import { createNoteSeal } from './sealed-notes.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase({ maxConnections: 10 });
});
afterAll(() => db.close());

const room = createInProcessRoom();
testPeerLink('in one process', () => room);
testPeerLink(
  'by NOTIFY',
  () => (listener) =>
    createNotifyLink({ database: db.database, channel: 'peakdesk_link_test', log: silentLog() }, listener),
);

/** A broker that a test takes away from one process or from all. */
function fakeBroker() {
  const inner = createInProcessRoom();
  const down = new Set<string>();
  const losses: { name: string; lose(): void; ready(): void }[] = [];
  return {
    lose: (...names: string[]) => {
      for (const name of names) down.add(name);
      for (const one of losses) if (names.includes(one.name)) one.lose();
    },
    comeBack: (...names: string[]) => {
      for (const name of names) down.delete(name);
      for (const one of losses) if (names.includes(one.name)) one.ready();
    },
    open:
      (name: string, spare: OpenPeerLink): OpenPeerLink =>
      (listener) =>
        createJoinedLink(
          {
            spare,
            log: silentLog(),
            broker: (heard) => {
              losses.push({ name, lose: () => heard.onLost?.(), ready: () => heard.onReady?.() });
              const link = inner({ ...heard, onNote: (note) => down.has(name) || heard.onNote(note) });
              return { ...link, isUp: () => !down.has(name), send: (note) => down.has(name) || link.send(note) };
            },
          },
          listener,
        ),
  };
}

test('a process that has lost the broker hears and is heard through the spare, others hear everything once', async () => {
  const broker = fakeBroker();
  const spare = createInProcessRoom();
  const ends = ['one', 'two', 'three'].map((name) => openEnd(broker.open(name, spare)));
  broker.lose('three');
  await until(() => (ends[2]?.readyCount() ?? 0) > 2);
  ends[0]?.link.send('from one');
  ends[2]?.link.send('from three');
  await until(() => ends.every((end) => end.heard.length >= (end === ends[1] ? 2 : 1)));
  broker.comeBack('three');
  ends[1]?.link.send('from two');
  await until(() => ends[0]?.heard.includes('from two') === true && ends[2]?.heard.includes('from two') === true);
  for (const end of ends) await end.link.stop();
  expect(ends.map((end) => [...end.heard].sort())).toEqual([
    ['from three', 'from two'],
    ['from one', 'from three'],
    ['from one', 'from two'],
  ]);
});

test('a process that knows no broker hears what the others say as long as it is there', async () => {
  const broker = fakeBroker();
  const spare = createInProcessRoom();
  const without = openEnd(spare);
  const ends = ['one', 'two'].map((name) => openEnd(broker.open(name, spare)));
  await until(() => [without, ...ends].every((end) => end.isReady()));
  without.link.send('hello');
  await until(() => ends.every((end) => end.heard.includes('hello')));
  ends[0]?.link.send('rows tea 7,8');
  await until(() => without.heard.length > 0 && ends[1]?.heard.includes('rows tea 7,8') === true);
  for (const end of [without, ...ends]) await end.link.stop();
  expect(without.heard.map(readNote)).toEqual([{ kind: 'rows', shopId: 'tea', ids: [7, 8] }]);
  expect(ends[1]?.heard).toEqual(['hello', 'rows tea 7,8']);
});

test('the others are told to look again as soon as one says that it is without the broker', async () => {
  const broker = fakeBroker();
  const spare = createInProcessRoom();
  const ends = ['one', 'two'].map((name) => openEnd(broker.open(name, spare)));
  await until(() => ends.every((end) => end.isReady()));
  const before = ends[0]?.readyCount() ?? 0;
  broker.lose('two');
  await until(() => (ends[0]?.readyCount() ?? 0) > before);
  for (const end of ends) await end.link.stop();
});

test('sealed notes open for the same installation only, not for their sender, and not when they were changed', () => {
  const [ours, theirs, other] = [
    createNoteSeal('k'.repeat(40)),
    createNoteSeal('k'.repeat(40)),
    createNoteSeal('other'.repeat(8)),
  ];
  const lot = ours.seal(['rows tea 1', 'hello']);
  expect(theirs.open(lot)).toEqual(['rows tea 1', 'hello']);
  expect(ours.open(lot)).toBeUndefined();
  expect(other.open(lot)).toBeUndefined();
  expect(theirs.open(Buffer.concat([lot.subarray(0, -1), Buffer.from([0])]))).toBeUndefined();
  expect(theirs.open(Buffer.from('rows tea 1'))).toBeUndefined();
  expect(ours.room).toBe(theirs.room);
  expect(ours.room).not.toBe(other.room);
  expect(lot.toString('latin1')).not.toContain('tea');
});

test.each([
  ['nats://broker', { servers: 'broker:4222' }],
  ['nats://desk:pass%20word@broker:4333', { servers: 'broker:4333', user: 'desk', pass: 'pass word' }],
  ['nats://token@broker', { servers: 'broker:4222', token: 'token' }],
  ['tls://broker', { servers: 'broker:4222', tls: {} }],
])('the address %s is understood', (address, options) => {
  expect(connectionOptions(address)).toMatchObject(options);
});
