import { openAgentTools } from '../../commerce/index.ts';
import { createRateLimit, type ShopId } from '../../platform/index.ts';
import { answerMcp } from '../../tools/index.ts';
import { problemResponse, type ServerApp } from '../http/answer-route.ts';
import { callerAddress } from '../http/caller-address.ts';
import { takeToken } from '../http/take-token.ts';
import type { ServerParts } from '../server-parts.ts';

/** The address at which other agents call a shop's tools; the token names the shop. */
export function serveMcp(app: ServerApp, parts: ServerParts): void {
  const { database, clock } = parts.walk;
  const openTools = async (shopId: ShopId) => {
    const { store, products } = await parts.shops.get(shopId);
    const { secrets } = parts.ground;
    return openAgentTools({ database, secrets, shopId, store, products, platform: store.descriptor.platform });
  };
  // Beside the token's own number, so that nobody tries tokens by the thousand.
  const limit = createRateLimit({ capacity: 300, perSecond: 50, clock });
  app.all('/mcp', async (context) => {
    try {
      const forwarded = context.req.header('x-forwarded-for');
      takeToken(limit, callerAddress(context.env.incoming.socket.remoteAddress, forwarded, parts.ground.config));
      const response = await answerMcp({ database, now: () => clock.now(), openTools }, context.req.raw);
      response.headers.set('cache-control', 'no-store');
      return response;
    } catch (error) {
      return problemResponse(context, error, parts);
    }
  });
}
