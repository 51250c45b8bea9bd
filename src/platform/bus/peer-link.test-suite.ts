import { expect, test } from 'vitest';
import type { OpenPeerLink, PeerLink } from './peer-link.ts';

/** What an end has heard since all met; of two ways the slower may bring a greeting late. */
function heardSince(end: { heard: readonly string[] } | undefined): readonly string[] {
  return (end?.heard ?? []).filter((note) => !/^(?:here|met) \d+$/.test(note));
}

/** What every link between processes must do; `open` makes one end, each call another process. */
export function testPeerLink(name: string, open: () => OpenPeerLink): void {
  /** Opens ends and waits until each hears each. */
  const meet = async (count: number) => {
    const ends = Array.from({ length: count }, () => openEnd(open()));
    await until(() => {
      for (const [index, end] of ends.entries()) end.link.send(`here ${index}`);
      return ends.every((end) => end.heard.filter((note) => note.startsWith('here')).length >= count - 1);
    });
    // What was said while they met has arrived.
    for (const [index, end] of ends.entries()) end.link.send(`met ${index}`);
    await until(() => ends.every((end) => end.heard.filter((note) => note.startsWith('met')).length === count - 1));
    for (const end of ends) end.heard.length = 0;
    return ends;
  };

  test(`${name}: a note reaches every other process and never comes back to its sender`, async () => {
    const ends = await meet(3);
    ends[0]?.link.send('rows tea 1,2,3');
    await until(() => ends.slice(1).every((end) => heardSince(end).length > 0));
    await stopAll(ends);
    expect(ends.map(heardSince)).toEqual([[], ['rows tea 1,2,3'], ['rows tea 1,2,3']]);
  });

  test(`${name}: notes keep their order, and equal ones of one beat are sent once`, async () => {
    const [from, to, ...others] = await meet(2);
    const notes = Array.from({ length: 3_000 }, (_, index) => `rows tea ${index} ${'x'.repeat(40)}`);
    for (const note of notes) {
      from?.link.send(note);
      from?.link.send(note);
    }
    await until(() => heardSince(to).length >= notes.length);
    await stopAll([from, to, ...others]);
    expect(heardSince(to)).toEqual(notes);
  });

  test(`${name}: words in any language and signs pass unchanged`, async () => {
    const [from, to] = await meet(2);
    const note = 'event {"text":"在吗？👋 \\" ~ ! ’"}';
    from?.link.send(note);
    await until(() => to?.heard.includes(note) === true);
    await stopAll([from, to]);
    expect(heardSince(to)).toEqual([note]);
  });

  test(`${name}: what is queued at the end is still sent, and nothing is heard after it`, async () => {
    const [from, to] = await meet(2);
    from?.link.send('last word');
    await from?.link.stop();
    await until(() => to?.heard.includes('last word') === true);
    to?.link.send('too late');
    await to?.link.stop();
    expect(heardSince(from)).toEqual([]);
  });

  test(`${name}: says when it is ready, so that what was missed is caught up`, async () => {
    const end = openEnd(open());
    await until(() => end.isReady());
    await end.link.stop();
  });
}

/** One end with what it hears. */
export type End = { link: PeerLink; heard: string[]; isReady(): boolean; readyCount(): number };

/** Opens one end that writes down what it hears. */
export function openEnd(open: OpenPeerLink): End {
  const heard: string[] = [];
  let ready = 0;
  const link = open({
    onNote: (note) => void heard.push(note),
    onReady: () => {
      ready += 1;
    },
  });
  return { link, heard, isReady: () => ready > 0, readyCount: () => ready };
}

/** Waits for something that must happen; the test's own time-out ends it. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function stopAll(ends: readonly (End | undefined)[]): Promise<void> {
  for (const end of ends) await end?.link.stop();
}
