import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export type Received = { path: string; headers: IncomingHttpHeaders; body: string; at: number };

/** A shop's own system for tests: keeps what it gets and answers as it is told. */
export type Receiver = {
  url: string;
  received: Received[];
  /** Default: 204. */
  answer: (response: ServerResponse, request: Received, socket: Socket) => void;
  /** Resolves when that many have come. */
  count(number: number): Promise<void>;
  close(): Promise<void>;
};

export async function startReceiver(): Promise<Receiver> {
  const waiting: { number: number; resolve(): void }[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    const { url: path = '', headers } = request;
    const received = { path, headers, body: Buffer.concat(parts).toString(), at: Date.now() };
    receiver.received.push(received);
    for (const one of waiting) if (receiver.received.length >= one.number) one.resolve();
    receiver.answer(response, received, request.socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const receiver: Receiver = {
    url: `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/hooks`,
    received: [],
    answer: (response) => void response.writeHead(204).end(),
    count: (number) =>
      receiver.received.length >= number
        ? Promise.resolve()
        : new Promise((resolve) => waiting.push({ number, resolve })),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
