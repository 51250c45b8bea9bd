import { z } from 'zod';
import { openAgentTools } from '../../commerce/index.ts';
import { AppError } from '../../platform/index.ts';
import type { SignedIn } from '../../staff/index.ts';
import {
  addToolServer,
  changeServerTool,
  createToolToken,
  listToolServers,
  listToolTokens,
  newToolServer,
  refreshToolServer,
  removeToolServer,
  revokeToolToken,
  serverToolChange,
  type ToolServerParts,
  tokenLimits,
  toolScopes,
} from '../../tools/index.ts';
import { auditAsStaff } from '../audit-as-staff.ts';
import { none, type Route, staffRoute } from '../http/route.ts';
import type { ServerParts } from '../server-parts.ts';

const ofToken = z.strictObject({ tokenId: z.uuid() });
const ofServer = z.strictObject({ serverId: z.uuid() });

/** Tools between agents: tokens for /mcp, and the servers whose tools the shop uses. For the owner. */
export const toolRoutes: readonly Route[] = [
  staffRoute('settings.write', {
    method: 'GET',
    path: '/api/v1/tools',
    summary: 'Tokens of other agents, the tools that they may call, and connected servers with their tools',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who, meta }) => ({ body: await read(parts, who, meta.ownOrigin) }),
  }),
  staffRoute('settings.write', {
    method: 'POST',
    path: '/api/v1/tools/tokens',
    summary: 'Make a token; it is told this once',
    params: none,
    query: none,
    body: z.strictObject({
      name: z.string().trim().min(1).max(100),
      scopes: z.array(z.enum(toolScopes)).min(1).max(2),
      limits: tokenLimits.prefault({}),
      days: z.int().min(0).max(3_650).default(90),
    }),
    handle: async ({ parts, who }, { body: { days, ...wanted } }) => {
      const now = parts.walk.clock.now();
      const expiresAt = days === 0 ? null : new Date(now.getTime() + days * 86_400_000);
      const made = await parts.walk.database.inShop(who.shopId, (sql) =>
        createToolToken(sql, who.shopId, { ...wanted, expiresAt, now }),
      );
      await auditAsStaff(parts, who, {
        action: 'tool-token.created',
        target: `tool-token/${made.tokenId}`,
        details: {
          name: wanted.name,
          scopes: wanted.scopes,
        },
      });
      return { body: { token: made.token, tokenId: made.tokenId } };
    },
  }),
  staffRoute('settings.write', {
    method: 'DELETE',
    path: '/api/v1/tools/tokens/:tokenId',
    summary: 'End a token at once',
    params: ofToken,
    query: none,
    body: none,
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { params: { tokenId } }) => {
      const now = parts.walk.clock.now();
      const done = await parts.walk.database.inShop(who.shopId, (sql) =>
        revokeToolToken(sql, who.shopId, tokenId, now),
      );
      if (!done) throw new AppError('not-found', 'no such token that still holds');
      await auditAsStaff(parts, who, { action: 'tool-token.revoked', target: `tool-token/${tokenId}` });
      return { body: {} };
    },
  }),
  staffRoute('settings.write', {
    method: 'POST',
    path: '/api/v1/tools/servers',
    summary: 'Connect an MCP server by its address and list its tools; every one is off until it is approved',
    params: none,
    query: none,
    body: newToolServer,
    handle: async ({ parts, who, meta }, { body }) => {
      const serverId = await addToolServer(serverParts(parts), who.shopId, body);
      await auditAsStaff(parts, who, {
        action: 'tool-server.added',
        target: `tool-server/${serverId}`,
        details: { name: body.name, url: body.url },
      });
      return { body: await read(parts, who, meta.ownOrigin) };
    },
  }),
  staffRoute('settings.write', {
    method: 'POST',
    path: '/api/v1/tools/servers/:serverId/refresh',
    summary: 'List its tools anew; one that has changed is off again',
    params: ofServer,
    query: none,
    body: none,
    usesIdempotencyKey: false,
    handle: async ({ parts, who, meta }, { params: { serverId } }) => {
      await refreshToolServer(serverParts(parts), who.shopId, serverId);
      parts.walk.tools?.forget(who.shopId);
      return { body: await read(parts, who, meta.ownOrigin) };
    },
  }),
  staffRoute('settings.write', {
    method: 'DELETE',
    path: '/api/v1/tools/servers/:serverId',
    summary: 'Forget a server with its tools',
    params: ofServer,
    query: none,
    body: none,
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { params: { serverId } }) => {
      if (!(await removeToolServer(serverParts(parts), who.shopId, serverId)))
        throw new AppError('not-found', 'no such server');
      await auditAsStaff(parts, who, { action: 'tool-server.removed', target: `tool-server/${serverId}` });
      parts.walk.tools?.forget(who.shopId);
      return { body: {} };
    },
  }),
  staffRoute('settings.write', {
    method: 'PUT',
    path: '/api/v1/tools/servers/:serverId/tools/:name',
    summary: 'Approve a connected tool or turn it off, with its risk, words, arguments and limits',
    params: ofServer.extend({ name: z.string().min(1).max(200) }),
    query: none,
    body: serverToolChange,
    usesIdempotencyKey: false,
    handle: async ({ parts, who, meta }, { params: { serverId, name }, body }) => {
      const done = await changeServerTool(serverParts(parts), who.shopId, { serverId, name, change: body });
      if (!done) throw new AppError('not-found', 'no such tool');
      const { isApproved, risk } = body;
      await auditAsStaff(parts, who, {
        action: 'server-tool.changed',
        target: `tool-server/${serverId}/${name}`,
        details: { isApproved, risk },
      });
      parts.walk.tools?.forget(who.shopId);
      return { body: await read(parts, who, meta.ownOrigin) };
    },
  }),
];

async function read(parts: ServerParts, { shopId }: SignedIn, ownOrigin: string) {
  const { store, products } = await parts.shops.get(shopId);
  const { database } = parts.walk;
  const { secrets, config } = parts.ground;
  const own = openAgentTools({ database, secrets, shopId, store, products, platform: store.descriptor.platform });
  return {
    address: `${config.publicUrl ?? ownOrigin}/mcp`,
    tokens: await database.inShop(shopId, (sql) => listToolTokens(sql, shopId)),
    tools: own.list().map(({ name, description, risk }) => ({ name, description, risk })),
    servers: await listToolServers({ database }, shopId),
  };
}

function serverParts({ walk, ground }: ServerParts): ToolServerParts {
  return { database: walk.database, secrets: ground.secrets, now: () => walk.clock.now() };
}
