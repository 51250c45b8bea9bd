import { receivePush, receiveTracking } from '../../commerce/index.ts';
import { AppError, createRateLimit, ShopId } from '../../platform/index.ts';
import { problemResponse, type ServerApp, type ServerContext } from '../http/answer-route.ts';
import { callerAddress } from '../http/caller-address.ts';
import { readBytes, readUtf8 } from '../http/read-body.ts';
import { takeToken } from '../http/take-token.ts';
import { connectParts } from '../routes/connections.ts';
import { trackingParts } from '../routes/tracking.ts';
import type { ServerParts } from '../server-parts.ts';

/** Largest push. */
const pushLimit = 2_000_000;

/** What a push is answered with. */
type PushAnswer = { status: number; contentType: string; body: string };

/**
 * The addresses to which platforms push what has changed in a shop, and tracking services where parcels are. They prove themselves by
 * their own signature over the raw body; what a platform says has changed is fetched afterwards.
 */
export function serveStoreCallbacks(app: ServerApp, parts: ServerParts): void {
  const limit = createRateLimit({ capacity: 300, perSecond: 100, clock: parts.walk.clock });
  const serve = (path: string, receive: (context: ServerContext, shopId: ShopId) => Promise<PushAnswer>) =>
    app.on(['GET', 'POST'], path, async (context) => {
      try {
        const shop = context.req.param('shop') ?? '';
        if (!ShopId.is(shop)) throw new AppError('not-found', 'no such shop');
        takeToken(limit, addressOf(context, parts));
        const answer = await receive(context, shop);
        if (answer.status === 200) parts.wakeJobs?.(shop);
        return new Response(answer.body, {
          status: answer.status,
          headers: { 'content-type': answer.contentType, 'cache-control': 'no-store' },
        });
      } catch (error) {
        return problemResponse(context, error, parts);
      }
    });

  serve('/callbacks/stores/:platform/:shop', async (context, shopId) => {
    const { platform = '' } = context.req.param();
    const request = {
      method: context.req.method,
      query: context.req.query(),
      headers: context.req.header(),
      body: await bodyOf(context),
    };
    return receivePush(connectParts(parts), shopId, platform, request).catch((error: unknown) => {
      // Nobody learns from here which shops there are.
      if (error instanceof AppError && error.kind === 'invalid') throw new AppError('not-found', error.message);
      throw error;
    });
  });
  serve('/callbacks/tracking/:service/:shop', async (context, shopId) => {
    const { service = '' } = context.req.param();
    return receiveTracking(trackingParts(parts), shopId, { service, body: await bodyOf(context) });
  });
}

async function bodyOf(context: ServerContext): Promise<string> {
  return readUtf8(await readBytes(context.req.raw, pushLimit));
}

function addressOf(context: ServerContext, parts: ServerParts): string {
  const forwarded = context.req.header('x-forwarded-for');
  return callerAddress(context.env.incoming.socket.remoteAddress, forwarded, parts.ground.config);
}
