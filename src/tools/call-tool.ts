import type { AgentTool, AgentTools, ToolAnswer } from '../commerce/index.ts';
import type { Database, ShopId } from '../platform/index.ts';
import { appendAudit } from '../staff/index.ts';
import { keepAnswer, makeConfirmation, takeConfirmation } from './confirmations.ts';
import { countChange, type ToolToken } from './tool-tokens.ts';

export type ToolCall = { shopId: ShopId; token: ToolToken; name: string; given: Readonly<Record<string, unknown>> };

export type Called =
  | { kind: 'answer'; answer: ToolAnswer }
  /** Nothing has changed yet: the same call with this token does it. */
  | { kind: 'confirm'; preview: unknown; confirmToken: string; expiresAt: Date };

/** Argument that confirms a dry run. */
export const confirmArgument = 'confirm_token';

type Parts = { database: Database; tools: AgentTools; now(): Date };

/**
 * Calls a tool for another agent: within the token's scope and limits; a change first as a dry run, then once with its confirmation,
 * and written into the trail.
 */
export async function callTool(parts: Parts, call: ToolCall): Promise<Called> {
  const { token, name, given } = call;
  const tool = parts.tools.list().find((one) => one.name === name);
  if (tool === undefined || !mayUse(token, tool)) return refused(`unknown tool ${name}, or not in this token's scope`);
  const { [confirmArgument]: confirmation, ...rest } = given;
  if (!tool.writes) return { kind: 'answer', answer: await parts.tools.preview(name, rest, parts.now()) };
  if (typeof confirmation === 'string') return await perform(parts, { ...call, given: rest }, confirmation);
  return await rehearse(parts, { ...call, given: rest });
}

/** Whether a token may see and call a tool. */
export function mayUse({ scopes, limits }: ToolToken, tool: AgentTool): boolean {
  const isNamed = limits.tools === null || limits.tools.includes(tool.name);
  return isNamed && scopes.includes(tool.writes ? 'act' : 'read');
}

async function rehearse({ database, tools, now }: Parts, { shopId, token, name, given }: ToolCall): Promise<Called> {
  const answer = await tools.preview(name, given, now());
  if (!answer.ok) return { kind: 'answer', answer };
  if (isTooMuch(token, answer)) return refused(`the amount is above this token's limit`);
  const made = await database.inShop(shopId, (sql) =>
    makeConfirmation(sql, { shopId, tokenId: token.tokenId, tool: name, given, now: now() }),
  );
  return { kind: 'confirm', preview: answer.result, confirmToken: made.confirmationId, expiresAt: made.expiresAt };
}

async function perform(
  { database, tools, now }: Parts,
  { shopId, token, name, given }: ToolCall,
  confirmationId: string,
): Promise<Called> {
  const taken = await database.inShop(shopId, async (sql) => {
    const wanted = { shopId, tokenId: token.tokenId, tool: name, given, confirmationId, now: now() };
    const confirmed = await takeConfirmation(sql, wanted);
    if (confirmed.kind !== 'mine' || (await countChange(sql, shopId, token, now()))) return confirmed;
    return { kind: 'over' as const };
  });
  if (taken.kind === 'done') return { kind: 'answer', answer: taken.answer };
  if (taken.kind === 'over') return refused("this token's changes of the day are used up");
  if (taken.kind === 'refused') return refused('the confirmation is unknown, too old, or for another call');
  if (taken.kind === 'unclear')
    return refused('this call was begun before and its end is unknown; look before you ask again');
  const answer = await tools.perform(name, given, { idempotencyKey: `tools/${confirmationId}`, now: now() });
  await database.inShop(shopId, async (sql) => {
    await keepAnswer(sql, shopId, confirmationId, answer);
    await appendAudit(sql, {
      shopId,
      actor: { kind: 'tool-client', tokenId: token.tokenId, name: token.name },
      action: 'tool.called',
      target: `tool/${name}`,
      details: { ok: answer.ok, amount: answer.ok ? (answer.amount ?? 0) : 0, confirmation: confirmationId },
      now: now(),
    });
  });
  return { kind: 'answer', answer };
}

function isTooMuch({ limits }: ToolToken, answer: Extract<ToolAnswer, { ok: true }>): boolean {
  return limits.amountPerChange !== null && (answer.amount ?? 0) > limits.amountPerChange;
}

function refused(error: string): Called {
  return { kind: 'answer', answer: { ok: false, error } };
}
