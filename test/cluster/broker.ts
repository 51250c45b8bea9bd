import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';

/** A real nats-server of its own that a test may kill, freeze and start again on the same port. */
export type Broker = {
  url: string;
  port: number;
  start(): Promise<void>;
  /** kill -9. Plain NATS keeps nothing, so that the next start begins empty. */
  kill(): Promise<void>;
  /** Stops the process in its tracks: connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
};

/** Starts a broker; `npm run test:cluster` says where its program is. */
export async function startBroker(port: number): Promise<Broker> {
  const program = process.env.PEAKDESK_TEST_NATS_SERVER ?? '/usr/sbin/nats-server';
  let child: ChildProcess | undefined;
  const start = async () => {
    child = spawn(program, ['-a', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    child.once('error', (error) => console.error(`nats-server: ${error.message}`));
    await untilListening(port);
  };
  await start();
  return {
    url: `nats://127.0.0.1:${port}`,
    port,
    start,
    kill: async () => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
  };
}

/** Resolves when something listens on the port. */
export async function untilListening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => socket.end(() => resolve(true)));
      socket.once('error', () => resolve(false));
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing listens on port ${port}`);
}
