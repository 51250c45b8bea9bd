import { expect, test } from 'vitest';
import { silentLog } from './log.ts';
import { startSharedClock } from './shared-clock.ts';

/** A machine whose clock may be set, and a database whose answer takes `roundTrip` milliseconds. */
function aMachine(given: { wall: string; database: string; roundTrip: number }) {
  const machine = { counter: 5_000, wall: Date.parse(given.wall), database: Date.parse(given.database) };
  const pass = (milliseconds: number) => {
    machine.counter += milliseconds;
    machine.wall += milliseconds;
    machine.database += milliseconds;
  };
  return {
    machine,
    pass,
    start: () =>
      startSharedClock({
        log: silentLog(),
        machine: { wall: () => machine.wall, counter: () => machine.counter },
        database: {
          readClock: async () => {
            pass(given.roundTrip / 2);
            const answer = new Date(machine.database);
            pass(given.roundTrip / 2);
            return answer;
          },
        },
      }),
  };
}

test.each([
  { own: 'right', wall: '2026-11-11T00:00:00Z' },
  { own: 'an hour ahead', wall: '2026-11-11T01:00:00Z' },
  { own: 'an hour behind', wall: '2026-11-10T23:00:00Z' },
])("the time is the database's, on a machine whose clock is $own", async ({ wall }) => {
  const { start, pass, machine } = aMachine({ wall, database: '2026-11-11T00:00:00Z', roundTrip: 20 });
  const clock = await start();
  pass(90_000);
  clock.stop();
  expect(clock.now().toISOString()).toBe(new Date(machine.database).toISOString());
  expect(clock.ownAheadMilliseconds()).toBe(machine.wall - machine.database);
});

test('setting the clock of the machine moves nothing', async () => {
  const { start, machine } = aMachine({ wall: '2026-11-11T00:00:00Z', database: '2026-11-11T00:00:00Z', roundTrip: 0 });
  const clock = await start();
  machine.wall += 3_600_000;
  clock.stop();
  expect(clock.now().toISOString()).toBe('2026-11-11T00:00:00.000Z');
});
