import { loadWidgetSecrets, signIdentityToken } from '../../channels/index.ts';
import { AppError, ShopId } from '../../platform/index.ts';
import { problemResponse, type ServerApp } from '../http/answer-route.ts';
import { isOwnNetwork } from '../http/caller-address.ts';
import { demoShopId, ownOriginOf } from '../http/origins.ts';
import type { Route } from '../http/route.ts';
import { pagePolicy, securityHeaders } from '../http/security-headers.ts';
import type { ServerParts } from '../server-parts.ts';
import { docsPage } from './docs-page.ts';
import { openApiDocument } from './openapi.ts';

/** Pages for operators and developers: health, metrics, the description of the API, and the demo shop's signed customers. */
export function serveSystemPages(
  app: ServerApp,
  parts: ServerParts,
  routes: readonly Route[],
  life: { readonly isDraining: boolean },
): void {
  const { config } = parts.ground;
  app.get('/healthz', (context) => context.json({ status: 'alive' }, 200, { 'cache-control': 'no-store' }));
  app.get('/readyz', async (context) => {
    const status = life.isDraining ? 'going' : (await doesAnswer(parts)) ? 'ready' : 'database away';
    return context.json({ status }, status === 'ready' ? 200 : 503, { 'cache-control': 'no-store' });
  });
  app.get('/metrics', async (context) => {
    const address = (context.env.incoming.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    // Figures of the business are for the own network, also when a proxy of it passes strangers on.
    if (!isOwnNetwork(address) || context.req.header('x-forwarded-for') !== undefined)
      return problemResponse(context, new AppError('forbidden', 'metrics are for the own network'), parts);
    return context.text(await parts.walk.metrics.text(), 200, {
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
    });
  });
  app.get('/openapi.json', (context) =>
    context.json(JSON.parse(JSON.stringify(openApiDocument(routes, ownOriginOf(context.req.header('host'), config))))),
  );
  app.get('/docs', (context) =>
    context.html(docsPage(routes), 200, {
      ...securityHeaders,
      'content-security-policy': pagePolicy(context.req.header('host') ?? 'localhost'),
    }),
  );
  app.get('/demo/identity', async (context) => {
    try {
      const token = await demoIdentityToken(parts, context.req.query('customer') ?? '');
      return context.json({ identityToken: token }, 200, { 'cache-control': 'no-store' });
    } catch (error) {
      return problemResponse(context, error, parts);
    }
  });
}

/**
 * Signs a token for one of the demo shop's customers, as that shop's server would after its own sign-in. Only while nobody outside
 * this machine is meant to use it: AppError 'not-found' with a public address.
 */
export async function demoIdentityToken(parts: ServerParts, storeCustomerId: string): Promise<string> {
  if (parts.ground.config.publicUrl !== undefined) throw new AppError('not-found', 'no demo with a public address');
  const shopId = ShopId.check(demoShopId);
  const { store } = await parts.shops.get(shopId);
  const customer = /^[\w-]{1,40}$/.test(storeCustomerId)
    ? await store.findCustomer({ by: 'id', storeCustomerId })
    : undefined;
  if (!customer) throw new AppError('not-found', 'no such customer of the demo shop', { field: 'customer' });
  const shopSecrets = await parts.ground.secrets.forShop(shopId);
  const secrets = await parts.walk.database.inShop(shopId, (sql) => loadWidgetSecrets(sql, shopId, shopSecrets));
  return await signIdentityToken({ storeCustomerId, name: customer.name }, shopId, secrets, parts.walk.clock.now());
}

/** Whoever asks has little patience, and a way to the database may have fallen silent without a word. */
const answerMilliseconds = 1_500;

function doesAnswer({ walk: { database } }: ServerParts): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), answerMilliseconds);
    const tell = (isThere: boolean) => {
      clearTimeout(timer);
      resolve(isThere);
    };
    database.ping().then(
      () => tell(true),
      () => tell(false),
    );
  });
}
