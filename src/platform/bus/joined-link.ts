import type { Log } from '../log.ts';
import type { BrokerLink, BrokerListener } from './nats-link.ts';
import type { PeerLink, PeerListener } from './peer-link.ts';

/**
 * The broker's link with PostgreSQL's as its spare. Notes go by the broker; a process that has lost it says so through PostgreSQL, and
 * as long as one does, everybody tells its notes both ways. What was missed in between is caught up (`onReady`).
 */
export function createJoinedLink(
  parts: {
    broker(listener: BrokerListener): BrokerLink;
    spare(listener: PeerListener): PeerLink;
    log: Log;
  },
  listener: PeerListener,
): PeerLink {
  const { log } = parts;
  let aloneUntil = Number.NEGATIVE_INFINITY;
  let wasLost = false;
  const later = new Set<NodeJS.Timeout>();

  const broker = parts.broker({
    onNote: (note) => listener.onNote(note),
    onReady: () => {
      if (wasLost) log.info('the broker answers again');
      wasLost = false;
      listener.onReady?.();
    },
    onUndelivered: (notes) => {
      for (const note of notes) spare.send(note);
    },
    onLost: () => {
      wasLost = true;
      log.warn('the broker is away; the processes reach each other through PostgreSQL');
      sayAlone();
      // Others go on by the broker until they have heard it.
      for (const milliseconds of [0, 200, aloneMilliseconds]) catchUpIn(milliseconds);
    },
  });
  const spare = parts.spare({
    onNote: (note) => {
      if (note.endsWith(twiceMark)) {
        if (!broker.isUp()) listener.onNote(note.slice(0, -twiceMark.length));
        return;
      }
      hearAlone(note === aloneNote ? aloneHeard : withoutHeard);
      if (note !== aloneNote) listener.onNote(note);
    },
    onReady: () => listener.onReady?.(),
  });

  /** Somebody is without the broker: what was said to it or by it in the last moment may be lost. */
  const hearAlone = (milliseconds: number) => {
    const now = performance.now();
    const isNew = now > aloneUntil;
    aloneUntil = Math.max(aloneUntil, now + milliseconds);
    if (isNew) listener.onReady?.();
  };

  const catchUpIn = (milliseconds: number) => {
    const timer = setTimeout(() => {
      later.delete(timer);
      listener.onReady?.();
    }, milliseconds);
    later.add(timer);
  };
  const sayAlone = () => {
    if (!broker.isUp()) spare.send(aloneNote);
  };
  const alone = setInterval(sayAlone, aloneMilliseconds);
  alone.unref();

  return {
    send: (note) => {
      if (!broker.isUp()) {
        spare.send(note);
        return;
      }
      broker.send(note);
      if (performance.now() < aloneUntil) spare.send(`${note}${twiceMark}`);
    },
    stop: async () => {
      clearInterval(alone);
      for (const timer of later) clearTimeout(timer);
      await broker.stop();
      await spare.stop();
    },
  };
}

const aloneNote = '!alone';
// After a note that went by the broker, too: who has the broker has heard it. A process that knows no broker reads over it.
const twiceMark = '\t';
const aloneMilliseconds = 1_000;
const aloneHeard = 3_500;
// A process without a broker by its settings, or of a version before brokers, greets every twenty seconds.
const withoutHeard = 25_000;
