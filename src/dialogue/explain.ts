import type { Fact, LocalizedText } from '../commerce/index.ts';
import type { ReplyLanguage, Understanding } from '../understanding/index.ts';
import { builtInFlows } from './flows/load-flows.ts';
import type { Decision, HandOffReason } from './types.ts';
import { fill } from './wording/fill.ts';
import { hasWording, localized, packs } from './wording/packs.ts';

/** What is known of a turn that went out; the fields of a turn trace that the explanation needs. */
export type ExplainInput = {
  understanding: Understanding;
  understoodBy?: 'embedded' | 'model';
  decisions: readonly { kind: Decision['kind']; reason: string }[];
  actions?: readonly { name: string; state: 'checked' | 'refused' | 'done' | 'read' }[];
  facts: readonly Fact[];
  flow?: string;
  draftedBy?: 'template' | 'approved' | 'model' | 'none';
  guard?: { verdict: 'passed' | 'replaced'; violations: readonly string[] };
  handOff?: { reason: HandOffReason };
  loadLevel?: string;
};

/** Why a turn answered as it did, one thought per sentence, for the desk and the trainer. */
export function explainTurn(input: ExplainInput, language: ReplyLanguage): readonly string[] {
  const say = (key: string, parameters: Readonly<Record<string, string | number | LocalizedText>> = {}) =>
    fill(packs[language][key]?.[0] ?? key, parameters, { language, timeZone: 'Asia/Shanghai', currency: 'CNY' });
  return [
    ...explainReading(input, language, say),
    ...explainDeciding(input, language, say),
    ...explainDrafting(input, say),
  ];
}

type Say = (key: string, parameters?: Readonly<Record<string, string | number | LocalizedText>>) => string;

function explainReading(
  { understanding, understoodBy }: ExplainInput,
  language: ReplyLanguage,
  say: Say,
): readonly string[] {
  const { intents, furtherIntents, emotion, intensity, risks, entities } = understanding;
  const [main] = intents;
  const separator = language === 'en' ? ', ' : '、';
  const further = furtherIntents.filter((one) => one.intent !== main?.intent);
  return [
    ...(main === undefined
      ? []
      : [
          say('explain.read', {
            intent: intentWords(main.intent, language),
            confidence: Math.round(main.confidence * 100),
          }),
        ]),
    ...(further.length === 0
      ? []
      : [say('explain.further', { intents: further.map((one) => intentWords(one.intent, language)).join(separator) })]),
    ...(entities.length === 0
      ? []
      : [say('explain.entities', { entities: entities.map((one) => one.text).join(separator) })]),
    ...(intensity === 0
      ? []
      : [
          say('explain.emotion', {
            emotion: localized(`emotion.${emotion}`),
            intensity: localized(`intensity.${intensity}`),
          }),
        ]),
    ...(risks.length === 0 ? [] : [say('explain.risk', { risks: risks.join(separator) })]),
    ...(understoodBy === 'model' ? [say('explain.by-model')] : []),
  ];
}

function explainDeciding(
  { flow, decisions, actions = [], handOff }: ExplainInput,
  language: ReplyLanguage,
  say: Say,
): readonly string[] {
  const title = flow === undefined ? undefined : builtInFlows().get(flow)?.title;
  const last = decisions.at(-1);
  const reason = handOff === undefined ? '' : localized(`summary.reason.${handOff.reason}`)[language];
  return [
    ...(title === undefined ? [] : [say('explain.flow', { flow: title })]),
    ...actions.map((one) => say(`explain.action.${one.state}`, { action: actionWords(one.name) })),
    ...(last === undefined ? [] : [say(`explain.decision.${last.kind}`, { reason })]),
  ];
}

function explainDrafting({ facts, draftedBy, guard, loadLevel }: ExplainInput, say: Say): readonly string[] {
  const separator = '; ';
  const named = facts.slice(0, 8).map((fact) => `${fact.title} = ${fact.value}`);
  return [
    named.length === 0 ? say('explain.no-facts') : say('explain.facts', { facts: named.join(separator) }),
    ...(draftedBy === undefined ? [] : [say(`explain.drafted.${draftedBy}`)]),
    ...(guard?.verdict === 'replaced'
      ? [say('explain.guard.replaced', { violations: guard.violations.join(separator) })]
      : []),
    ...(loadLevel === undefined || loadLevel === 'normal' ? [] : [say('explain.load', { level: loadLevel })]),
  ];
}

function intentWords(intent: string, language: ReplyLanguage): string {
  const key = `intent.${intent}`;
  return hasWording(key) ? localized(key)[language] : intent;
}

function actionWords(name: string): LocalizedText | string {
  return builtInFlows().get(name)?.title ?? localized(`explain.action-name.${name}`);
}
