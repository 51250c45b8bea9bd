import type { PublishedEvent } from '../../src/platform/index.ts';

/** What a window has shown of a reply, by the rule of the protocol: a piece takes the place of what stands from its beginning on. */
export function createShown(events: readonly PublishedEvent[]) {
  const steps: string[] = [];
  let text = '';
  let isWithdrawn = false;
  for (const event of events) {
    if (event.type !== 'reply.streamed') continue;
    const { from, text: piece } = event.payload;
    if (from > text.length) throw new Error(`a piece is missing before ${from}`);
    isWithdrawn ||= from === 0 && piece === '' && text !== '';
    text = text.slice(0, from) + piece;
    if (text !== '') steps.push(text);
  }
  return { steps, last: text, isWithdrawn };
}
