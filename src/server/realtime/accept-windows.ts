import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';
import { parseCleanJson } from '../http/clean-json.ts';
import { type ClientLine, clientLineSchema } from '../protocol/realtime.ts';
import { type Connection, closeSocket, createConnection } from './connection.ts';
import { followFrom, startFollowing } from './follow.ts';
import { readHello } from './hello.ts';
import { type HubParts, handleLine } from './lines.ts';

const helloWithin = 5_000;
/** Windows of one session; a browser with more tabs than this closes the oldest. */
const windowsPerSession = 12;
/** Lines that may wait for being handled. */
const linesWaiting = 200;

/** Lets `/realtime` through to the sockets; every other address and pages without an origin of their own are refused. */
export function upgrade(sockets: WebSocketServer, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  socket.on('error', () => socket.destroy());
  const isOurs = (request.url ?? '').split('?')[0] === '/realtime';
  if (!isOurs || request.headers.origin === 'null') {
    socket.end(`HTTP/1.1 ${isOurs ? '403 Forbidden' : '404 Not Found'}\r\nConnection: close\r\n\r\n`);
    return;
  }
  sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
}

/** Waits for each new window's hello and lets it in. */
export function acceptWindows(hub: HubParts, sockets: WebSocketServer, helloMilliseconds = helloWithin): void {
  const { log } = hub.server.walk;
  sockets.on('connection', (socket, request) => {
    socket.on('error', () => socket.terminate());
    const timer = setTimeout(() => closeSocket(socket, 'helloTimeout'), helloMilliseconds);
    socket.once('close', () => clearTimeout(timer));
    socket.once('message', (data, isBinary) => {
      clearTimeout(timer);
      const line = isBinary ? undefined : readLine(String(data));
      if (line?.type !== 'hello') {
        closeSocket(socket, 'badLine');
        return;
      }
      welcome(hub, socket, request, line).catch((error: unknown) => {
        log.warn({ err: error }, 'a window could not be welcomed');
        closeSocket(socket, 'restarting');
      });
    });
  });
}

/** From here on the window hears everything newer than it has seen. */
async function welcome(
  hub: HubParts,
  socket: WebSocket,
  request: IncomingMessage,
  hello: Extract<ClientLine, { type: 'hello' }>,
): Promise<void> {
  // Lines that come while the session is looked up are kept for after it.
  const early: string[] = [];
  const keep = (data: unknown) => void (early.length < linesWaiting && early.push(String(data)));
  socket.on('message', keep);
  const greeting = await readHello(hub.server, hub.door, request, hello);
  if (!greeting.ok) {
    closeSocket(socket, greeting.reason);
    return;
  }
  if (socket.readyState !== socket.OPEN) return;
  const connection = createConnection(socket, request.socket, greeting.who);
  enter(hub, socket, connection);
  for (const { conversationId, afterSeq, lastSeq } of greeting.follow) {
    if (lastSeq === undefined) await startFollowing(hub, connection, conversationId, afterSeq);
    else followFrom(hub, connection, { conversationId, afterSeq, lastSeq });
  }
  if (connection.who.role === 'staff')
    await hub.presence.opened(connection.shopId, connection.who.signedIn.staff.staffId);
  socket.off('message', keep);
  listen(hub, socket, connection, early);
}

function enter(hub: HubParts, socket: WebSocket, connection: Connection): void {
  for (const oldest of hub.registry.ofSession(connection.sessionId).slice(0, -(windowsPerSession - 1)))
    oldest.close('tooMany');
  hub.registry.add(connection);
  openWindows(hub).inc({ role: connection.who.role });
  socket.once('close', () => leave(hub, connection));
  connection.send({ type: 'ready', at: hub.server.walk.clock.now().toISOString() });
}

function leave(hub: HubParts, connection: Connection): void {
  const watched = [...connection.subscriptions.keys()];
  hub.registry.remove(connection);
  openWindows(hub).dec({ role: connection.who.role });
  if (connection.who.role !== 'staff') return;
  for (const conversationId of watched) hub.viewers.tell(connection.shopId, conversationId);
  hub.presence.closed(connection.shopId, connection.who.signedIn.staff.staffId);
}

function openWindows(hub: HubParts) {
  return hub.server.walk.metrics.gauge('windows_open', 'Open windows of customers and staff', ['role']);
}

/** Handles the lines of one window one after another, so that its messages keep their order. */
function listen(hub: HubParts, socket: WebSocket, connection: Connection, early: readonly string[]): void {
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();
  const take = (text: string) => {
    connection.silentLooks = 0;
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

function readLine(text: string): ClientLine | undefined {
  try {
    const read = clientLineSchema.safeParse(parseCleanJson(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
