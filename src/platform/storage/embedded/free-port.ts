import { createServer } from 'node:net';
import { AppError } from '../../errors.ts';

/** A local TCP port that nobody listens on at this moment. */
export async function takeFreePort(): Promise<number> {
  const port = await tryPort(0);
  if (port === undefined) throw new AppError('unavailable', 'the system gives out no local port');
  return port;
}

/** True when nobody listens on this local port at this moment. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await tryPort(port)) !== undefined;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : undefined));
    });
  });
}
