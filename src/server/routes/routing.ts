import { z } from 'zod';
import { explainRouting, readWall } from '../../desk/index.ts';
import { ConversationId } from '../../platform/index.ts';
import { listGroups, listRoutableStaff, listStaff } from '../../staff/index.ts';
import { auditAsStaff } from '../audit-as-staff.ts';
import { none, type Route, staffRoute } from '../http/route.ts';
import type { ServerParts } from '../server-parts.ts';
import { toStaffViews } from '../views/staff-view.ts';

const conversationParams = z.strictObject({ conversationId: ConversationId.schema });

/** Who serves whom: the supervisor's wall, why, a word to everybody. */
export const routingRoutes: readonly Route[] = [
  staffRoute('overview.read', {
    method: 'GET',
    path: '/api/v1/wall',
    summary: 'Queues, who waits and why in this order, who holds what, how often the promised wait held',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who }) => {
      const { shopId } = who;
      const now = parts.walk.clock.now();
      const found = await parts.walk.database.inShop(shopId, async (sql) => ({
        ...(await readWall(sql, shopId, now)),
        groups: await listGroups(sql, shopId),
        agents: toStaffViews(await listStaff(sql, shopId), await listRoutableStaff(sql, shopId)),
      }));
      const places = parts.router.places(shopId);
      const waiting = found.waiting.map((one) => ({ ...one, ...placeOf(places, one.conversationId) }));
      return { body: { ...found, waiting, loadLevel: parts.walk.loadLevel(shopId), at: now.toISOString() } };
    },
  }),
  staffRoute('conversations.read', {
    method: 'GET',
    path: '/api/v1/conversations/:conversationId/routing',
    summary: 'Why this one next? Why this agent?',
    params: conversationParams,
    query: none,
    body: none,
    handle: async ({ parts, who }, { params: { conversationId } }) => ({
      body: await parts.walk.database.inShop(who.shopId, (sql) =>
        explainRouting(sql, who.shopId, conversationId, parts.walk.clock.now()),
      ),
    }),
  }),
  staffRoute('load.set', {
    method: 'POST',
    path: '/api/v1/broadcast',
    summary: 'Say something to everybody at work, on their screens now',
    params: none,
    query: none,
    body: z.strictObject({ text: z.string().trim().min(1).max(500) }),
    handle: async ({ parts, who }, { body: { text } }) => {
      const { staffId, name } = who.staff;
      parts.walk.relay.announce({ type: 'broadcast.sent', shopId: who.shopId, payload: { staffId, name, text } });
      await auditAsStaff(parts, who, { action: 'broadcast.sent', target: 'shop', details: { text } });
      return { body: {} };
    },
  }),
];

function placeOf(places: ReturnType<ServerParts['router']['places']>, conversationId: string) {
  const place = places.get(conversationId);
  return place ? { position: place.position, ...(place.wait ? { wait: place.wait } : {}) } : {};
}
