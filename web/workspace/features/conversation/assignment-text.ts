import type { TFunction } from 'i18next';
import { isOneOf } from '../../format/one-of.ts';

const assignmentKeys = [
  'taken',
  'transferred',
  'wanted',
  'skill-longest-idle',
  'language-longest-idle',
  'overflow',
] as const;

/** Why a conversation came to whom it came, as routing has noted it; undefined where nothing can be told. */
export function assignmentText(t: TFunction, noted: string | undefined): string | undefined {
  const key = keyOf(noted);
  return key !== undefined && isOneOf(assignmentKeys, key) ? t(`handOff.assigned.${key}`) : undefined;
}

function keyOf(noted: string | undefined): string | undefined {
  if (!noted) return undefined;
  try {
    const read: unknown = JSON.parse(noted);
    return typeof read === 'object' && read !== null && 'key' in read && typeof read.key === 'string'
      ? read.key
      : undefined;
  } catch {
    return noted;
  }
}
