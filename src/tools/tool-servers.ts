import { createHash } from 'node:crypto';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { v7 } from 'uuid';
import { z } from 'zod';
import { type ToolRisk, toolRisks } from '../commerce/index.ts';
import {
  AppError,
  blockedReason,
  type Database,
  type Secrets,
  type ShopId,
  type Sql,
  version,
} from '../platform/index.ts';
import { openTransport, type ServerAddress } from './client-transport.ts';

/** How a connected tool may be used. */
export const serverToolLimits = z.strictObject({
  callsPerMinute: z.int().min(1).max(1_000).default(30),
  timeoutMs: z.int().min(100).max(5_000).default(1_500),
});
export type ServerToolLimits = z.infer<typeof serverToolLimits>;

/** What an owner says of a connected tool; nothing of it comes from the server. */
export const serverToolChange = z.strictObject({
  isApproved: z.boolean(),
  risk: z.enum(toolRisks),
  /** A question that holds one of these words is put to the tool. */
  words: z.array(z.string().trim().min(1).max(60)).max(30),
  /** Argument → text; {text}, {orderId}, {customerId} and {language} are filled in. */
  arguments: z.record(z.string().max(100), z.string().max(300)),
  limits: serverToolLimits,
});
export type ServerToolChange = z.infer<typeof serverToolChange>;

export type ServerTool = ServerToolChange & {
  name: string;
  description: string;
  parameters: Readonly<Record<string, unknown>>;
};

/** An MCP server that a shop has connected; its token is only ever written. */
export type ToolServer = {
  serverId: string;
  name: string;
  url: string;
  hasToken: boolean;
  allowsPrivate: boolean;
  listedAt: string | null;
  problem: string | null;
  tools: readonly ServerTool[];
};

export type ToolServerParts = { database: Database; secrets: Secrets; now(): Date };

export const newToolServer = z.strictObject({
  name: z.string().trim().min(1).max(100),
  url: z.url({ protocol: /^https?$/ }).max(500),
  token: z.string().max(2_000).optional(),
  allowsPrivate: z.boolean().default(false),
});

/** Most tools of one server, and longest description, that are kept. */
const mostTools = 100;
const longestDescription = 1_000;
const listTimeout = 10_000;

/** Connects a server and lists its tools; every one of them is off. AppError 'invalid' for an address that may not be called. */
export async function addToolServer(
  parts: ToolServerParts,
  shopId: ShopId,
  wanted: z.infer<typeof newToolServer>,
): Promise<string> {
  const reason = blockedReason(wanted.url, wanted.allowsPrivate ? 'private' : 'public');
  if (reason !== undefined)
    throw new AppError('invalid', `this address may not be called: ${reason}`, { field: 'url' });
  const serverId = v7();
  const { name, url, token, allowsPrivate } = wanted;
  const secrets = await parts.secrets.forShop(shopId);
  const sealed = token ? secrets.seal(`tool_servers/token/${serverId}`, token) : null;
  await parts.database.inShop(
    shopId,
    (sql) => sql`
      insert into tool_servers (shop_id, server_id, name, url, token_sealed, allows_private, created_at)
      values (${shopId}, ${serverId}, ${name}, ${url}, ${sealed}, ${allowsPrivate}, ${parts.now()})`,
  );
  await refreshToolServer(parts, shopId, serverId);
  return serverId;
}

/** Forgets a server with its tools; false where there is none. */
export async function removeToolServer(
  { database }: ToolServerParts,
  shopId: ShopId,
  serverId: string,
): Promise<boolean> {
  return await database.inShop(shopId, async (sql) => {
    await sql`delete from server_tools where shop_id = ${shopId} and server_id = ${serverId}`;
    const gone = await sql`delete from tool_servers where shop_id = ${shopId} and server_id = ${serverId}`;
    return gone.count > 0;
  });
}

/**
 * Lists a server's tools anew. A new one is off; one whose description or arguments have changed is off again, since what was approved
 * is no longer what it is. What goes wrong is kept with the server.
 */
export async function refreshToolServer(parts: ToolServerParts, shopId: ShopId, serverId: string): Promise<void> {
  const address = await addressOf(parts, shopId, serverId);
  if (address === undefined) throw new AppError('not-found', 'no such server');
  const listed = await listRemoteTools(address);
  const now = parts.now();
  await parts.database.inShop(shopId, async (sql) => {
    if (typeof listed === 'string') {
      await sql`update tool_servers set problem = ${listed} where shop_id = ${shopId} and server_id = ${serverId}`;
      return;
    }
    await sql`
      update tool_servers set problem = null, listed_at = ${now} where shop_id = ${shopId} and server_id = ${serverId}`;
    await sql`
      delete from server_tools where shop_id = ${shopId} and server_id = ${serverId}
        and name <> all(${listed.map((tool) => tool.name)}::text[])`;
    for (const tool of listed) await saveListed(sql, shopId, serverId, tool);
  });
}

