import { isDeepStrictEqual } from 'node:util';
import type { ToolReplayLine } from '../../shop-tools.ts';
import { isDecimal, toNumber, writeValue } from './json-text.ts';
import { type RetailChange, type RetailSource, type RetailWorkingCopy, workingCopy } from './retail-records.ts';
import { runRetailTool, type ToolResult } from './tools.ts';

export type ReplayResult = {
  id: string | number;
  results: readonly ToolResult[];
  /** Entities that are different after the calls, users first, then orders in the shop's own order. */
  changed: readonly RetailChange[];
};

/** Runs the calls one after another on a working copy; a refused call does not end the line. */
export async function replayCalls(
  source: RetailSource,
  line: ToolReplayLine,
): Promise<{ result: ReplayResult; copy: RetailWorkingCopy }> {
  const copy = workingCopy(source);
  const results: ToolResult[] = [];
  for (const call of line.calls) {
    const undo = copy.mark();
    const result = await runRetailTool(copy, call.name, call.arguments ?? {});
    if (!result.ok) undo();
    results.push(result);
  }
  return { result: { id: line.id, results, changed: await differences(source, copy) }, copy };
}

/** The result as one line of JSON, amounts written as the shop writes them. */
export function writeReplayResult(result: ReplayResult): string {
  return writeValue(result);
}

async function differences(source: RetailSource, copy: RetailWorkingCopy): Promise<RetailChange[]> {
  const found: { change: RetailChange; position: number }[] = [];
  for (const change of copy.changes()) {
    if (!(await isDifferent(source, change))) continue;
    found.push({ change, position: change.collection === 'users' ? -1 : await source.positionOfOrder(change.id) });
  }
  return found.toSorted((one, other) => one.position - other.position).map(({ change }) => change);
}

/** A write that leaves everything as it was is no change. */
async function isDifferent(source: RetailSource, change: RetailChange): Promise<boolean> {
  const before = change.collection === 'users' ? await source.findUser(change.id) : await source.findOrder(change.id);
  return !isDeepStrictEqual(plain(before), plain(change.after));
}

/** Whole decimals as plain numbers, so that 51 and 51.0 are the same amount. */
function plain(value: unknown): unknown {
  if (isDecimal(value)) return toNumber(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}
