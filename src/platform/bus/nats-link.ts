import { setTimeout as sleep } from 'node:timers/promises';
import { type ConnectionOptions, connect, type NatsConnection } from '@nats-io/transport-node';
import type { Log } from '../log.ts';
import { createNoteQueue } from './note-queue.ts';
import type { PeerLink, PeerListener } from './peer-link.ts';
import { createNoteSeal } from './sealed-notes.ts';

/** A link that knows whether its broker answers. */
export type BrokerLink = PeerLink & { isUp(): boolean };

export type BrokerListener = PeerListener & {
  /** The broker does not answer any more; called once for each loss. */
  onLost?(): void;
  /** Notes that were queued when the broker was lost. */
  onUndelivered?(notes: readonly string[]): void;
};

const beatMilliseconds = 5;
// NATS takes a megabyte by default.
const maxPayloadBytes = 60_000;
const connectMilliseconds = 2_000;
const pauseMilliseconds = 500;
// A broker that is silent, frozen or cut off is given up after three of these.
const pingMilliseconds = 250;

/** The link through a NATS server. Plain NATS, nothing is kept there: a broker may be lost or wiped at any time. */
export function createNatsLink(
  parts: { url: string; secretKey: string; log: Log },
  listener: BrokerListener,
): BrokerLink {
  const { log } = parts;
  const seal = createNoteSeal(parts.secretKey);
  const subject = `peakdesk.${seal.room}`;
  const stopping = new AbortController();
  let connection: NatsConnection | undefined;
  let isTold = false;

  const hear = (data: Uint8Array) => {
    for (const note of seal.open(data) ?? []) if (!stopping.signal.aborted) listener.onNote(note);
  };
  const live = async () => {
    const opened = await connect(connectionOptions(parts.url));
    if (stopping.signal.aborted) return await opened.close();
    opened.subscribe(subject, {
      callback: (error, message) => {
        if (error === null) hear(message.data);
      },
    });
    // Others reach this process only once the server has taken the subscription.
    await opened.flush();
    connection = opened;
    isTold = false;
    listener.onReady?.();
    await opened.closed();
    connection = undefined;
    if (!stopping.signal.aborted) listener.onLost?.();
  };
  const run = async () => {
    while (!stopping.signal.aborted) {
      await live().catch((error: unknown) => {
        if (!isTold) log.warn({ err: error }, 'the broker cannot be reached; PostgreSQL carries the news until it can');
        isTold = true;
      });
      connection = undefined;
      await sleep(pauseMilliseconds, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  };
  const running = run();

  const queue = createNoteQueue({
    beatMilliseconds,
    maxBytes: maxPayloadBytes,
    deliver: async (notes) => {
      if (connection === undefined || connection.isClosed()) listener.onUndelivered?.(notes);
      else connection.publish(subject, seal.seal(notes));
    },
  });

  return {
    isUp: () => connection !== undefined && !connection.isClosed(),
    send: queue.add,
    stop: async () => {
      await queue.finish();
      stopping.abort();
      await connection?.flush().catch(() => undefined);
      await connection?.close();
      await running;
    },
  };
}

/** Whether a broker answers at this address, for `doctor`. */
export async function doesBrokerAnswer(url: string): Promise<boolean> {
  try {
    const opened = await connect(connectionOptions(url));
    await opened.flush();
    await opened.close();
    return true;
  } catch {
    return false;
  }
}

/** Options for an address such as `nats://user:password@host:4222`, `nats://token@host` or `tls://host`. */
export function connectionOptions(address: string): ConnectionOptions {
  const url = new URL(address);
  const [user, pass] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  const login = user === '' ? {} : pass === '' ? { token: user } : { user, pass };
  return {
    servers: `${url.hostname}:${url.port || '4222'}`,
    name: 'peakdesk',
    ...login,
    ...(url.protocol === 'tls:' ? { tls: {} } : {}),
    timeout: connectMilliseconds,
    // This link comes back by itself, so that every loss is seen at once.
    reconnect: false,
    noEcho: true,
    pingInterval: pingMilliseconds,
    maxPingOut: 2,
  };
}