type Listed = { name: string; description: string; parameters: unknown; risk: ToolRisk };

async function saveListed(sql: Sql, shopId: ShopId, serverId: string, tool: Listed): Promise<void> {
  const { name, description, risk } = tool;
  const parameters = JSON.stringify(tool.parameters);
  const hash = createHash('sha256').update(`${description}\n${parameters}`).digest('hex');
  await sql`
    insert into server_tools (shop_id, server_id, name, description, parameters, description_hash, risk)
    values (${shopId}, ${serverId}, ${name}, ${description}, ${parameters}::text::jsonb, ${hash}, ${risk})
    on conflict (shop_id, server_id, name) do update set description = excluded.description,
      parameters = excluded.parameters, description_hash = excluded.description_hash,
      is_approved = server_tools.is_approved and server_tools.description_hash = excluded.description_hash`;
}

/** What the server says of a tool is a hint only: without the word that it reads, it counts as one that gives money out. */
async function listRemoteTools(address: ServerAddress): Promise<readonly Listed[] | string> {
  const client = new Client({ name: 'peakdesk', version });
  try {
    await client.connect(openTransport(address), { timeout: listTimeout });
    const { tools } = await client.listTools({}, { timeout: listTimeout });
    return tools.slice(0, mostTools).map((tool) => ({
      name: tool.name.slice(0, 200),
      description: (tool.description ?? '').slice(0, longestDescription),
      parameters: tool.inputSchema,
      risk: tool.annotations?.readOnlyHint === true ? 'read' : 'money',
    }));
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 300) : 'the server did not answer';
  } finally {
    await client.close().catch(() => undefined);
  }
}

/** Says how a tool may be used; false where there is none. */
export async function changeServerTool(
  { database }: ToolServerParts,
  shopId: ShopId,
  { serverId, name, change }: { serverId: string; name: string; change: ServerToolChange },
): Promise<boolean> {
  const { isApproved, risk, words, limits } = change;
  const changed = await database.inShop(
    shopId,
    (sql) => sql`
      update server_tools set is_approved = ${isApproved}, risk = ${risk}, words = ${sql.json(words)},
        arguments = ${sql.json(change.arguments)}, limits = ${sql.json(limits)}
      where shop_id = ${shopId} and server_id = ${serverId} and name = ${name}`,
  );
  return changed.count > 0;
}

type ServerRow = {
  server_id: string;
  name: string;
  url: string;
  token_sealed: Uint8Array | null;
  allows_private: boolean;
  listed_at: Date | null;
  problem: string | null;
};
type ToolRow = Omit<ServerToolChange, 'isApproved' | 'limits'> & {
  server_id: string;
  name: string;
  description: string;
  parameters: Record<string, unknown>;
  is_approved: boolean;
  limits: unknown;
};

/** The shop's servers with all that is known of their tools. */
export async function listToolServers(
  { database }: Pick<ToolServerParts, 'database'>,
  shopId: ShopId,
): Promise<ToolServer[]> {
  return await database.inShop(shopId, async (sql) => {
    const [servers, tools] = await Promise.all([
      sql<ServerRow[]>`select * from tool_servers where shop_id = ${shopId} order by created_at`,
      sql<ToolRow[]>`select * from server_tools where shop_id = ${shopId} order by name`,
    ]);
    return servers.map((server) => ({
      serverId: server.server_id,
      name: server.name,
      url: server.url,
      hasToken: server.token_sealed !== null,
      allowsPrivate: server.allows_private,
      listedAt: server.listed_at?.toISOString() ?? null,
      problem: server.problem,
      tools: tools.filter((tool) => tool.server_id === server.server_id).map(toTool),
    }));
  });
}

function toTool(row: ToolRow): ServerTool {
  const limits = serverToolLimits.safeParse(row.limits);
  const { name, description, parameters, risk, words } = row;
  return {
    name,
    description,
    parameters,
    risk,
    words,
    arguments: row.arguments,
    isApproved: row.is_approved && limits.success,
    limits: limits.success ? limits.data : serverToolLimits.parse({}),
  };
}

/** Address and token of a server. */
export async function addressOf(
  { database, secrets }: Pick<ToolServerParts, 'database' | 'secrets'>,
  shopId: ShopId,
  serverId: string,
): Promise<ServerAddress | undefined> {
  const shopSecrets = await secrets.forShop(shopId);
  const [row] = await database.inShop(
    shopId,
    (sql) => sql<ServerRow[]>`select * from tool_servers where shop_id = ${shopId} and server_id = ${serverId}`,
  );
  if (row === undefined) return undefined;
  const sealed = row.token_sealed;
  const token = sealed === null ? undefined : shopSecrets.open(`tool_servers/token/${serverId}`, sealed);
  return { url: row.url, token, allowsPrivate: row.allows_private };
}
