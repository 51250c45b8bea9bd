/** Notes that wait for the next beat. */
export type NoteQueue = {
  add(note: string): void;
  /** Sends what waits and takes nothing more. */
  finish(): Promise<void>;
};

const maxQueued = 20_000;

/** Collects notes and hands them over in lots of at most `maxBytes`, one lot in a beat; equal notes of one beat are one. */
export function createNoteQueue(options: {
  beatMilliseconds: number;
  maxBytes: number;
  deliver(notes: readonly string[]): Promise<void>;
}): NoteQueue {
  const queued = new Set<string>();
  let isFinished = false;
  let beat: NodeJS.Timeout | undefined;
  let lastSentAt = 0;
  let sending: Promise<void> = Promise.resolve();

  const flush = () => {
    beat = undefined;
    lastSentAt = performance.now();
    sending = options.deliver(takeLot(queued, options.maxBytes));
    if (queued.size > 0) schedule();
  };
  const schedule = () => {
    if (beat !== undefined) return;
    beat = setTimeout(flush, Math.max(0, options.beatMilliseconds - (performance.now() - lastSentAt)));
  };

  return {
    add: (note) => {
      if (isFinished || queued.size >= maxQueued) return;
      queued.add(note);
      schedule();
    },
    finish: async () => {
      isFinished = true;
      while (queued.size > 0) {
        clearTimeout(beat);
        flush();
        clearTimeout(beat);
        await sending;
      }
      await sending;
    },
  };
}

function takeLot(queued: Set<string>, maxBytes: number): string[] {
  const lot: string[] = [];
  let bytes = 0;
  for (const note of queued) {
    bytes += Buffer.byteLength(note) + 1;
    if (bytes > maxBytes && lot.length > 0) break;
    lot.push(note);
    queued.delete(note);
  }
  return lot;
}
