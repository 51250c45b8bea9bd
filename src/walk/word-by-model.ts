import { type AnswerPlan, checkBeginning, checkDraft, type ReplyLanguage, type Violation } from '../dialogue/index.ts';
import type { ModelCallReport } from '../dialogue/models/index.ts';
import type { Decided } from './decide.ts';
import type { Drafted } from './draft.ts';
import type { Turn } from './gather.ts';
import { contextOf } from './guard.ts';
import type { LiveReply } from './live-reply.ts';
import { modelTimeLeft } from './model-time.ts';
import type { WalkParts } from './parts.ts';

type Wording = {
  decided: Decided;
  plan: AnswerPlan;
  templateText: string;
  language: ReplyLanguage;
  live: LiveReply;
};

/**
 * The plan in a model's words, shown sentence by sentence as far as the guard lets it. A model words answers only; questions of a flow,
 * confirmations and approved texts go out as they are.
 */
export async function wordByModel(
  parts: WalkParts,
  turn: Turn,
  { decided, plan, templateText, language, live }: Wording,
): Promise<Pick<Drafted, 'modelText' | 'shown' | 'stopped' | 'modelCalls'>> {
  const isFree = decided.decision.kind === 'answer' && plan.approvedText === undefined && plan.form === undefined;
  const timeLeft = modelTimeLeft(turn, parts.clock.now());
  if (!parts.models || !isFree || turn.facts.loadLevel !== 'normal' || templateText === '' || timeLeft <= 0)
    return { modelCalls: [] };
  const context = contextOf(turn, { plan, text: templateText, language });
  const modelCalls: ModelCallReport[] = [];
  let stopped: readonly Violation[] = [];
  let isShowing = true;
  const modelText = await parts.models.word(
    {
      shopId: turn.shop.shopId,
      plan,
      templateText,
      customerText: turn.incomingText.text,
      language,
      tone: turn.shop.settings.tone,
      facts: decided.facts,
      timeLeft,
      isRight: (text) => checkDraft(text, context).ok,
      onCall: (call) => modelCalls.push(call),
    },
    (sentence) => {
      if (!isShowing) return true;
      const checked = checkBeginning(live.shown() + sentence, context);
      isShowing = checked.ok;
      if (checked.ok) live.say(sentence);
      // A beginning that is wrong makes no right reply; only a refusal is judged at its end.
      else if (checked.violations.some((violation) => violation.kind !== 'meaning')) stopped = checked.violations;
      return stopped.length === 0;
    },
  );
  const shown = live.shown();
  return {
    ...(modelText === undefined ? {} : { modelText }),
    ...(shown === '' ? {} : { shown }),
    ...(stopped.length === 0 ? {} : { stopped }),
    modelCalls,
  };
}
