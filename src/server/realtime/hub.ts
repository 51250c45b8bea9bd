import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ConversationId, ShopId } from '../../platform/index.ts';
import { parseCleanJson } from '../http/clean-json.ts';
import type { Limits } from '../http/limits.ts';
import { originKind } from '../http/origins.ts';
import { type ClientLine, clientLineSchema } from '../protocol/realtime.ts';
import type { ServerParts } from '../server-parts.ts';
import { createStaffNames } from '../views/names.ts';
import { type Connection, closeSocket, createConnection, sendLine } from './connection.ts';
import { createFeed } from './feed.ts';
import { startFollowing } from './follow.ts';
import { readHello } from './hello.ts';
import { listenToEvents } from './hub-events.ts';
import { createInboxFeed } from './inbox-feed.ts';
import { type HubParts, handleLine } from './lines.ts';
import { startPresenceWatch } from './presence-watch.ts';
import { createRegistry } from './registry.ts';
import { createViewers, type Viewer } from './viewers.ts';

/** All open windows of this process. */
export type Hub = {
  /** Takes over upgrades to `/realtime` of a server. */
  attach(server: Server): void;
  viewers(shopId: ShopId, conversationId: ConversationId): Viewer[];
  /** Number of open windows. */
  size(): number;
  /** Tells every window to come back soon and stops. */
  close(): Promise<void>;
};

export type HubOptions = { helloMilliseconds?: number; presenceGraceMilliseconds?: number };

/** Largest line of a window. */
const lineLimit = 1_000_000;
const helloMilliseconds = 5_000;
const aliveMilliseconds = 25_000;
const expiryMilliseconds = 1_000;
/** Windows of one session; a browser with more tabs than this closes the oldest. */
const windowsPerSession = 12;
/** Lines that may wait for being handled. */
const linesWaiting = 200;

/** Makes the hub and subscribes it to everything that windows hear of. */
export function createHub(parts: ServerParts, limits: Limits, options: HubOptions = {}): Hub {
  const { database, clock, log, relay, metrics } = parts.walk;
  const registry = createRegistry();
  const now = () => clock.now().getTime();
  const feed = createFeed({ database, log, registry, places: (shopId) => parts.router.places(shopId) });
  const inbox = createInboxFeed({ database, log, registry });
  const grace = options.presenceGraceMilliseconds;
  const presence = startPresenceWatch(
    { database, clock, log, relay, registry },
    grace === undefined ? {} : { graceMilliseconds: grace },
  );
  const hub: HubParts = {
    server: parts,
    limits,
    registry,
    feed,
    inbox,
    presence,
    viewers: createViewers(registry, now),
    names: createStaffNames(database, now),
  };
  const stopListening = listenToEvents(hub);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: lineLimit, perMessageDeflate: false });
  const open = metrics.gauge('windows_open', 'Open windows of customers and staff', ['role']);
  const timers = [
    setInterval(() => checkAlive(registry.all()), aliveMilliseconds),
    setInterval(() => checkExpiry(registry.all(), now()), expiryMilliseconds),
  ];
  for (const timer of timers) timer.unref();

  sockets.on('connection', (socket, request) => {
    socket.on('error', () => socket.terminate());
    const timer = setTimeout(() => closeSocket(socket, 'helloTimeout'), options.helloMilliseconds ?? helloMilliseconds);
    socket.once('close', () => clearTimeout(timer));
    socket.once('message', (data, isBinary) => {
      clearTimeout(timer);
      const line = isBinary ? undefined : readLine(String(data));
      if (line?.type !== 'hello') {
        closeSocket(socket, 'badLine');
        return;
      }
      welcome(hub, socket, request, line)
        .then((connection) => connection && open.inc({ role: connection.who.role }))
        .catch((error: unknown) => {
          log.warn({ err: error }, 'a window could not be welcomed');
          closeSocket(socket, 'restarting');
        });
    });
  });

  return {
    attach: (server) =>
      void server.on('upgrade', (request, socket, head) => upgrade(sockets, request, socket, head, parts)),
    viewers: (shopId, conversationId) => hub.viewers.of(shopId, conversationId),
    size: () => sockets.clients.size,
    close: async () => {
      stopListening();
      for (const timer of timers) clearInterval(timer);
      for (const stop of [feed.stop, inbox.stop, presence.stop]) stop();
      for (const socket of sockets.clients) closeSocket(socket, 'restarting');
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
    },
  };
}

