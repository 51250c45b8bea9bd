import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ConversationId, ShopId } from '../../platform/index.ts';
import type { Limits } from '../http/limits.ts';
import type { ServerParts } from '../server-parts.ts';
import { createStaffNames } from '../views/names.ts';
import { acceptWindows, upgrade } from './accept-windows.ts';
import { checkAlive } from './check-alive.ts';
import { type Connection, closeSocket } from './connection.ts';
import { createCustomerDoor } from './customer-door.ts';
import { createFeed } from './feed.ts';
import { listenToEvents } from './hub-events.ts';
import { createInboxFeed } from './inbox-feed.ts';
import type { HubParts } from './lines.ts';
import { type PresenceWatch, startPresenceWatch } from './presence-watch.ts';
import { createRegistry } from './registry.ts';
import { createViewers, type Viewer } from './viewers.ts';

/** All open windows of this process. */
export type Hub = {
  /** Takes over upgrades to `/realtime` of a server. */
  attach(server: Server): void;
  viewers(shopId: ShopId, conversationId: ConversationId): Viewer[];
  /** A member of staff takes conversations, pauses or leaves. */
  choosePresence: PresenceWatch['choose'];
  /** Number of open windows. */
  size(): number;
  /** Tells every window to come back soon and stops. */
  close(): Promise<void>;
};

export type HubOptions = {
  /** How long a window may take to say hello; default 5,000. */
  helloMilliseconds?: number;
  /** How long somebody counts as there after the last window was closed; default 20,000. */
  presenceGraceMilliseconds?: number;
  /** Over how long the windows of a node that goes are sent elsewhere, at most; default 5,000. */
  farewellMilliseconds?: number;
};

/** Largest line of a window in bytes. */
const lineLimit = 1_000_000;
/** An idle window is asked at every other look: before the minute after which proxies take it for dead. */
const aliveMilliseconds = 20_000;
const expiryMilliseconds = 1_000;

/** Makes the hub and subscribes it to everything that windows hear of. */
export function createHub(parts: ServerParts, limits: Limits, options: HubOptions = {}): Hub {
  const hub = hubParts(parts, limits, options);
  const stopListening = listenToEvents(hub);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: lineLimit, perMessageDeflate: false });
  acceptWindows(hub, sockets, options.helloMilliseconds);
  const stopChecks = keepChecking(hub);
  return {
    attach: (server) => void server.on('upgrade', (...request) => upgrade(sockets, ...request)),
    viewers: (shopId, conversationId) => hub.viewers.of(shopId, conversationId),
    choosePresence: hub.presence.choose,
    size: () => sockets.clients.size,
    close: async () => {
      sockets.on('connection', (socket) => closeSocket(socket, 'restarting'));
      await sendElsewhere([...sockets.clients], options.farewellMilliseconds ?? farewellMilliseconds);
      for (const stop of [
        stopListening,
        stopChecks,
        hub.feed.stop,
        hub.inbox.stop,
        hub.presence.stop,
        hub.viewers.stop,
      ])
        stop();
      for (const socket of sockets.clients) closeSocket(socket, 'restarting');
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
    },
  };
}

/** The others take up so many windows a second without anybody waiting; few windows go at once. */
const windowsPerSecond = 4_000;
const farewellMilliseconds = 5_000;
const sliceMilliseconds = 50;

/** Tells all windows to come back, in slices over a few seconds, so that the nodes that take them up are not overrun. */
async function sendElsewhere(clients: readonly WebSocket[], most: number): Promise<void> {
  const slices = Math.max(
    1,
    Math.round(Math.min(most, (clients.length / windowsPerSecond) * 1_000) / sliceMilliseconds),
  );
  const size = Math.ceil(clients.length / slices);
  for (let from = 0; from < clients.length; from += size) {
    for (const socket of clients.slice(from, from + size)) closeSocket(socket, 'restarting');
    if (from + size < clients.length) await new Promise((resolve) => setTimeout(resolve, sliceMilliseconds));
  }
}

function hubParts(parts: ServerParts, limits: Limits, options: HubOptions): HubParts {
  const { database, clock, log, relay, owner } = parts.walk;
  const registry = createRegistry();
  const now = () => clock.now().getTime();
  const names = createStaffNames(database, now);
  const grace = options.presenceGraceMilliseconds;
  const formChannels = [...parts.walk.channels.values()].flatMap((one) => (one.descriptor.hasForms ? [one.id] : []));
  return {
    server: parts,
    limits,
    registry,
    feed: createFeed({ database, log, registry, places: (shopId) => parts.router.places(shopId) }),
    door: createCustomerDoor({ database, clock }),
    inbox: createInboxFeed({ database, log, registry }),
    presence: startPresenceWatch(
      { database, clock, log, relay, registry, formChannels },
      grace === undefined ? {} : { graceMilliseconds: grace },
    ),
    viewers: createViewers({ registry, now, node: owner, relay, nameOf: names.nameOf }),
    names,
  };
}

/** Ends windows that give no sign of life and those whose session is over. */
function keepChecking(hub: HubParts): () => void {
  const timers = [
    setInterval(() => checkAlive(hub.registry.all()), aliveMilliseconds),
    setInterval(() => checkExpiry(hub.registry.all(), hub.server.walk.clock.now().getTime()), expiryMilliseconds),
  ];
  for (const timer of timers) timer.unref();
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}

function checkExpiry(connections: Iterable<Connection>, now: number): void {
  for (const connection of connections) if (connection.expiresAt <= now) connection.close('signedOut');
}
