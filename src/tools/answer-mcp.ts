import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  ListToolsRequestSchema,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import type { AgentTool, AgentTools } from '../commerce/index.ts';
import { AppError, type Database, type ShopId, version } from '../platform/index.ts';
import { type Called, callTool, confirmArgument, mayUse } from './call-tool.ts';
import { readBearer, type ToolToken, useToolToken } from './tool-tokens.ts';

export type McpParts = {
  database: Database;
  now(): Date;
  openTools(shopId: ShopId): Promise<AgentTools>;
};

/** Largest request. */
const requestLimit = 1_000_000;

/**
 * Answers one request of the Model Context Protocol (Streamable HTTP, stateless, JSON answers): a client with a token lists the tools of
 * its scope and calls them. AppError 'unauthenticated' without a token that holds, 'rate-limited' beyond its calls of the minute.
 */
export async function answerMcp(parts: McpParts, request: Request): Promise<Response> {
  const { shopId, token } = await admit(parts, request.headers.get('authorization') ?? '');
  const tools = await parts.openTools(shopId);
  const server = new Server({ name: 'peakdesk', version }, { capabilities: { tools: {} }, instructions });
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools
      .list()
      .filter((tool) => mayUse(token, tool))
      .map(toolOf),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) =>
    resultOf(
      await callTool(
        { database: parts.database, tools, now: parts.now },
        { shopId, token, name: params.name, given: params.arguments ?? {} },
      ),
    ),
  );
  const transport = new WebStandardStreamableHTTPServerTransport({
    enableJsonResponse: true,
    maxRequestBodySize: requestLimit,
  });
  await server.connect(transport);
  try {
    return await transport.handleRequest(request);
  } finally {
    await server.close();
  }
}

const instructions =
  'Tools of one shop. A tool that changes something first answers with a dry run and a confirm_token; ' +
  'show the dry run to the customer, and after a yes call again with the same arguments and the confirm_token.';

async function admit(parts: McpParts, authorization: string): Promise<{ shopId: ShopId; token: ToolToken }> {
  const bearer = readBearer(/^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '');
  if (bearer === undefined) throw new AppError('unauthenticated', 'a token of the shop is needed');
  const used = await parts.database.inShop(bearer.shopId, (sql) =>
    useToolToken(sql, bearer.shopId, bearer.tokenHash, parts.now()),
  );
  if (used === undefined) throw new AppError('unauthenticated', 'the token does not hold');
  if (used.isOver) throw new AppError('rate-limited', "the token's calls of this minute are used up");
  return { shopId: bearer.shopId, token: used.token };
}

function toolOf(tool: AgentTool): Tool {
  const schema = objectSchema.parse(tool.parameters);
  const confirm = { type: 'string', description: 'The confirm_token of the dry run; without it nothing is changed.' };
  const properties = tool.writes ? { ...schema.properties, [confirmArgument]: confirm } : schema.properties;
  return {
    name: tool.name,
    description: tool.description,
    inputSchema: { ...schema, type: 'object', properties },
    annotations: {
      readOnlyHint: !tool.writes,
      destructiveHint: tool.risk === 'money',
      idempotentHint: true,
      openWorldHint: false,
    },
    _meta: { 'peakdesk/risk': tool.risk },
  };
}

const objectSchema = z.looseObject({ properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}) });

function resultOf(called: Called): CallToolResult {
  if (called.kind === 'confirm') {
    const { preview, confirmToken, expiresAt } = called;
    return textResult({ status: 'confirmation-needed', preview, confirm_token: confirmToken, expires_at: expiresAt });
  }
  const { answer } = called;
  return answer.ok ? textResult(answer.result) : { ...textResult({ error: answer.error }), isError: true };
}

function textResult(value: unknown): CallToolResult {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { content: [{ type: 'text', text }] };
}
