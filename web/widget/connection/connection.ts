import type { ClientLine, ServerLine } from '../../api/index.ts';
import type { ConnectionState } from '../state/widget-state.ts';
import { backOff } from './back-off.ts';
import type { LossReason, OpenTransport, Transport, TransportEvents } from './transport.ts';

export type ConnectionOptions = {
  /** `poll` never tries a socket. */
  mode: 'auto' | 'poll';
  socket: OpenTransport;
  poll: OpenTransport;
  onLine(line: ServerLine): void;
  onState(state: ConnectionState): void;
  /** Connected, for the first time or again: what waits can be sent. */
  onOpen(): void;
  /** The session is over or the page is not allowed; nothing is tried until the next start. */
  onRefused(reason: Exclude<LossReason, 'away'>): void;
  /** 0 to 1, spreads the windows of a shop after a restart. */
  random?(): number;
  /** Whether the browser thinks that it has a network. */
  isOnline?(): boolean;
};

/** The window's one connection. It comes back by itself with growing pauses, and goes by polling where sockets are blocked. */
export type Connection = {
  start(): void;
  stop(): void;
  /** Starts anew, e.g. with another session. */
  restart(): void;
  /** Tries at once: the network is back, the page is shown again, the customer asks for it. */
  retryNow(): void;
  /** Says a line; false when there is no connection now. */
  say(line: ClientLine): boolean;
};

/** Sockets in a row that were never greeted, before polling is tried. */
const socketsBeforePolling = 2;
/** A window that polls tries a socket again (ms): soon once, because it may have been an outage, then from time to time. */
const firstProbeAfter = 5_000;
const probeAfter = 90_000;

/** Makes the connection of one window; `start` connects. */
export function createConnection(options: ConnectionOptions): Connection {
  const { random = Math.random, isOnline = () => true } = options;
  let current: { transport: Transport; isOpen: boolean; isSocket: boolean } | undefined;
  let probe: Transport | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let probeTimer: ReturnType<typeof setTimeout> | undefined;
  let attempts = 0;
  let deafSockets = 0;
  let isRunning = false;

  const halt = () => {
    clearTimeout(retryTimer);
    clearTimeout(probeTimer);
    retryTimer = undefined;
    const ended = [current?.transport, probe];
    current = undefined;
    probe = undefined;
    for (const transport of ended) transport?.stop();
  };

  const opened = () => {
    attempts = 0;
    if (current) current.isOpen = true;
    if (current?.isSocket) deafSockets = 0;
    else if (options.mode === 'auto') probeTimer = setTimeout(tryProbe, firstProbeAfter);
    options.onState('online');
    options.onOpen();
  };

  const lost = (reason: LossReason) => {
    if (current?.isSocket && !current.isOpen) deafSockets += 1;
    halt();
    if (!isRunning) return;
    if (reason !== 'away') {
      isRunning = false;
      options.onRefused(reason);
      return;
    }
    attempts += 1;
    options.onState(isOnline() ? (attempts > 2 ? 'away' : 'connecting') : 'offline');
    retryTimer = setTimeout(connect, backOff(attempts, random()));
  };

  const connect = () => {
    retryTimer = undefined;
    const isSocket = options.mode === 'auto' && deafSockets < socketsBeforePolling;
    if (attempts === 0) options.onState('connecting');
    const events = { onOpen: opened, onLine: options.onLine, onLost: lost };
    const open = isSocket ? options.socket : options.poll;
    const transport = open(guarded(events, () => current?.transport === transport));
    current = { transport, isOpen: false, isSocket };
  };

  /** Beside the poll that goes on: if the socket is greeted it takes over. */
  const tryProbe = () => {
    const events: TransportEvents = {
      onOpen: () => {
        if (probe !== transport) return;
        current?.transport.stop();
        current = { transport, isOpen: true, isSocket: true };
        probe = undefined;
        opened();
      },
      onLine: (line) => {
        if (current?.transport === transport) options.onLine(line);
      },
      onLost: (reason) => {
        if (current?.transport === transport) return lost(reason);
        probe = undefined;
        probeTimer = setTimeout(tryProbe, probeAfter);
      },
    };
    const transport = options.socket(events);
    probe = transport;
  };

  return {
    start: () => {
      if (isRunning) return;
      isRunning = true;
      attempts = 0;
      connect();
    },
    stop: () => {
      isRunning = false;
      halt();
      options.onState('idle');
    },
    restart: () => {
      halt();
      isRunning = true;
      attempts = 0;
      connect();
    },
    retryNow: () => {
      if (!isRunning) return;
      if (current) return current.transport.check();
      clearTimeout(retryTimer);
      connect();
    },
    say: (line) => {
      if (!current?.isOpen) return false;
      current.transport.say(line);
      return true;
    },
  };
}

/** Events of a transport that is not the current one any more are not heard. */
function guarded(events: TransportEvents, isCurrent: () => boolean): TransportEvents {
  return {
    onOpen: () => isCurrent() && events.onOpen(),
    onLine: (line) => isCurrent() && events.onLine(line),
    onLost: (reason) => isCurrent() && events.onLost(reason),
  };
}
