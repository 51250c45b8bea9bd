import { z } from 'zod';
import {
  listTrackingServices,
  removeTracking,
  saveTracking,
  type TrackingParts,
  testTracking,
  trackingState,
} from '../../commerce/index.ts';
import type { SignedIn } from '../../staff/index.ts';
import { auditAsStaff } from '../audit-as-staff.ts';
import { none, type Route, staffRoute } from '../http/route.ts';
import type { ServerParts } from '../server-parts.ts';

const input = z.strictObject({
  service: z.string().min(1).max(60),
  settings: z.record(z.string().max(60), z.string().max(4_000)),
});

/** What following parcels works with in this process. */
export function trackingParts({ walk, ground }: ServerParts): TrackingParts {
  const { database, clock, log } = walk;
  return { database, clock, log, secrets: ground.secrets, publicUrl: ground.config.publicUrl };
}

/** The service that tells where a shop's parcels are; for the owner. Secrets are written and never read. */
export const trackingRoutes: readonly Route[] = [
  staffRoute('settings.write', {
    method: 'GET',
    path: '/api/v1/tracking',
    summary:
      'Tracking services with the fields to fill in, and how the shop uses one: parcels that are followed, what went wrong last',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who }) => ({ body: await read(parts, who) }),
  }),
  staffRoute('settings.write', {
    method: 'PUT',
    path: '/api/v1/tracking',
    summary: 'Connect a tracking service and begin to follow parcels; secrets that are left out stay as they are',
    params: none,
    query: none,
    body: input,
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { body }) => {
      await saveTracking(trackingParts(parts), who.shopId, body);
      await audit(parts, who, Object.keys(body.settings), body.service);
      parts.walk.relay.wake(who.shopId);
      parts.wakeJobs?.(who.shopId);
      return { body: await read(parts, who) };
    },
  }),
  staffRoute('settings.write', {
    method: 'POST',
    path: '/api/v1/tracking/test',
    summary: 'Try a tracking service; says in plain words what is wrong. Nothing is stored',
    params: none,
    query: none,
    body: input,
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { body }) => ({
      body: { test: await testTracking(trackingParts(parts), who.shopId, body) },
    }),
  }),
  staffRoute('settings.write', {
    method: 'DELETE',
    path: '/api/v1/tracking',
    summary: 'Stop following parcels; what has been seen of them stays',
    params: none,
    query: none,
    body: none,
    usesIdempotencyKey: false,
    handle: async ({ parts, who }) => {
      await removeTracking(trackingParts(parts), who.shopId);
      await audit(parts, who, ['removed'], '');
      return { body: await read(parts, who) };
    },
  }),
];

async function read(parts: ServerParts, { shopId }: SignedIn) {
  return { services: listTrackingServices(shopId), tracking: await trackingState(trackingParts(parts), shopId) };
}

async function audit(parts: ServerParts, who: SignedIn, fields: readonly string[], service: string): Promise<void> {
  const details = { fields: fields.map((name) => `tracking.${name}`), service };
  await auditAsStaff(parts, who, { action: 'settings.changed', target: 'shop', details });
}
