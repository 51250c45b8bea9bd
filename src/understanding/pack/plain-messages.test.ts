import { describe, expect, it } from 'vitest';
import { plainMessages } from './plain-messages.ts';

const utterances = ['ship.when', 'track.where', 'complaint'].flatMap((label) =>
  Array.from({ length: 50 }, (_, index) => ({ label, text: `${label} ${index}` })),
);

describe('the plain utterances beside the emotion collection', () => {
  it('are equally many of each intent that shows no feeling', () => {
    const labels = plainMessages(utterances, 430).map(({ label }) => label);
    expect(labels.filter((label) => label === 'ship.when')).toHaveLength(10);
    expect(labels.filter((label) => label === 'track.where')).toHaveLength(10);
    expect(labels).not.toContain('complaint');
  });

  it('stay the same but for one when an utterance is added anywhere', () => {
    const before = new Set(plainMessages(utterances, 430).map(({ text }) => text));
    for (let index = 0; index < 20; index++) {
      const added = [{ label: 'ship.when', text: `new ${index}` }, ...utterances];
      const gone = plainMessages(added, 430).filter(({ text }) => !before.has(text));
      expect(gone.length).toBeLessThanOrEqual(1);
    }
  });
});
