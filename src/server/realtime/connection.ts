import type { Writable } from 'node:stream';
import type { WebSocket } from 'ws';
import type { WidgetSessionRecord } from '../../customers/index.ts';
import type { ConversationId, SessionId, ShopId } from '../../platform/index.ts';
import type { SignedIn } from '../../staff/index.ts';
import { closeCodes, type ServerLine } from '../protocol/realtime.ts';

/** Bytes that may wait for a slow reader; one that falls further behind is cut off and comes back with its resume point. */
const bufferLimit = 1_000_000;

/** What one window follows in one conversation; `lastSeq` is the last message that was sent to it. */
export type Subscription = { connection: Connection; conversationId: ConversationId; lastSeq: number };

/** One open window. */
export type Connection = {
  shopId: ShopId;
  sessionId: SessionId;
  expiresAt: number;
  who: { role: 'customer'; session: WidgetSessionRecord } | { role: 'staff'; signedIn: SignedIn };
  subscriptions: Map<ConversationId, Subscription>;
  /** Looks in a row that have found nothing heard of it. */
  silentLooks: number;
  send(line: ServerLine): void;
  close(reason: keyof typeof closeCodes): void;
  /** Asks the other side for a sign of life. */
  ping(): void;
  /** Cuts the connection without a word. */
  terminate(): void;
};

/** Wraps a socket after its hello was accepted; `wire` is what lies below it. */
export function createConnection(socket: WebSocket, wire: Writable, who: Connection['who']): Connection {
  const session = who.role === 'customer' ? who.session : who.signedIn;
  const gather = gatherWrites(wire);
  const connection: Connection = {
    shopId: session.shopId,
    sessionId: session.sessionId,
    expiresAt: session.expiresAt.getTime(),
    who,
    subscriptions: new Map(),
    silentLooks: 0,
    send: (line) => {
      gather();
      sendLine(socket, line);
    },
    close: (reason) => closeSocket(socket, reason),
    ping: () => {
      if (socket.readyState === socket.OPEN) socket.ping();
    },
    terminate: () => socket.terminate(),
  };
  socket.on('pong', () => {
    connection.silentLooks = 0;
  });
  return connection;
}

/** What is written until the end of the present task goes to the system in one call: an answer and its news cost one instead of two. */
function gatherWrites(wire: Writable): () => void {
  let isGathering = false;
  const release = () => {
    isGathering = false;
    wire.uncork();
  };
  return () => {
    if (isGathering) return;
    isGathering = true;
    wire.cork();
    process.nextTick(release);
  };
}

/** Writes one line; a reader that is too slow is cut off. */
export function sendLine(socket: WebSocket, line: ServerLine): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > bufferLimit) {
    closeSocket(socket, 'tooSlow');
    return;
  }
  socket.send(JSON.stringify(line));
}

/** Closes with its code; a side that does not answer is cut off soon. */
export function closeSocket(socket: WebSocket, reason: keyof typeof closeCodes): void {
  if (socket.readyState !== socket.OPEN && socket.readyState !== socket.CONNECTING) return;
  socket.close(closeCodes[reason], reason);
  setTimeout(() => socket.terminate(), 500).unref();
}
