import { z } from 'zod';
import { AppError } from '../../platform/index.ts';
import type { AuditAction, SignedIn } from '../../staff/index.ts';
import {
  addEndpoint,
  changeEndpoint,
  createSender,
  deliveryStates,
  type EndpointParts,
  endpointInput,
  listDeliveries,
  listEndpoints,
  publicEventTypes,
  removeEndpoint,
  resend,
  rotateSecret,
  switchEndpoint,
  testEndpoint,
  usualKeepHours,
} from '../../webhooks/index.ts';
import { auditAsStaff } from '../audit-as-staff.ts';
import { none, type Route, staffRoute } from '../http/route.ts';
import type { ServerParts } from '../server-parts.ts';

const ofEndpoint = z.strictObject({ endpointId: z.uuid() });
const send = createSender();
const pageSize = 50;

/** Outgoing webhooks: addresses of the shop's own systems, their secrets, and what was sent to them. For the owner. */
export const webhookRoutes: readonly Route[] = [
  staffRoute('settings.write', {
    method: 'GET',
    path: '/api/v1/webhooks',
    summary: 'Endpoints that are told of events, how they are, and the events that there are',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who }) => ({ body: await read(parts, who) }),
  }),
  staffRoute('settings.write', {
    method: 'POST',
    path: '/api/v1/webhooks',
    summary: 'Add an endpoint; its secret is told this once',
    params: none,
    query: none,
    body: endpointInput,
    handle: async ({ parts, who }, { body }) => {
      const { endpointId, secret } = await addEndpoint(webhookParts(parts), who.shopId, body);
      await audit(parts, who, 'webhook.added', endpointId, { url: body.url });
      parts.wakeWebhooks?.(who.shopId);
      return { body: { endpointId, secret, ...(await read(parts, who)) } };
    },
  }),
  staffRoute('settings.write', {
    method: 'PUT',
    path: '/api/v1/webhooks/:endpointId',
    summary: 'Change address, description or events of an endpoint; its secret and log stay',
    params: ofEndpoint,
    query: none,
    body: endpointInput,
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { params: { endpointId }, body }) => {
      await changeEndpoint(webhookParts(parts), who.shopId, { endpointId, input: body });
      await audit(parts, who, 'webhook.changed', endpointId, { url: body.url });
      return { body: await read(parts, who) };
    },
  }),
  staffRoute('settings.write', {
    method: 'PUT',
    path: '/api/v1/webhooks/:endpointId/state',
    summary: 'Turn an endpoint on or off; what happens while it is off is not told to it',
    params: ofEndpoint,
    query: none,
    body: z.strictObject({ isOn: z.boolean() }),
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { params: { endpointId }, body: { isOn } }) => {
      await switchEndpoint(webhookParts(parts), who.shopId, { endpointId, isOn });
      await audit(parts, who, isOn ? 'webhook.turned-on' : 'webhook.turned-off', endpointId, {});
      parts.wakeWebhooks?.(who.shopId);
      return { body: await read(parts, who) };
    },
  }),
  staffRoute('settings.write', {
    method: 'DELETE',
    path: '/api/v1/webhooks/:endpointId',
    summary: 'Forget an endpoint with its log',
    params: ofEndpoint,
    query: none,
    body: none,
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { params: { endpointId } }) => {
      if (!(await removeEndpoint(webhookParts(parts), who.shopId, endpointId)))
        throw new AppError('not-found', 'no such webhook endpoint');
      await audit(parts, who, 'webhook.removed', endpointId, {});
      return { body: await read(parts, who) };
    },
  }),
  staffRoute('settings.write', {
    method: 'POST',
    path: '/api/v1/webhooks/:endpointId/secret',
    summary: 'Make a new secret, told this once; the one before signs, too, for some hours',
    params: ofEndpoint,
    query: none,
    body: z.strictObject({ keepHours: z.int().min(0).max(720).default(usualKeepHours) }),
    handle: async ({ parts, who }, { params: { endpointId }, body: { keepHours } }) => {
      const { secret } = await rotateSecret(webhookParts(parts), who.shopId, { endpointId, keepHours });
      await audit(parts, who, 'webhook.secret-rotated', endpointId, { keepHours });
      return { body: { endpointId, secret, ...(await read(parts, who)) } };
    },
  }),
  staffRoute('settings.write', {
    method: 'POST',
    path: '/api/v1/webhooks/:endpointId/test',
    summary: 'Send a test event now and say what came back',
    params: ofEndpoint,
    query: none,
    body: none,
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { params: { endpointId } }) => ({
      body: { delivery: await testEndpoint({ ...webhookParts(parts), send }, who.shopId, endpointId) },
    }),
  }),
  staffRoute('settings.write', {
    method: 'GET',
    path: '/api/v1/webhooks/:endpointId/deliveries',
    summary: 'What was sent to an endpoint in the last month, newest first, with the last answer',
    params: ofEndpoint,
    query: z.strictObject({
      state: z.enum(deliveryStates).optional(),
      type: z.string().max(60).optional(),
      before: z.uuid().optional(),
    }),
    body: none,
    handle: async ({ parts, who }, { params: { endpointId }, query }) => {
      const { shopId } = who;
      const found = await parts.walk.database.inShop(shopId, (sql) =>
        listDeliveries(sql, shopId, { ...query, endpointId, limit: pageSize + 1 }),
      );
      const deliveries = found.slice(0, pageSize);
      const last = found.length > pageSize ? deliveries.at(-1) : undefined;
      return { body: { deliveries, ...(last ? { nextCursor: last.deliveryId } : {}) } };
    },
  }),
  staffRoute('settings.write', {
    method: 'POST',
    path: '/api/v1/webhooks/:endpointId/resend',
    summary: 'Send one message again, or all that have not arrived, with the same ids',
    params: ofEndpoint,
    query: none,
    body: z.strictObject({ deliveryId: z.uuid().optional() }),
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { params: { endpointId }, body: { deliveryId } }) => {
      const count = await resend(webhookParts(parts), who.shopId, { endpointId, deliveryId });
      await audit(parts, who, 'webhook.resent', endpointId, { count });
      parts.wakeWebhooks?.(who.shopId);
      return { body: { count } };
    },
  }),
];

function webhookParts({ walk, ground }: ServerParts): EndpointParts {
  return { database: walk.database, secrets: ground.secrets, now: () => walk.clock.now() };
}

async function read(parts: ServerParts, { shopId }: SignedIn) {
  return { endpoints: await listEndpoints(webhookParts(parts), shopId), events: publicEventTypes };
}

async function audit(
  parts: ServerParts,
  who: SignedIn,
  action: AuditAction,
  endpointId: string,
  details: Readonly<Record<string, string | number>>,
): Promise<void> {
  await auditAsStaff(parts, who, { action, target: `webhook/${endpointId}`, details });
}
