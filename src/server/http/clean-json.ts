import { cleanText } from '../../conversations/index.ts';
import { AppError } from '../../platform/index.ts';

/** Deepest nesting of a request; ours need six. */
const deepest = 32;
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Parses JSON from outside into plain data: no deep nesting, no keys that reach prototypes, every text well-formed and without NUL or
 * other control characters. AppError 'invalid' names what is wrong.
 */
export function parseCleanJson(text: string): unknown {
  if (isTooDeep(text)) throw new AppError('invalid', 'nested too deep');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new AppError('invalid', 'not JSON', { cause: error });
  }
  return mayNeedCleaning(text) ? clean(parsed) : parsed;
}

/** What could write a control character, half a surrogate pair or a forbidden key; nearly no line has any of it. */
const suspicious = /\\[ubf]|\u007f|__proto__|constructor|prototype/;

function mayNeedCleaning(text: string): boolean {
  return suspicious.test(text) || !text.isWellFormed();
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => {
    if (forbiddenKeys.has(key)) throw new AppError('invalid', 'a forbidden key', { field: key });
    return [cleanText(key), clean(one)];
  });
  return Object.fromEntries(entries);
}

/** Counts brackets outside of texts, before anything is built of them. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (isInText) {
      if (unit === 0x5c) index += 1;
      else if (unit === 0x22) isInText = false;
    } else if (unit === 0x22) isInText = true;
    else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      if (depth > deepest) return true;
    } else if (unit === 0x7d || unit === 0x5d) depth -= 1;
  }
  return false;
}
