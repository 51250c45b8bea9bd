import { WebSocket } from 'ws';
import type { ServerLine } from '../protocol/realtime.ts';

/** An open window of a test with everything it was told. */
export type TestWindow = {
  lines: ServerLine[];
  /** Close code, once closed. */
  closed: Promise<number>;
  send(line: Record<string, unknown>): void;
  raw: WebSocket;
  /** Waits until a line fits; fails after five seconds with what came. */
  until(fits: (line: ServerLine) => boolean): Promise<ServerLine>;
  seqs(conversationId: string): number[];
  close(): Promise<void>;
};

/** Opens a socket and says hello. */
export async function openTestWindow(
  address: string,
  hello: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<TestWindow> {
  const raw = new WebSocket(`${address.replace('http', 'ws')}/realtime`, { headers });
  const lines: ServerLine[] = [];
  const waiting = new Set<() => void>();
  raw.on('message', (data) => {
    const line: ServerLine = JSON.parse(String(data));
    lines.push(line);
    for (const look of [...waiting]) look();
  });
  const closed = new Promise<number>((resolve) => raw.once('close', resolve));
  raw.on('error', () => {});
  await new Promise<void>((resolve) => {
    raw.once('open', () => resolve());
    raw.once('close', () => resolve());
  });
  if (raw.readyState === raw.OPEN) raw.send(JSON.stringify({ type: 'hello', resume: {}, ...hello }));
  return {
    lines,
    closed,
    raw,
    send: (line) => raw.send(JSON.stringify(line)),
    until: (fits) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`no such line; came: ${lines.map((line) => line.type).join(' ')}`));
        }, 5_000);
        const look = () => {
          const found = lines.find(fits);
          if (!found) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    seqs: (conversationId) =>
      lines.flatMap((line) =>
        line.type === 'message' && line.conversationId === conversationId ? [line.message.seq] : [],
      ),
    close: async () => {
      raw.close();
      await closed;
    },
  };
}

/** Whether a line is a message with this text. */
export function says(text: string): (line: ServerLine) => boolean {
  return (line) =>
    line.type === 'message' && line.message.content.some((part) => part.kind === 'text' && part.text === text);
}
