import { randomUUID } from 'node:crypto';
import type { Log } from '../log.ts';
import type { Database } from '../storage/database.ts';
import { createNoteQueue } from './note-queue.ts';
import type { PeerLink, PeerListener } from './peer-link.ts';

// PostgreSQL takes payloads under 8,000 bytes; each NOTIFY holds a lock of the whole server, hence the beat: forty a second.
const maxPayloadBytes = 7_700;
const beatMilliseconds = 25;

/** The link through PostgreSQL's NOTIFY: always there, for few notes a second. */
export function createNotifyLink(
  parts: { database: Database; channel: string; log: Log },
  listener: PeerListener,
): PeerLink {
  const { database, channel, log } = parts;
  const self = randomUUID();
  let isStopped = false;

  const onPayload = (payload: string) => {
    const [from, ...notes] = payload.split('\n');
    if (from === self || isStopped) return;
    for (const note of notes) listener.onNote(note);
  };
  let listening: { stop(): Promise<void> } | undefined;
  // After a failure the driver listens again by itself, with every reconnect.
  database
    .listen(channel, onPayload, () => listener.onReady?.())
    .then(
      (started) => {
        listening = started;
        if (isStopped) void started.stop();
      },
      (error: unknown) => log.debug({ err: error, channel }, 'not listening yet'),
    );

  const queue = createNoteQueue({
    beatMilliseconds,
    maxBytes: maxPayloadBytes,
    deliver: (notes) =>
      database.notify(channel, [self, ...notes].join('\n')).catch((error: unknown) => {
        log.debug({ err: error, channel }, 'a note to other processes was lost; they poll');
      }),
  });

  return {
    send: queue.add,
    stop: async () => {
      isStopped = true;
      await queue.finish();
      await listening?.stop();
    },
  };
}
