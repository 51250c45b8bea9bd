import { setTimeout as sleep } from 'node:timers/promises';
import { type App, buildApp } from './app.ts';
import { ensureDemoShop } from './demo-shop/index.ts';
import { openGround } from './ground.ts';
import type { Config } from './platform/index.ts';
import { createServer } from './server/index.ts';
import { listShops } from './walk/index.ts';

/** Starts the whole product and prints where it is; resolves once it was stopped by Ctrl-C or SIGTERM. */
export async function startEverything(config: Config, folder: string): Promise<void> {
  const startedAt = performance.now();
  const ground = await openGround(config, folder);
  // For real there is no demo shop: its accounts and their password are known to everybody.
  if (config.publicUrl === undefined) await ensureDemoShop({ ...ground, folder, now: ground.clock.now() });
  const app = await buildApp(ground).catch(async (error: unknown) => {
    await ground.stop();
    throw error;
  });
  const server = createServer(app);
  const address = await server.listen(config.port, config.host).catch(async (error: unknown) => {
    await stopAll(app, server);
    throw error;
  });
  process.stdout.write(await welcome(app, address, performance.now() - startedAt));
  await stopSignal();
  process.stderr.write('Stopping …\n');
  server.drain();
  // Whoever asks a second time does not want to wait.
  await Promise.race([sleep(config.drainSeconds * 1_000, undefined, { ref: false }), stopSignal()]);
  const limit = setTimeout(leaveTheRest, stopMilliseconds);
  await stopAll(app, server);
  clearTimeout(limit);
}

/** What has not ended by then is taken over by other nodes or the next start, when its lease runs out. */
const stopMilliseconds = 18_000;

function leaveTheRest(): void {
  process.stderr.write('Not everything ended in time; it goes on elsewhere or with the next start.\n');
  process.exit(0);
}

async function stopAll(app: App, server: { close(): Promise<void> }): Promise<void> {
  await server.close();
  await app.stop();
  await app.ground.stop();
}

async function welcome({ ground }: App, address: string, milliseconds: number): Promise<string> {
  const { publicUrl } = ground.config;
  const base = publicUrl ?? address;
  const hasShop = publicUrl === undefined || (await listShops(ground.database)).length > 0;
  return [
    '',
    `Peakdesk is ready (${(milliseconds / 1_000).toFixed(1)} s).`,
    '',
    ...(publicUrl === undefined ? [`  Demo shop with the chat    ${base}/demo`] : []),
    `  Agent workspace            ${base}/`,
    `  Sign in                    ${base}/sign-in`,
    ...(hasShop ? [] : ['', 'There is no shop yet: npx peakdesk shop create, then npx peakdesk staff owner.']),
    '',
    'Ctrl-C stops it.',
    '',
    '',
  ].join('\n');
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
