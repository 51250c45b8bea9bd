import type { Fact } from '../commerce/index.ts';
import type { ContentPart, SourceReference } from '../conversations/index.ts';
import { checkDraft, type DialogueState } from '../dialogue/index.ts';
import type { Drafted } from './draft.ts';
import type { Turn } from './gather.ts';
import type { TurnTrace } from './turn-trace.ts';

/** A reply that may go out. */
export type Guarded = {
  content: readonly ContentPart[];
  facts: readonly Fact[];
  sources: readonly SourceReference[];
  state: DialogueState;
  by: TurnTrace['draftedBy'];
  verdict: TurnTrace['guard'];
  milliseconds: number;
};

/**
 * Checks that every number, date, price, name, link and promise of a worded reply comes from the plan. A model's text that says more is
 * replaced by the template of the same plan; nothing is ever repaired by guessing.
 */
export function guard(turn: Turn, drafted: Drafted): Guarded {
  const base = {
    facts: drafted.facts,
    sources: drafted.sources,
    state: drafted.state,
    milliseconds: drafted.milliseconds,
  };
  if (drafted.by !== 'model' || drafted.modelText === undefined)
    return { ...base, content: drafted.content, by: drafted.by, verdict: { verdict: 'passed', violations: [] } };
  const checked = checkDraft(drafted.modelText, {
    plan: drafted.plan,
    templateText: drafted.text,
    language: drafted.language,
    customerText: turn.incomingText.text,
  });
  if (checked.ok)
    return {
      ...base,
      content: drafted.content.map((part) =>
        part.kind === 'text' && part.text === drafted.text
          ? { kind: 'text', text: drafted.modelText ?? part.text }
          : part,
      ),
      by: 'model',
      verdict: { verdict: 'passed', violations: [] },
    };
  return {
    ...base,
    content: drafted.content,
    by: 'template',
    verdict: {
      verdict: 'replaced',
      violations: checked.violations.map((violation) => `${violation.kind}: ${violation.text}`),
    },
  };
}
