import type { ClientLine, ServerLine } from './index.ts';

/** `waiting`: the connection is lost and tried again later; `refused`: the server does not want this window (signed out). */
export type RealtimeState = 'connecting' | 'open' | 'waiting' | 'refused';

/** The part of a browser's WebSocket that is used, so that a test can bring its own. */
export type Socket = {
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
};

export type RealtimeOptions = {
  open(): Socket;
  /** Last seq seen of every watched conversation, told to the server on each connection. */
  resume(): Readonly<Record<string, number>>;
  onLine(line: ServerLine): void;
  onState(state: RealtimeState, closeCode?: number): void;
  /** 0 to 1, spreads the windows of a shop after a restart. */
  random?(): number;
};

/** Close codes after which trying again is useless: signed out, foreign origin. */
const finalCodes: readonly number[] = [4401, 4403];
const firstDelay = 400;
const longestDelay = 15_000;
const pingEvery = 20_000;
/** Silence after which the connection counts as dead although the socket does not know it. */
const silence = 50_000;

/**
 * Keeps one connection to `/realtime` alive: greets, pings, notices silence, comes back with growing pauses and resumes where it was.
 */
export class RealtimeClient {
  private readonly options: RealtimeOptions;
  private socket: Socket | undefined;
  private isStopped = true;
  private isReady = false;
  private attempts = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private pingTimer: ReturnType<typeof setInterval> | undefined;
  private lastLineAt = 0;

  constructor(options: RealtimeOptions) {
    this.options = options;
  }

  /** Connects, unless it is connected already. */
  start(): void {
    if (!this.isStopped) return;
    this.isStopped = false;
    this.connect();
  }

  /** Ends the connection for good. */
  stop(): void {
    this.isStopped = true;
    clearTimeout(this.retryTimer);
    this.drop();
  }

  /** Tries at once, e.g. when the browser is online again or the window is shown. */
  retryNow(): void {
    if (this.isStopped || this.socket) return;
    clearTimeout(this.retryTimer);
    this.connect();
  }

  /** Says a line; false when it could not be said now. */
  say(line: ClientLine): boolean {
    if (!this.socket || !this.isReady) return false;
    this.socket.send(JSON.stringify(line));
    return true;
  }

  private connect(): void {
    this.options.onState('connecting');
    const socket = this.options.open();
    this.socket = socket;
    socket.onopen = () => {
      const hello: ClientLine = { type: 'hello', role: 'staff', resume: { ...this.options.resume() } };
      socket.send(JSON.stringify(hello));
      this.watchSilence();
    };
    socket.onmessage = (event) => this.receive(event.data);
    socket.onclose = (event) => this.lost(socket, event.code);
  }

  private receive(data: unknown): void {
    this.lastLineAt = Date.now();
    for (const line of readLines(data)) {
      if (line.type === 'ready') {
        this.isReady = true;
        this.attempts = 0;
        this.options.onState('open');
      }
      this.options.onLine(line);
    }
  }

  private lost(socket: Socket, code: number): void {
    if (this.socket !== socket) return;
    this.drop();
    if (this.isStopped) return;
    if (finalCodes.includes(code)) {
      this.isStopped = true;
      this.options.onState('refused', code);
      return;
    }
    this.options.onState('waiting', code);
    this.attempts += 1;
    this.retryTimer = setTimeout(() => this.connect(), this.pause());
  }

  private pause(): number {
    const longest = Math.min(longestDelay, firstDelay * 2 ** (this.attempts - 1));
    return longest * (0.5 + 0.5 * (this.options.random ?? Math.random)());
  }

  private watchSilence(): void {
    this.lastLineAt = Date.now();
    clearInterval(this.pingTimer);
    this.pingTimer = setInterval(() => {
      if (Date.now() - this.lastLineAt > silence && this.socket) {
        const dead = this.socket;
        dead.close();
        this.lost(dead, 1006);
      } else this.say({ type: 'ping' });
    }, pingEvery);
  }

  private drop(): void {
    clearInterval(this.pingTimer);
    const socket = this.socket;
    this.socket = undefined;
    this.isReady = false;
    socket?.close();
  }
}

/** Lines of one frame; one that cannot be read is skipped. */
function readLines(data: unknown): ServerLine[] {
  if (typeof data !== 'string') return [];
  return data.split('\n').flatMap((text) => {
    if (text.trim() === '') return [];
    try {
      const line: ServerLine = JSON.parse(text);
      return [line];
    } catch {
      return [];
    }
  });
}
