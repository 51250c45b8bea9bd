import type { Fact } from '../commerce/index.ts';
import type { ContentPart, SourceReference } from '../conversations/index.ts';
import {
  checkDraft,
  type DialogueState,
  type DraftContext,
  finishByTemplate,
  type Violation,
} from '../dialogue/index.ts';
import type { ModelCallReport } from '../dialogue/models/index.ts';
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
  modelCalls: readonly ModelCallReport[];
  milliseconds: number;
};

/**
 * Checks that every number, date, price, name, link and promise of a worded reply comes from the plan. A model's text that says more is
 * replaced by the template of the same plan, or, where windows have seen its good beginning, ended by the template's sentences; nothing
 * is ever repaired by guessing.
 */
export function guard(turn: Turn, drafted: Drafted): Guarded {
  const { modelText, shown = '', stopped = [] } = drafted;
  const base = {
    facts: drafted.facts,
    sources: drafted.sources,
    state: drafted.state,
    modelCalls: drafted.modelCalls,
    milliseconds: drafted.milliseconds,
  };
  if (modelText === undefined && shown === '' && stopped.length === 0)
    return { ...base, content: drafted.content, by: drafted.by, verdict: { verdict: 'passed', violations: [] } };
  const context = contextOf(turn, drafted);
  const violations = modelText === undefined ? stopped : violationsIn(modelText, context);
  if (modelText !== undefined && violations.length === 0)
    return {
      ...base,
      content: withText(drafted, modelText),
      by: 'model',
      verdict: { verdict: 'passed', violations: [] },
    };
  const verdict = {
    // A model that only broke off has said nothing wrong.
    verdict: violations.length > 0 ? ('replaced' as const) : ('passed' as const),
    violations: violations.map((violation) => `${violation.kind}: ${violation.text}`),
  };
  const finished = finishByTemplate(shown, context);
  if (finished !== undefined) return { ...base, content: withText(drafted, finished), by: 'model', verdict };
  const by = drafted.plan.approvedText === undefined ? 'template' : 'approved';
  return { ...base, content: drafted.content, by, verdict };
}

/** What a worded reply is held against. */
export function contextOf(
  turn: Turn,
  { plan, text, language }: Pick<Drafted, 'plan' | 'text' | 'language'>,
): DraftContext {
  return { plan, templateText: text, language, customerText: turn.incomingText.text };
}

function violationsIn(text: string, context: DraftContext): readonly Violation[] {
  const checked = checkDraft(text, context);
  return checked.ok ? [] : checked.violations;
}

function withText(drafted: Drafted, text: string): readonly ContentPart[] {
  return drafted.content.map((part) =>
    part.kind === 'text' && part.text === drafted.text ? { kind: 'text', text } : part,
  );
}
