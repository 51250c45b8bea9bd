import type { ClientLine } from '../../api/index.ts';
import type { OpenTransport, TransportEvents } from '../connection/transport.ts';

/** One connection that a test drives by hand. */
export type FakeTransport = { events: TransportEvents; said: ClientLine[]; isStopped: boolean };

/** A kind of transport whose connections a test opens, loses and listens to. */
export function fakeTransports(): { open: OpenTransport; all: FakeTransport[]; last(): FakeTransport } {
  const all: FakeTransport[] = [];
  return {
    all,
    last: () => {
      const transport = all.at(-1);
      if (!transport) throw new Error('no connection was tried');
      return transport;
    },
    open: (events) => {
      const transport: FakeTransport = { events, said: [], isStopped: false };
      all.push(transport);
      return {
        say: (line) => void transport.said.push(line),
        check: () => undefined,
        stop: () => {
          transport.isStopped = true;
        },
      };
    },
  };
}
