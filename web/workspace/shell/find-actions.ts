import type { Action } from '../actions/index.ts';

/** Actions whose label or id holds all letters of the words in order; those that begin with them first. */
export function findActions(
  actions: readonly Action[],
  words: string,
  labelOf: (action: Action) => string,
): readonly Action[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return actions;
  return actions
    .map((action) => ({ action, rank: rankOf([labelOf(action).toLowerCase(), action.id.toLowerCase()], wanted) }))
    .filter(({ rank }) => rank < nothing)
    .sort((one, other) => one.rank - other.rank)
    .map(({ action }) => action);
}

const nothing = 9;

function rankOf(texts: readonly string[], wanted: string): number {
  if (texts.some((text) => text.startsWith(wanted))) return 0;
  if (texts.some((text) => text.includes(wanted))) return 1;
  return texts.some((text) => hasLetters(text, wanted)) ? 2 : nothing;
}

function hasLetters(text: string, wanted: string): boolean {
  let from = 0;
  for (const letter of wanted.replaceAll(/\s+/g, '')) {
    const at = text.indexOf(letter, from);
    if (at < 0) return false;
    from = at + 1;
  }
  return true;
}
