import type { ReplyLanguage } from '../../understanding/index.ts';
import type { AnswerPlan } from '../types.ts';
import { allowedValues, tokenSet } from './allowed-values.ts';
import { claimsIn } from './claims.ts';
import { type ForbiddenKind, findForbidden } from './forbidden-words.ts';
import { tokensOf } from './numbers.ts';
import { isInLanguage } from './script-check.ts';

export type DraftContext = {
  plan: AnswerPlan;
  /** The template's words for the same plan: all that the draft has to say, and no more. */
  templateText: string;
  language: ReplyLanguage;
  customerText?: string;
  /** Links of the shop itself, beside those of the plan. */
  allowedLinks?: readonly string[];
};

export type ViolationKind =
  | 'value'
  | 'missing'
  | 'link'
  | 'markup'
  | 'carrier'
  | 'meaning'
  | 'claim'
  | 'emoji'
  | 'language'
  | 'length'
  | ForbiddenKind;
export type Violation = { kind: ViolationKind; text: string };
export type DraftVerdict = { ok: true } | { ok: false; violations: readonly Violation[] };

/**
 * Whether a freely worded draft says what the plan says and nothing else: every number, amount, day, id and link comes from
 * the plan, nothing of it is left out, no promise, no forbidden word, the right language, and no selling to an upset customer.
 */
export function checkDraft(text: string, context: DraftContext): DraftVerdict {
  const violations = checks.flatMap((check) => check(text, context));
  return violations.length === 0 ? { ok: true } : { ok: false, violations };
}

/**
 * The same for the beginning of a draft that is still being written: what is there must be right, what is missing may still come.
 * A refusal cannot be judged by its beginning and is never let through.
 */
export function checkBeginning(text: string, context: DraftContext): DraftVerdict {
  if (isRefusal(context))
    return { ok: false, violations: [{ kind: 'meaning', text: 'a refusal is judged as a whole' }] };
  const violations = checks.filter((check) => check !== checkMissing).flatMap((check) => check(text, context));
  return violations.length === 0 ? { ok: true } : { ok: false, violations };
}

type Check = (text: string, context: DraftContext) => readonly Violation[];

const checks: readonly Check[] = [
  checkValues,
  checkMissing,
  checkMarkup,
  checkCarriers,
  checkMeaning,
  checkClaims,
  checkWords,
  checkSoothing,
  checkLanguage,
  checkLength,
];

function checkValues(
  text: string,
  { plan, templateText, customerText = '', allowedLinks = [] }: DraftContext,
): readonly Violation[] {
  const allowed = allowedValues(plan, templateText, customerText);
  const links = allowedLinks.map((link) => link.toLowerCase());
  return tokensOf(text).flatMap((token): readonly Violation[] => {
    if (allowed.has(token)) return [];
    if (token.kind === 'link')
      return links.some((link) => link.includes(token.value)) ? [] : [{ kind: 'link', text: token.text }];
    return [{ kind: 'value', text: token.text }];
  });
}

/** Ids, days and amounts of the template must all be there: a preview that leaves out the amount is no preview. */
function checkMissing(text: string, { templateText }: DraftContext): readonly Violation[] {
  const said = tokenSet(tokensOf(text));
  const needed = tokensOf(templateText).filter((token) => token.kind !== 'relative-day');
  return needed.filter((token) => !said.has(token)).map((token) => ({ kind: 'missing', text: token.text }));
}

function checkMarkup(text: string): readonly Violation[] {
  const found = /<\/?[a-z!][^>]*>|!?\[[^\]]*\]\([^)]*\)|```/i.exec(text);
  return found === null ? [] : [{ kind: 'markup', text: found[0] }];
}

const carrierPattern =
  /顺丰|順豐|中通|圆通|圓通|申通|韵达|韻達|极兔|極兔|邮政|郵政|京东快递|德邦|菜鸟|菜鳥|黑猫宅急便|黑貓|新竹物流|\b(?:EMS|UPS|USPS|FedEx|DHL)\b/g;

function checkCarriers(text: string, { plan, templateText }: DraftContext): readonly Violation[] {
  const known = `${templateText} ${plan.approvedText ?? ''} ${plan.facts.map((fact) => fact.value).join(' ')}`;
  const named = [...new Set(text.match(carrierPattern) ?? [])];
  return named.filter((name) => !known.includes(name)).map((name) => ({ kind: 'carrier', text: name }));
}

const refusal =
  /不能|无法|無法|不支持|不支援|不可以|没有|沒有|没法|不在|不了|还没|還沒|\bnot\b|n't\b|\bcannot\b|\bno longer\b|\bonly\b|\bunable\b/i;

/** A refusal must stay one. */
function checkMeaning(text: string, context: DraftContext): readonly Violation[] {
  return isRefusal(context) && !refusal.test(text) ? [{ kind: 'meaning', text: 'the refusal is gone' }] : [];
}

function isRefusal({ plan, templateText }: DraftContext): boolean {
  const isRefused = plan.sayings.some(
    (saying) => saying.key.startsWith('refused.') || saying.key.endsWith('.too-late'),
  );
  return isRefused && refusal.test(templateText);
}

/** What is said to be done or given must be so in the template: true numbers make no true deed. */
function checkClaims(text: string, { plan, templateText }: DraftContext): readonly Violation[] {
  const known = new Set(claimsIn(`${templateText}\n${plan.approvedText ?? ''}`).map((claim) => claim.kind));
  return claimsIn(text)
    .filter((claim) => !known.has(claim.kind))
    .map((claim) => ({ kind: 'claim', text: claim.text }));
}

function checkWords(text: string, { plan, templateText }: DraftContext): readonly Violation[] {
  const kinds: readonly ForbiddenKind[] = ['advertising', 'promise', 'hedging', 'contact'];
  const source = `${templateText} ${plan.approvedText ?? ''}`.normalize('NFKC');
  return kinds.flatMap((kind) =>
    findForbidden(text.normalize('NFKC'), kind)
      .filter((hit) => !source.includes(hit))
      .map((hit) => ({ kind, text: hit })),
  );
}

function checkSoothing(text: string, { plan, templateText }: DraftContext): readonly Violation[] {
  if (!plan.isSoothing) return [];
  const emoji = /\p{Extended_Pictographic}|[~～]$/u.exec(text);
  const selling = findForbidden(text, 'selling').filter((hit) => !templateText.includes(hit));
  return [
    ...(emoji === null ? [] : [{ kind: 'emoji' as const, text: emoji[0] }]),
    ...selling.map((hit) => ({ kind: 'selling' as const, text: hit })),
  ];
}

function checkLanguage(text: string, { plan, language }: DraftContext): readonly Violation[] {
  const parameters = plan.sayings.flatMap((saying) => Object.values(saying.parameters));
  const names = [
    ...parameters.map((value) => (typeof value === 'object' ? value[language] : String(value))),
    ...plan.facts.map((fact) => String(fact.value)),
  ];
  return isInLanguage(text, language, names) ? [] : [{ kind: 'language', text: language }];
}

/** Three times the template's length is no longer the same answer. */
function checkLength(text: string, { templateText }: DraftContext): readonly Violation[] {
  if (text.trim() === '') return [{ kind: 'length', text: 'empty' }];
  return text.length > Math.max(300, templateText.length * 3)
    ? [{ kind: 'length', text: `${text.length} characters` }]
    : [];
}
