import { randomUUID } from 'node:crypto';
import type { Log } from '../log.ts';
import type { Database } from './database.ts';

/** Tells other processes on the same database something small, at most forty times a second. */
export type Notifier = {
  /** Queues a note (no line breaks, under 2,000 bytes); equal notes within one beat are sent once. */
  send(note: string): void;
  /** Sends what is queued and stops listening. */
  stop(): Promise<void>;
};

// PostgreSQL takes payloads under 8,000 bytes; each NOTIFY holds a lock of the whole server, hence the beat.
const maxPayloadBytes = 7800;
const beatMilliseconds = 25;
const maxQueued = 20_000;

/**
 * Notes of other processes arrive at `onNote`; own ones do not. `onReady` is called after each (re)connect: notes may
 * have been missed. A note is a hint: who needs certainty also polls.
 */
export function createNotifier(parts: {
  database: Database;
  channel: string;
  log: Log;
  onNote: (note: string) => void;
  onReady?: () => void;
}): Notifier {
  const { database, channel, log } = parts;
  const self = randomUUID();
  const queued = new Set<string>();
  let isStopped = false;
  let beat: NodeJS.Timeout | undefined;
  let lastSentAt = 0;
  let sending: Promise<void> = Promise.resolve();

  const onPayload = (payload: string) => {
    const [from, ...notes] = payload.split('\n');
    if (from === self || isStopped) return;
    for (const note of notes) parts.onNote(note);
  };
  let listening: { stop(): Promise<void> } | undefined;
  // After a failure the driver listens again by itself, with every reconnect.
  database.listen(channel, onPayload, parts.onReady).then(
    (started) => {
      listening = started;
      if (isStopped) void started.stop();
    },
    (error: unknown) => log.debug({ err: error, channel }, 'not listening yet'),
  );

  const flush = () => {
    beat = undefined;
    lastSentAt = performance.now();
    const payload = takePayload(self, queued);
    sending = database.notify(channel, payload).catch((error: unknown) => {
      log.debug({ err: error, channel }, 'a note to other processes was lost; they poll');
    });
    if (queued.size > 0) schedule();
  };
  const schedule = () => {
    if (beat !== undefined) return;
    beat = setTimeout(flush, Math.max(0, beatMilliseconds - (performance.now() - lastSentAt)));
  };

  return {
    send: (note) => {
      if (isStopped || queued.size >= maxQueued) return;
      queued.add(note);
      schedule();
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(beat);
      while (queued.size > 0) {
        flush();
        clearTimeout(beat);
        await sending;
      }
      await sending;
      await listening?.stop();
    },
  };
}

function takePayload(self: string, queued: Set<string>): string {
  let payload = self;
  for (const note of queued) {
    const longer = `${payload}\n${note}`;
    if (Buffer.byteLength(longer) > maxPayloadBytes && payload !== self) break;
    payload = longer;
    queued.delete(note);
  }
  return payload;
}
