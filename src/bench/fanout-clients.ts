import { WebSocket } from 'ws';
import { z } from 'zod';
import { tellProgress } from './parts.ts';
import { quantile } from './report.ts';

/** Sockets to open; a token is said hello with, without tokens nothing is said. */
export const fanoutClientsInput = z.object({ url: z.string(), sockets: z.number(), tokens: z.array(z.string()) });

/** What the sockets have got: messages, bytes, and milliseconds from the message's own time to its arrival. */
export const fanoutClientsResult = z.object({
  received: z.number(),
  bytes: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
});
export type FanoutClientsResult = z.infer<typeof fanoutClientsResult>;

/** Progress of the sockets, every few milliseconds. */
export const fanoutProgress = z.object({ isReady: z.boolean(), received: z.number() });

const openAtOnce = 40;
const tellMilliseconds = 5;
/** One message in so many is read for its time; reading all of them would measure the clients. */
const readEvery = 101;

/** The receiving side of the fan-out, in a process of its own, until it is told to stop. */
export async function runFanoutClients(
  input: z.infer<typeof fanoutClientsInput>,
  listen: (onMessage: (message: unknown) => void) => void,
): Promise<FanoutClientsResult> {
  const state = { received: 0, bytes: 0, times: [] as number[] };
  const sockets: WebSocket[] = [];
  const stopped = new Promise<void>((resolve) => listen(() => resolve()));
  for (let from = 0; from < input.sockets; from += openAtOnce) {
    const batch = Array.from({ length: Math.min(openAtOnce, input.sockets - from) }, (_none, index) =>
      openSocket(input.url, input.tokens[(from + index) % Math.max(1, input.tokens.length)], state),
    );
    sockets.push(...(await Promise.all(batch)));
  }
  const tell = setInterval(() => tellProgress({ isReady: true, received: state.received }), tellMilliseconds);
  await stopped;
  clearInterval(tell);
  for (const socket of sockets) socket.terminate();
  return {
    received: state.received,
    bytes: state.bytes,
    p50Ms: quantile(state.times, 0.5),
    p99Ms: quantile(state.times, 0.99),
  };
}

/** Resolves once the socket is open and, with a token, welcomed. */
function openSocket(
  url: string,
  token: string | undefined,
  state: { received: number; bytes: number; times: number[] },
): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    socket.once('error', reject);
    socket.once('close', (code) => reject(new Error(`a socket was closed (${code})`)));
    socket.on('open', () => {
      if (token === undefined) resolve(socket);
      else socket.send(JSON.stringify({ type: 'hello', role: 'customer', token }));
    });
    socket.on('message', (data) => {
      if (!Buffer.isBuffer(data)) return;
      if (!isMessage(data)) {
        resolve(socket);
        return;
      }
      state.received += 1;
      state.bytes += data.length;
      if (state.received % readEvery === 0) state.times.push(Date.now() - timeOf(data));
    });
  });
}

/** `{"type":"message"…`; the other lines are few. */
function isMessage(line: Buffer): boolean {
  return line[9] === 0x6d;
}

const timed = z.object({ message: z.object({ createdAt: z.string() }) });

function timeOf(line: Buffer): number {
  return Date.parse(timed.parse(JSON.parse(line.toString())).message.createdAt);
}
