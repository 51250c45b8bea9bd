import { splitSentences } from '../wording/split-sentences.ts';
import { type TokenSet, tokenSet } from './allowed-values.ts';
import { checkDraft, type DraftContext } from './check-draft.ts';
import { tokensOf } from './numbers.ts';

/**
 * A reply that begins with the sentences of a model that broke off or began to lie, and ends with the sentences of the template that are
 * still to be said. Undefined where it cannot be told what the beginning has covered: then the whole template has to go out.
 */
export function finishByTemplate(beginning: string, context: DraftContext): string | undefined {
  const said = tokenSet(tokensOf(beginning));
  const sentences = splitSentences(context.templateText);
  const covered = sentences.findIndex((sentence) => !isCovered(sentence, said));
  if (beginning.trim() === '' || covered < 1) return undefined;
  const rest = sentences.slice(covered).join('').trimStart();
  const joined = `${beginning.trimEnd()}${context.language === 'en' ? ' ' : ''}${rest}`;
  return checkDraft(joined, context).ok ? joined : undefined;
}

/** A sentence without any value may be the one that matters (a refusal, say): it is never taken as said. */
function isCovered(sentence: string, said: TokenSet): boolean {
  const tokens = tokensOf(sentence);
  return tokens.length > 0 && tokens.every((token) => said.has(token));
}
