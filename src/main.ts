import { type App, buildApp } from './app.ts';
import { ensureDemoShop } from './demo-shop/index.ts';
import { openGround } from './ground.ts';
import type { Config } from './platform/index.ts';
import { createServer } from './server/index.ts';

/** Starts the whole product and prints where it is; resolves once it was stopped by Ctrl-C or SIGTERM. */
export async function startEverything(config: Config, folder: string): Promise<void> {
  const startedAt = performance.now();
  const ground = await openGround(config, folder);
  await ensureDemoShop({
    database: ground.database,
    secrets: ground.secrets,
    folder,
    now: ground.clock.now(),
    log: ground.log,
  });
  const app = await buildApp(ground);
  const server = createServer(app);
  const address = await server.listen(config.port, config.host).catch(async (error: unknown) => {
    await stopAll(app, server);
    throw error;
  });
  printAddresses(address, performance.now() - startedAt);
  await stopSignal();
  process.stderr.write('Stopping …\n');
  await stopAll(app, server);
}

async function stopAll(app: App, server: { close(): Promise<void> }): Promise<void> {
  await server.close();
  await app.stop();
  await app.ground.stop();
}

function printAddresses(address: string, milliseconds: number): void {
  process.stdout.write(
    [
      '',
      `Peakdesk is ready (${(milliseconds / 1_000).toFixed(1)} s).`,
      '',
      `  Demo shop with the chat    ${address}/demo`,
      `  Agent workspace            ${address}/`,
      `  Sign in                    ${address}/sign-in`,
      '',
      'Ctrl-C stops it.',
      '',
    ].join('\n'),
  );
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
