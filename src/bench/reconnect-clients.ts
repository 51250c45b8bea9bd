import { WebSocket } from 'ws';
import { z } from 'zod';
import { tellProgress } from './parts.ts';
import { quantile } from './report.ts';

/** Windows to open, one for each token; `network` (such as `127.0.1`) has the addresses that they come from, first and again. */
export const reconnectClientsInput = z.object({ url: z.string(), tokens: z.array(z.string()), network: z.string() });

/** Milliseconds from the loss of all windows until each was greeted and had its message again; what never came. */
export const reconnectClientsResult = z.object({
  p50Ms: z.number(),
  p99Ms: z.number(),
  allMs: z.number(),
  missing: z.number(),
  tries: z.number(),
});
export type ReconnectClientsResult = z.infer<typeof reconnectClientsResult>;

/** All windows are open. */
export const reconnectProgress = z.object({ isReady: z.literal(true) });

const openAtOnce = 100;
/** As the widget does: half a second, spread by half, doubled with each try. */
const firstPause = 500;
const longestPause = 15_000;
const patienceMilliseconds = 60_000;

/** Opens all windows, loses them at one moment when it is told to, and lets each come back by itself. */
export async function runReconnectClients(
  input: z.infer<typeof reconnectClientsInput>,
  listen: (onMessage: (message: unknown) => void) => void,
): Promise<ReconnectClientsResult> {
  const told = new Promise<void>((resolve) => listen(() => resolve()));
  const sockets: WebSocket[] = [];
  for (let at = 0; at < input.tokens.length; at += openAtOnce)
    sockets.push(
      ...(await Promise.all(
        input.tokens.slice(at, at + openAtOnce).map((token) => open(input.url, token, `${input.network}.1`)),
      )),
    );
  tellProgress({ isReady: true });
  await told;
  for (const socket of sockets) socket.terminate();
  const lostAt = performance.now();
  let tries = 0;
  const comeBack = async (token: string): Promise<{ socket: WebSocket; milliseconds: number } | undefined> => {
    for (let attempt = 0; performance.now() - lostAt < patienceMilliseconds; attempt += 1) {
      const pause = Math.min(longestPause, firstPause * 2 ** attempt) * (0.5 + 0.5 * Math.random());
      await new Promise((resolve) => setTimeout(resolve, pause));
      tries += 1;
      const socket = await open(input.url, token, `${input.network}.2`).catch(() => undefined);
      if (socket) return { socket, milliseconds: performance.now() - lostAt };
    }
    return undefined;
  };
  const back = await Promise.all(input.tokens.map(comeBack));
  const times = back.flatMap((one) => (one ? [one.milliseconds] : []));
  for (const one of back) one?.socket.terminate();
  return {
    p50Ms: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
    allMs: Math.max(0, ...times),
    missing: back.length - times.length,
    tries,
  };
}

/** Resolves when the window was greeted and has its message. */
function open(url: string, token: string, localAddress: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false, localAddress, handshakeTimeout: 5_000 });
    socket.once('error', reject);
    socket.once('close', (code) => reject(new Error(`a window was closed (${code})`)));
    socket.once('open', () => socket.send(JSON.stringify({ type: 'hello', role: 'customer', token })));
    socket.on('message', (data) => {
      // `{"type":"message"…`; the greeting comes before it.
      if (Buffer.isBuffer(data) && data[9] === 0x6d) resolve(socket);
    });
  });
}
