import { z } from 'zod';
import {
  type ConnectParts,
  connectionState,
  listRemotePlatforms,
  remotePlatforms,
  saveConnection,
  startBackfill,
  syncNow,
  testConnection,
} from '../../commerce/index.ts';
import type { SignedIn } from '../../staff/index.ts';
import { auditAsStaff } from '../audit-as-staff.ts';
import { none, type Route, staffRoute } from '../http/route.ts';
import type { ServerParts } from '../server-parts.ts';

const input = z.strictObject({
  platform: z.string().min(1).max(60),
  settings: z.record(z.string().max(60), z.string().max(20_000)),
});

/** What connecting shops works with in this process. */
export function connectParts({ walk, ground }: ServerParts): ConnectParts {
  const { database, clock, log } = walk;
  return { database, clock, log, secrets: ground.secrets, platforms: remotePlatforms };
}

/** The connection of a shop to its system elsewhere; for the owner. Secrets are written and never read. */
export const connectionRoutes: readonly Route[] = [
  staffRoute('settings.write', {
    method: 'GET',
    path: '/api/v1/connections/platforms',
    summary: 'Platforms to which the shop can be connected, with the fields to fill in and what each can do',
    params: none,
    query: none,
    body: none,
    handle: async ({ who }) => ({
      body: {
        platforms: listRemotePlatforms(remotePlatforms).map(({ callbackPath, ...one }) => ({
          ...one,
          callbackPath: callbackPath(who.shopId),
        })),
      },
    }),
  }),
  staffRoute('settings.write', {
    method: 'GET',
    path: '/api/v1/connections',
    summary:
      'How the shop is connected, how far its records have been read, and what went wrong last; null where it is not',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who }) => ({ body: await read(parts, who) }),
  }),
  staffRoute('settings.write', {
    method: 'PUT',
    path: '/api/v1/connections',
    summary: 'Connect the shop and begin to read it; secrets that are left out stay as long as the address does',
    params: none,
    query: none,
    body: input,
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { body }) => {
      await saveConnection(connectParts(parts), who.shopId, body);
      await audit(parts, who, Object.keys(body.settings), body.platform);
      parts.walk.relay.wake(who.shopId);
      parts.wakeJobs?.(who.shopId);
      return { body: await read(parts, who) };
    },
  }),
  staffRoute('settings.write', {
    method: 'POST',
    path: '/api/v1/connections/test',
    summary: 'Try a connection; says in plain words what is wrong. Nothing is stored',
    params: none,
    query: none,
    body: input,
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { body }) => ({
      body: { test: await testConnection(connectParts(parts), who.shopId, body) },
    }),
  }),
  staffRoute('settings.write', {
    method: 'POST',
    path: '/api/v1/connections/backfill',
    summary: 'Read all records of the shop again from the beginning',
    params: none,
    query: none,
    body: none,
    usesIdempotencyKey: false,
    handle: async ({ parts, who }) => {
      await startBackfill(connectParts(parts), who.shopId);
      await audit(parts, who, ['backfill'], '');
      parts.wakeJobs?.(who.shopId);
      return { body: await read(parts, who) };
    },
  }),
  staffRoute('settings.write', {
    method: 'POST',
    path: '/api/v1/connections/sync',
    summary: 'Read now what has changed, instead of at the next poll',
    params: none,
    query: none,
    body: none,
    usesIdempotencyKey: false,
    handle: async ({ parts, who }) => {
      await syncNow(connectParts(parts), who.shopId);
      parts.wakeJobs?.(who.shopId);
      return { body: await read(parts, who) };
    },
  }),
];

async function read(parts: ServerParts, { shopId }: SignedIn) {
  return { connection: await connectionState(connectParts(parts), shopId) };
}

async function audit(parts: ServerParts, who: SignedIn, fields: readonly string[], platform: string): Promise<void> {
  const details = { fields: fields.map((name) => `connection.${name}`), platform };
  await auditAsStaff(parts, who, { action: 'settings.changed', target: 'shop', details });
}
