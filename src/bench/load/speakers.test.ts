import { expect, test } from 'vitest';
import { createSpeakers } from './speakers.ts';

const windowOf = (name: string, shop = 0) => {
  const window = { name, shop, asked: 0, waiting: () => window.asked };
  return window;
};

test('everybody speaks once before anybody speaks again, and nobody while an answer is due', () => {
  const windows = [windowOf('a'), windowOf('b')];
  const speakers = createSpeakers(windows, 0);
  const speak = () => {
    const window = speakers.next();
    if (window) window.asked += 1;
    return window;
  };
  const answer = (window: ReturnType<typeof speak>) => {
    if (!window) return;
    window.asked -= 1;
    speakers.answered(window);
  };
  const [first, second] = [speak(), speak()];
  expect([first?.name, second?.name, speak()?.name]).toEqual(['a', 'b', undefined]);
  answer(second);
  answer(first);
  expect([speak()?.name, speak()?.name, speak()?.name]).toEqual(['b', 'a', undefined]);
});

test('a window that waits from before joins once it is answered; one that does not speak here never', () => {
  const [late, silent] = [windowOf('late'), windowOf('silent')];
  late.asked = 1;
  const speakers = createSpeakers([late], 0);
  expect(speakers.next()).toBeUndefined();
  late.asked = 0;
  speakers.answered(silent);
  speakers.answered(late);
  expect([speakers.next()?.name, speakers.next()?.name]).toEqual(['late', undefined]);
});

test('with a hot shop its windows and those of the others have lines of their own', () => {
  const windows = [windowOf('hot'), windowOf('other', 1)];
  expect(createSpeakers(windows, 1).next()?.name).toBe('hot');
  const speakers = createSpeakers(windows, 0.5);
  const names = Array.from({ length: 60 }, () => speakers.next()?.name).filter((name) => name !== undefined);
  expect(names.toSorted()).toEqual(['hot', 'other']);
});
