import { z } from 'zod';
import { rotateWidgetSecret, widgetSecret } from '../../channels/index.ts';
import { readOverview } from '../../desk/index.ts';
import { AppError, type ShopId } from '../../platform/index.ts';
import { listChanges } from '../../routing/index.ts';
import { listAudit, listRoutableStaff, listStaff } from '../../staff/index.ts';
import { finishTicket, listTickets } from '../../tickets/index.ts';
import { auditAsStaff } from '../audit-as-staff.ts';
import { none, type Route, staffRoute } from '../http/route.ts';
import type { ServerParts } from '../server-parts.ts';
import { toStaffViews } from '../views/staff-view.ts';
import { readSettings, saveSettings, settingsChangeSchema } from './settings.ts';

const auditPage = 100;
const loadChangesShown = 20;

/** The shop as a whole: figures, load, settings, tickets, trail. */
export const shopRoutes: readonly Route[] = [
  staffRoute('overview.read', {
    method: 'GET',
    path: '/api/v1/overview',
    summary: 'What runs now: waiting, longest wait, AI share, anger, colleagues',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who }) => {
      const { shopId } = who;
      const now = parts.walk.clock.now();
      const found = await parts.walk.database.inShop(shopId, async (sql) => ({
        ...(await readOverview(sql, { shopId, staffId: who.staff.staffId, now })),
        agents: toStaffViews(await listStaff(sql, shopId), await listRoutableStaff(sql, shopId)),
      }));
      return { body: { ...found, loadLevel: parts.walk.loadLevel(shopId) } };
    },
  }),
  staffRoute('overview.read', {
    method: 'GET',
    path: '/api/v1/load',
    summary: 'The load level now, what was measured, who has pinned it, and its last changes with their reasons',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who: { shopId } }) => {
      const changes = await parts.walk.database.inShop(shopId, (sql) => listChanges(sql, shopId, loadChangesShown));
      const level = parts.walk.loadLevel(shopId);
      return { body: { ...(parts.load?.view(shopId) ?? { level, measured: level }), changes } };
    },
  }),
  staffRoute('load.set', {
    method: 'PUT',
    path: '/api/v1/load',
    summary: 'Pin the load level, or give it back to measurement with null',
    params: none,
    query: none,
    body: z.strictObject({ level: z.enum(['normal', 'busy', 'surge', 'overload']).nullable() }),
    handle: async ({ parts, who }, { body }) => {
      if (!parts.load) throw new AppError('unavailable', 'load levels cannot be pinned in this process');
      await parts.load.pin(who.shopId, body.level, who.staff.staffId);
      await auditAsStaff(parts, who, { action: 'load.pinned', target: 'shop', details: { level: body.level } });
      return { body: { loadLevel: parts.walk.loadLevel(who.shopId) } };
    },
  }),
  staffRoute('settings.read', {
    method: 'GET',
    path: '/api/v1/settings',
    summary: 'Working hours, greeting, tone, trusted origins, model',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who }) => ({ body: await readSettings(parts, who.shopId) }),
  }),
  staffRoute('settings.write', {
    method: 'PUT',
    path: '/api/v1/settings',
    summary: 'Change settings; what is not named stays',
    params: none,
    query: none,
    body: settingsChangeSchema,
    handle: async ({ parts, who }, { body }) => {
      await saveSettings(parts, who.shopId, body);
      await auditAsStaff(parts, who, {
        action: 'settings.changed',
        target: 'shop',
        details: { fields: Object.keys(body) },
      });
      return { body: await readSettings(parts, who.shopId) };
    },
  }),
  staffRoute('widget-secret.read', {
    method: 'GET',
    path: '/api/v1/widget-secret',
    summary: "The secret with which the shop's server signs who its customers are (HS256)",
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who }) => {
      const version = await parts.walk.database.inShop(who.shopId, async (sql) => {
        const rows = await sql<{ version: number }[]>`
          select coalesce((settings ->> 'widgetSecretVersion')::int, 1) as version from shops where shop_id = ${who.shopId}`;
        return rows[0]?.version ?? 1;
      });
      await auditAsStaff(parts, who, { action: 'widget-secret.read', target: 'shop', details: { version } });
      return { body: await secretBody(parts, who.shopId, version) };
    },
  }),
  staffRoute('widget-secret.read', {
    method: 'POST',
    path: '/api/v1/widget-secret/rotate',
    summary: 'Make a new secret; the one before stays valid until the next change',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who }) => {
      const version = await parts.walk.database.inShop(who.shopId, (sql) => rotateWidgetSecret(sql, who.shopId));
      await auditAsStaff(parts, who, { action: 'widget-secret.rotated', target: 'shop', details: { version } });
      return { body: await secretBody(parts, who.shopId, version) };
    },
  }),
  staffRoute('audit.read', {
    method: 'GET',
    path: '/api/v1/audit',
    summary: 'Who did what, newest first',
    params: none,
    query: z.strictObject({ cursor: z.coerce.number().int().min(1).optional() }),
    body: none,
    handle: async ({ parts, who }, { query }) => {
      const page = { limit: auditPage, ...(query.cursor === undefined ? {} : { before: query.cursor }) };
      const entries = await parts.walk.database.inShop(who.shopId, (sql) => listAudit(sql, who.shopId, page));
      const last = entries.at(-1);
      const next = entries.length === auditPage && last ? { nextCursor: String(last.auditId) } : {};
      return { body: { entries, ...next } };
    },
  }),
  staffRoute('tickets.read', {
    method: 'GET',
    path: '/api/v1/tickets',
    summary: 'Tickets, those due first at the top',
    params: none,
    query: z.strictObject({ status: z.enum(['open', 'done']).default('open') }),
    body: none,
    handle: async ({ parts, who }, { query }) => ({
      body: {
        tickets: await parts.walk.database.inShop(who.shopId, (sql) => listTickets(sql, who.shopId, query.status, 200)),
      },
    }),
  }),
  staffRoute('tickets.finish', {
    method: 'POST',
    path: '/api/v1/tickets/:ticketId/done',
    summary: 'Mark a ticket as done',
    params: z.strictObject({ ticketId: z.uuid() }),
    query: none,
    body: none,
    handle: async ({ parts, who }, { params: { ticketId } }) => {
      const { shopId } = who;
      const now = parts.walk.clock.now();
      const isDone = await parts.walk.database.inShop(shopId, (sql) =>
        finishTicket(sql, { shopId, ticketId, staffId: who.staff.staffId, now }),
      );
      if (!isDone) throw new AppError('not-found', 'no open ticket of this id');
      return { body: {} };
    },
  }),
];

async function secretBody(parts: ServerParts, shopId: ShopId, version: number) {
  const secrets = await parts.ground.secrets.forShop(shopId);
  return { keyId: `v${version}`, secret: widgetSecret(secrets, version), algorithm: 'HS256', audience: shopId };
}
