import { randomUUID } from 'node:crypto';
import type { Agent } from 'node:http';
import { WebSocket } from 'ws';
import { openSession } from './http-post.ts';

/** What a window tells the run; times in milliseconds of `performance.now()`. */
export type WindowEvents = {
  /** The server has stored a message that was meant to be sent at `intended`, by the try of `sentAt`. */
  onAck(intended: number, sentAt: number, place: { conversationId: string; seq: number }): void;
  /** The first answer after a message that was meant to be sent at `intended`. */
  onReply(intended: number): void;
  /** Told to come back later. */
  onRefused(): void;
  onWelcome(sinceLost: number | undefined): void;
  onCut(code: number): void;
};

/** A customer's window that speaks the widget's protocol over one source address. */
export type CustomerWindow = {
  shop: number;
  open(): Promise<void>;
  say(intended: number, text: string): void;
  /** Loses its connection, and comes back as a browser does. */
  drop(): void;
  /** Stops or goes on reading from its socket. */
  read(isReading: boolean): void;
  /** Messages without an answer of the server yet. */
  waiting(): number;
  /** Says again what has had no answer for long, as the widget does. */
  sayAgain(): void;
  close(): void;
};

type Pending = { clientId: string; intended: number; text: string; sentAt: number };

const firstPause = 500;
const longestPause = 15_000;
/** A message without an answer is said again after this long, as the widget does. */
const answerPatience = 12_000;
/** What the clients save themselves on the server's own machine: checks of its texts, and masks that protect from nobody on loopback. */
const lean = { perMessageDeflate: false, skipUTF8Validation: true, generateMask: () => undefined };

/** Prepares a window; nothing is connected before `open`. */
export function createCustomerWindow(
  given: { url: string; shopId: string; shop: number; address: string; agent: Agent },
  events: WindowEvents,
): CustomerWindow {
  const pending = new Map<string, Pending>();
  let socket: WebSocket | undefined;
  let token = '';
  let isReady = false;
  let isOver = false;
  let lostAt: number | undefined;
  let attempts = 0;
  let unanswered: number | undefined;
  let heldUntil = 0;
  let last: { conversationId: string; seq: number } | undefined;

  /** One after the other, as the widget does: the next goes when the one before is stored. */
  const writeFirst = (): void => {
    for (const one of pending.values()) {
      if (one.sentAt === 0 && heldUntil <= performance.now()) write(one);
      return;
    }
  };

  const write = (one: Pending): void => {
    if (!isReady || !socket || socket.readyState !== socket.OPEN) return;
    one.sentAt = performance.now();
    const content = [{ kind: 'text', text: one.text }];
    socket.send(JSON.stringify({ type: 'send', clientId: one.clientId, content, isPrivate: false }));
  };

  const hear = (data: unknown): void => {
    if (!Buffer.isBuffer(data) || !isHeard(data)) return;
    const line: Line = JSON.parse(String(data));
    if (line.type === 'ack') {
      const one = pending.get(line.clientId ?? '');
      if (!one) return;
      pending.delete(one.clientId);
      last = { conversationId: line.conversationId ?? '', seq: line.seq ?? 0 };
      unanswered ??= one.intended;
      events.onAck(one.intended, one.sentAt, last);
      writeFirst();
    } else if (line.type === 'message') {
      if (unanswered !== undefined) events.onReply(unanswered);
      unanswered = undefined;
      if (line.message && last) last = { ...last, seq: Math.max(last.seq, line.message.seq ?? 0) };
    } else if (line.type === 'reject') {
      const one = pending.get(line.clientId ?? '');
      if (!one) return;
      events.onRefused();
      const pause = line.problem?.retryAfterMs ?? 2_000;
      heldUntil = performance.now() + pause;
      one.sentAt = 0;
      setTimeout(writeFirst, pause + 1);
    } else if (line.type === 'ready') {
      isReady = true;
      attempts = 0;
      events.onWelcome(lostAt === undefined ? undefined : performance.now() - lostAt);
      lostAt = undefined;
      for (const one of pending.values()) one.sentAt = 0;
      writeFirst();
    }
  };

  const connect = (): void => {
    if (isOver) return;
    const opened = new WebSocket(`${given.url.replace(/^http/, 'ws')}/realtime`, {
      ...lean,
      localAddress: given.address,
    });
    socket = opened;
    opened.on('open', () => {
      const resume = last ? { [last.conversationId]: last.seq } : {};
      opened.send(JSON.stringify({ type: 'hello', role: 'customer', token, resume }));
    });
    opened.on('message', hear);
    opened.on('error', () => undefined);
    opened.on('close', (code) => {
      if (socket !== opened || isOver) return;
      isReady = false;
      lostAt ??= performance.now();
      attempts += 1;
      events.onCut(code);
      const pause = Math.min(longestPause, firstPause * 2 ** (attempts - 1)) * (0.5 + 0.5 * Math.random());
      setTimeout(connect, pause);
    });
  };

  return {
    shop: given.shop,
    open: async () => {
      token = await openSession(given);
      connect();
    },
    say: (intended, text) => {
      const one = { clientId: randomUUID(), intended, text, sentAt: 0 };
      pending.set(one.clientId, one);
      writeFirst();
    },
    drop: () => socket?.terminate(),
    read: (isReading) => (isReading ? socket?.resume() : socket?.pause()),
    waiting: () => pending.size,
    sayAgain: () => {
      const before = performance.now() - answerPatience;
      for (const one of pending.values()) if (one.sentAt > 0 && one.sentAt < before) write(one);
    },
    close: () => {
      isOver = true;
      socket?.terminate();
    },
  };
}

/** Lines that say what these windows count: `{"type":"` is followed by ack, message, reject, ready; an echo of the own words is none. */
function isHeard(line: Buffer): boolean {
  const first = line[9];
  if (first === letters.message) return !line.includes(ownEcho);
  return first === letters.ack || first === letters.reject;
}

const letters = { ack: 0x61, message: 0x6d, reject: 0x72 };
const ownEcho = '"author":{"kind":"customer"}';

type Line = {
  type: string;
  clientId?: string;
  conversationId?: string;
  seq?: number;
  message?: { seq?: number };
  problem?: { retryAfterMs?: number };
};

/** Source addresses 127.0.0.2, 127.0.0.3 …: each has its own ports and its own limits at the door. */
export function sourceAddresses(count: number): string[] {
  return Array.from({ length: count }, (_none, index) => `127.0.0.${2 + (index % 250)}`);
}