function upgrade(
  sockets: WebSocketServer,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  parts: ServerParts,
): void {
  socket.on('error', () => socket.destroy());
  const path = (request.url ?? '').split('?')[0];
  const isNull = request.headers.origin === 'null';
  if (path !== '/realtime' || isNull) {
    const kind = originKind(request.headers.origin, request.headers.host, parts.ground.config);
    socket.end(
      `HTTP/1.1 ${path === '/realtime' && kind === 'foreign' ? '403 Forbidden' : '404 Not Found'}\r\nConnection: close\r\n\r\n`,
    );
    return;
  }
  sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
}

/** Lets a window in: from here on it hears everything newer than it has seen. */
async function welcome(
  hub: HubParts,
  socket: WebSocket,
  request: IncomingMessage,
  hello: Extract<ClientLine, { type: 'hello' }>,
): Promise<Connection | undefined> {
  // Lines that come while the session is looked up are kept for after it.
  const early: string[] = [];
  const keep = (data: unknown) => void (early.length < linesWaiting && early.push(String(data)));
  socket.on('message', keep);
  const greeting = await readHello(hub.server, request, hello);
  if (!greeting.ok) {
    closeSocket(socket, greeting.reason);
    return undefined;
  }
  if (socket.readyState !== socket.OPEN) return undefined;
  const connection = createConnection(socket, greeting.who);
  for (const oldest of hub.registry.ofSession(connection.sessionId).slice(0, -(windowsPerSession - 1)))
    oldest.close('tooMany');
  hub.registry.add(connection);
  socket.on('close', () => leave(hub, connection));
  sendLine(socket, { type: 'ready', at: hub.server.walk.clock.now().toISOString() });
  for (const { conversationId, afterSeq } of greeting.follow)
    await startFollowing(hub, connection, conversationId, afterSeq);
  if (connection.who.role === 'staff')
    await hub.presence.opened(connection.shopId, connection.who.signedIn.staff.staffId);
  socket.off('message', keep);
  listen(hub, socket, connection, early);
  return connection;
}

/** Handles the lines of one window one after another, so that its messages keep their order. */
function listen(hub: HubParts, socket: WebSocket, connection: Connection, early: readonly string[]): void {
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();
  const take = (text: string) => {
    const line = readLine(text);
    if (!line || line.type === 'hello') {
      connection.close('badLine');
      return;
    }
    waiting += 1;
    if (waiting > linesWaiting) {
      connection.close('tooMany');
      return;
    }
    last = last
      .then(() => handleLine(hub, connection, line))
      .catch((error: unknown) => hub.server.walk.log.warn({ err: error, line: line.type }, 'a line of a window failed'))
      .then(() => {
        waiting -= 1;
      });
  };
  for (const text of early) take(text);
  socket.on('message', (data, isBinary) => (isBinary ? connection.close('badLine') : take(String(data))));
}

function leave(hub: HubParts, connection: Connection): void {
  const watched = [...connection.subscriptions.keys()];
  hub.registry.remove(connection);
  hub.server.walk.metrics
    .gauge('windows_open', 'Open windows of customers and staff', ['role'])
    .dec({ role: connection.who.role });
  if (connection.who.role !== 'staff') return;
  for (const conversationId of watched) hub.viewers.tell(connection.shopId, conversationId);
  hub.presence.closed(connection.shopId, connection.who.signedIn.staff.staffId);
}

function readLine(text: string): ClientLine | undefined {
  try {
    const read = clientLineSchema.safeParse(parseCleanJson(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

function checkAlive(connections: Iterable<Connection>): void {
  for (const connection of connections) {
    if (!connection.isAlive) {
      connection.terminate();
      continue;
    }
    connection.isAlive = false;
    connection.ping();
  }
}

function checkExpiry(connections: Iterable<Connection>, now: number): void {
  for (const connection of connections) if (connection.expiresAt <= now) connection.close('signedOut');
}
