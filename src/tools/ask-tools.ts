import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { z } from 'zod';
import { type Log, type ShopId, version } from '../platform/index.ts';
import { openTransport } from './client-transport.ts';
import { addressOf, listToolServers, type ServerTool, type ToolServer, type ToolServerParts } from './tool-servers.ts';

/** What a turn hands to a tool. */
export type ToolQuestion = { text: string; language: string; orderId?: string; customerId?: string };

/** What a tool has said: data, whoever wrote it. */
export type ToolSaid = { server: string; tool: string; text: string };

/** Tools of connected servers as a source of facts; kept in memory for a moment, so that a turn without a fitting one costs nothing. */
export type ToolSource = {
  /** Whether an approved tool that only reads fits the words. */
  fits(shopId: ShopId, text: string): Promise<boolean>;
  /** Asks the first fitting one; undefined where none fits, it fails, takes too long or says nothing. */
  ask(shopId: ShopId, question: ToolQuestion): Promise<ToolSaid | undefined>;
  /** The shop's tools are read anew at their next use. */
  forget(shopId: ShopId): void;
};

/** How long what is approved is believed without a look (ms); other nodes hear of a change by then at the latest. */
const believedFor = 15_000;
const longestAnswer = 2_000;

type Fitting = { server: ToolServer; tool: ServerTool };

/** Makes the source. */
export function createToolSource(parts: ToolServerParts & { log: Log }): ToolSource {
  const known = new Map<ShopId, { at: number; tools: Promise<readonly Fitting[]> }>();
  const usable = async (shopId: ShopId): Promise<readonly Fitting[]> => {
    const now = parts.now().getTime();
    const entry = known.get(shopId);
    if (entry !== undefined && now - entry.at < believedFor) return await entry.tools;
    const tools = listToolServers(parts, shopId).then((servers) =>
      servers.flatMap((server) =>
        server.tools
          .filter((tool) => tool.isApproved && tool.risk === 'read' && tool.words.length > 0)
          .map((tool) => ({ server, tool })),
      ),
    );
    known.set(shopId, { at: now, tools });
    tools.catch(() => known.delete(shopId));
    return await tools;
  };
  const fitting = async (shopId: ShopId, text: string) => {
    const said = text.normalize('NFKC').toLowerCase();
    return (await usable(shopId)).find(({ tool }) => tool.words.some((word) => said.includes(word.toLowerCase())));
  };
  return {
    fits: async (shopId, text) => (await fitting(shopId, text)) !== undefined,
    ask: async (shopId, question) => {
      const found = await fitting(shopId, question.text);
      if (found === undefined || !(await isFree(parts, shopId, found))) return undefined;
      try {
        const text = await callRemote(parts, shopId, found, question);
        return text === '' ? undefined : { server: found.server.name, tool: found.tool.name, text };
      } catch (error) {
        parts.log.warn({ shopId, tool: found.tool.name, err: error }, 'a connected tool did not answer');
        return undefined;
      }
    },
    forget: (shopId) => void known.delete(shopId),
  };
}

/** Counts the call; false where the tool has had its number of this minute. */
async function isFree({ database, now }: ToolServerParts, shopId: ShopId, { server, tool }: Fitting): Promise<boolean> {
  const minute = new Date(Math.floor(now().getTime() / 60_000) * 60_000);
  const counted = await database.inShop(
    shopId,
    (sql) => sql`
      update server_tools set minute = ${minute}, minute_calls = case when minute = ${minute} then minute_calls + 1 else 1 end
      where shop_id = ${shopId} and server_id = ${server.serverId} and name = ${tool.name} and is_approved
        and (case when minute = ${minute} then minute_calls else 0 end) < ${tool.limits.callsPerMinute}`,
  );
  return counted.count > 0;
}

async function callRemote(
  parts: ToolServerParts,
  shopId: ShopId,
  { server, tool }: Fitting,
  question: ToolQuestion,
): Promise<string> {
  const address = await addressOf(parts, shopId, server.serverId);
  if (address === undefined) return '';
  const client = new Client({ name: 'peakdesk', version });
  const signal = AbortSignal.timeout(tool.limits.timeoutMs);
  const options = { timeout: tool.limits.timeoutMs, signal };
  try {
    return await Promise.race([talk(client, address, tool, question, options), rejected(signal)]);
  } finally {
    void client.close().catch(() => undefined);
  }
}

async function talk(
  client: Client,
  address: NonNullable<Awaited<ReturnType<typeof addressOf>>>,
  tool: ServerTool,
  question: ToolQuestion,
  options: { timeout: number; signal: AbortSignal },
): Promise<string> {
  await client.connect(openTransport(address), options);
  const result = await client.callTool({ name: tool.name, arguments: filled(tool, question) }, undefined, options);
  if (result.isError === true) return '';
  const parts = textParts.safeParse(result.content);
  const texts = parts.success ? parts.data.flatMap((part) => part.text ?? []) : [];
  return texts.join('\n').slice(0, longestAnswer).trim();
}

const textParts = z.array(z.looseObject({ text: z.string().optional() }));

function rejected(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error('the tool took too long')), { once: true }),
  );
}

/** Arguments as the owner has set them, with what the turn knows; without a setting the words go in as the first argument. */
function filled(tool: ServerTool, question: ToolQuestion): Record<string, string> {
  const values: Readonly<Record<string, string | undefined>> = { ...question };
  return Object.fromEntries(
    Object.entries(tool.arguments).map(([name, template]) => [
      name,
      template.replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? ''),
    ]),
  );
}
