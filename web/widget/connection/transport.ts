import type { ClientLine, ServerLine } from '../../api/index.ts';

/** Why a transport has ended: to be tried again, a session that is over, or a page that may have no chat. */
export type LossReason = 'away' | 'signed-out' | 'foreign-origin';

export type TransportEvents = {
  /** The server has greeted: lines can be said. */
  onOpen(): void;
  onLine(line: ServerLine): void;
  /** Told once; nothing follows. */
  onLost(reason: LossReason): void;
};

/** One connection to the server, from its start to its loss. Both kinds speak the lines of the realtime protocol. */
export type Transport = {
  /** Says a line; a send is answered by an ack or a reject line. */
  say(line: ClientLine): void;
  /** Asks for a sign of life, e.g. after the device has slept; a dead connection is then lost soon. */
  check(): void;
  /** Ends it without a word to the events. */
  stop(): void;
};

/** Starts a connection. */
export type OpenTransport = (events: TransportEvents) => Transport;

/** Where the window is: what it brings to a new connection. */
export type Position = {
  token(): string;
  /** Last message of the running conversation that has come in order, for the resume. */
  last(): { conversationId: string; seq: number } | undefined;
};
