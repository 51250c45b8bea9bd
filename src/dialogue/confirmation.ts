import { createHash } from 'node:crypto';
import type { ActionName } from '../commerce/index.ts';
import type { SlotValue } from './types.ts';

/** What a yes was given to: equal for equal arguments whatever their order, different for any other. */
export function hashArguments(action: ActionName, argumentsOfAction: Readonly<Record<string, SlotValue>>): string {
  return createHash('sha256')
    .update(`${action} ${canonical(argumentsOfAction)}`)
    .digest('hex');
}

function canonical(value: SlotValue | Readonly<Record<string, SlotValue>>): string {
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((one) => JSON.stringify(one)).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`;
}
