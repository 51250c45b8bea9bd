import type { ClientLine, ServerLine } from '../../api/index.ts';
import type { LossReason, OpenTransport, Position, TransportEvents } from './transport.ts';

/** A socket as the transport needs it, so that a test can bring its own. */
export type Socket = {
  send(text: string): void;
  close(): void;
  listen(events: { open(): void; message(data: unknown): void; close(code: number): void }): void;
};

/** The browser's own socket. */
export function browserSocket(url: string): Socket {
  const socket = new WebSocket(url);
  return {
    send: (text) => socket.send(text),
    close: () => socket.close(),
    listen: (events) => {
      socket.onopen = () => events.open();
      socket.onmessage = (event) => events.message(event.data);
      socket.onclose = (event) => events.close(event.code);
    },
  };
}

const greetingPatience = 8_000;
const pingEvery = 20_000;
/** Silence after which a connection counts as dead although the browser does not know it. */
const silence = 45_000;
const checkPatience = 5_000;

const reasons: Readonly<Record<number, LossReason>> = { 4401: 'signed-out', 4403: 'foreign-origin' };

/** Connects over `/realtime` and resumes where the window was. */
export function socketTransport(open: () => Socket, position: Position): OpenTransport {
  return (events) => {
    let isOver = false;
    let isReady = false;
    let heardAt = Date.now();
    const socket = openOrNothing(open);
    const end = (reason?: LossReason) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(greeting);
      clearInterval(pings);
      clearTimeout(checking);
      socket?.close();
      if (reason) events.onLost(reason);
    };
    const say = (line: ClientLine) => {
      if (!isOver && isReady) socket?.send(JSON.stringify(line));
    };
    const greeting = setTimeout(() => end('away'), socket ? greetingPatience : 0);
    const pings = setInterval(() => (Date.now() - heardAt > silence ? end('away') : say({ type: 'ping' })), pingEvery);
    let checking: ReturnType<typeof setTimeout> | undefined;
    const hear = (line: ServerLine) => {
      heardAt = Date.now();
      if (line.type === 'ready') {
        isReady = true;
        clearTimeout(greeting);
        events.onOpen();
      }
      passOn(line, events);
    };
    socket?.listen({
      open: () => socket.send(JSON.stringify(hello(position))),
      message: (data) => {
        for (const line of isOver ? [] : readLines(data)) hear(line);
      },
      close: (code) => end(reasons[code] ?? 'away'),
    });
    return {
      say,
      check: () => {
        const askedAt = Date.now();
        say({ type: 'ping' });
        clearTimeout(checking);
        checking = setTimeout(() => heardAt < askedAt && end('away'), checkPatience);
      },
      stop: () => end(),
    };
  };
}

/** A page's policy may forbid sockets; then the constructor throws. */
function openOrNothing(open: () => Socket): Socket | undefined {
  try {
    return open();
  } catch {
    return undefined;
  }
}

function hello({ token, last }: Position): ClientLine {
  const seen = last();
  return { type: 'hello', role: 'customer', token: token(), resume: seen ? { [seen.conversationId]: seen.seq } : {} };
}

function passOn(line: ServerLine, events: TransportEvents): void {
  if (line.type !== 'ready' && line.type !== 'pong') events.onLine(line);
}

/** Lines of one frame; one that cannot be read is skipped. */
function readLines(data: unknown): ServerLine[] {
  if (typeof data !== 'string') return [];
  return data.split('\n').flatMap((text) => {
    try {
      const line: ServerLine = JSON.parse(text);
      return [line];
    } catch {
      return [];
    }
  });
}
