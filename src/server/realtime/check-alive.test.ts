import { expect, test } from 'vitest';
import { checkAlive } from './check-alive.ts';

test('a window that is never heard is asked at the second look and cut off at the third', () => {
  const window = makeWindow();
  const seen = [1, 2, 3].map(() => window.look());
  expect(seen).toEqual(['left alone', 'asked', 'cut off']);
});

test('a window that speaks between looks is never asked', () => {
  const window = makeWindow();
  const seen = [1, 2, 3, 4].map(() => {
    window.silentLooks = 0;
    return window.look();
  });
  expect(new Set(seen)).toEqual(new Set(['left alone']));
});

test('a window that answers is asked at every other look and stays', () => {
  const window = makeWindow();
  const seen = [1, 2, 3, 4].map(() => {
    const done = window.look();
    if (done === 'asked') window.silentLooks = 0;
    return done;
  });
  expect(seen).toEqual(['left alone', 'asked', 'left alone', 'asked']);
});

function makeWindow() {
  let done = 'left alone';
  const window = {
    silentLooks: 0,
    ping: () => {
      done = 'asked';
    },
    terminate: () => {
      done = 'cut off';
    },
    look: () => {
      done = 'left alone';
      checkAlive([window]);
      return done;
    },
  };
  return window;
}
