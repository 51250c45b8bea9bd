import { receivePush } from '../../commerce/index.ts';
import { AppError, createRateLimit, ShopId } from '../../platform/index.ts';
import { problemResponse, type ServerApp, type ServerContext } from '../http/answer-route.ts';
import { callerAddress } from '../http/caller-address.ts';
import { readBytes, readUtf8 } from '../http/read-body.ts';
import { takeToken } from '../http/take-token.ts';
import { connectParts } from '../routes/connections.ts';
import type { ServerParts } from '../server-parts.ts';

/** Largest push. */
const pushLimit = 2_000_000;

/**
 * The addresses to which platforms push what has changed in a shop. They prove themselves by their own signature over the raw body;
 * what has changed is fetched afterwards.
 */
export function serveStoreCallbacks(app: ServerApp, parts: ServerParts): void {
  const limit = createRateLimit({ capacity: 300, perSecond: 100, clock: parts.walk.clock });
  app.on(['GET', 'POST'], '/callbacks/stores/:platform/:shop', async (context) => {
    try {
      const { platform = '', shop = '' } = context.req.param();
      if (!ShopId.is(shop)) throw new AppError('not-found', 'no such shop');
      takeToken(limit, addressOf(context, parts));
      const request = {
        method: context.req.method,
        query: context.req.query(),
        headers: context.req.header(),
        body: readUtf8(await readBytes(context.req.raw, pushLimit)),
      };
      const answer = await receivePush(connectParts(parts), shop, platform, request).catch((error: unknown) => {
        // Nobody learns from here which shops there are.
        if (error instanceof AppError && error.kind === 'invalid') throw new AppError('not-found', error.message);
        throw error;
      });
      if (answer.status === 200) parts.wakeJobs?.(shop);
      return new Response(answer.body, {
        status: answer.status,
        headers: { 'content-type': answer.contentType, 'cache-control': 'no-store' },
      });
    } catch (error) {
      return problemResponse(context, error, parts);
    }
  });
}

function addressOf(context: ServerContext, parts: ServerParts): string {
  const forwarded = context.req.header('x-forwarded-for');
  return callerAddress(context.env.incoming.socket.remoteAddress, forwarded, parts.ground.config);
}
