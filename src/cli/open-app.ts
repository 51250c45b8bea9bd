import { type App, buildApp } from '../app.ts';
import { type Ground, openGround } from '../ground.ts';
import { AppError, type Clock, createLog, readConfig, ShopId } from '../platform/index.ts';
import { projectFolder } from './project-folder.ts';

/** Opens the ground for one command and closes it afterwards, whatever happens. Logs go to stderr, warnings and worse only. */
export async function withGround<T>(work: (ground: Ground) => Promise<T>, options: { clock?: Clock } = {}): Promise<T> {
  const config = readConfig(process.env);
  const log = createLog({
    level: process.env.PEAKDESK_LOG_LEVEL ? config.logLevel : 'warn',
    destination: process.stderr,
  });
  const ground = await openGround(config, projectFolder(), { log, ...(options.clock ? { clock: options.clock } : {}) });
  try {
    return await work(ground);
  } finally {
    await ground.stop();
  }
}

/** The same with the whole product built, without its server. */
export async function withApp<T>(work: (app: App) => Promise<T>, options: { clock?: Clock } = {}): Promise<T> {
  return await withGround(async (ground) => {
    const app = await buildApp(ground);
    try {
      return await work(app);
    } finally {
      await app.stop();
    }
  }, options);
}

/** A shop's id from an option; AppError 'invalid' names the option. */
export function readShopId(text: string): ShopId {
  if (ShopId.is(text)) return text;
  throw new AppError('invalid', `--shop: '${text}' is not a shop id (lower-case letters, digits and hyphens)`, {
    field: 'shop',
  });
}
