import type { KnowledgeFinding } from './check-knowledge.ts';
import { normaliseForSearch } from './retrieval/normalise.ts';
import { buildQuestionSearch, type QuestionSearch } from './retrieval/question-search.ts';
import type { FaqEntry, Validity } from './types.ts';

/** A search over all phrasings, for comparing entries with each other. */
export function searchOfPhrasings(faqs: readonly FaqEntry[]): QuestionSearch {
  return buildQuestionSearch(
    faqs.map((entry) => ({
      id: entry.id,
      intent: entry.intent,
      title: entry.id,
      phrasings: Object.values(entry.questions).flat(),
      body: [],
    })),
  );
}

/**
 * Two approved answers to one question that cannot both be true: other numbers of the same unit ("7 天" and "15 天"), or a yes and a no.
 * Answers that are never valid at the same time do not meet.
 */
export function answerConflicts(faqs: readonly FaqEntry[], search: QuestionSearch): readonly KnowledgeFinding[] {
  const byId = new Map(faqs.map((entry) => [entry.id, entry]));
  const found = new Map<string, KnowledgeFinding>();
  for (const entry of faqs)
    for (const question of new Set(Object.values(entry.questions).flat()))
      for (const { id, signals } of search.find(question, entry.intent, nearestLooked)) {
        const other = byId.get(id);
        if (other === undefined || id === entry.id || signals.cosine < sameQuestion || !meet(entry, other)) continue;
        const difference = differenceOf(entry.answer['zh-CN'], other.answer['zh-CN']);
        const items = [entry.id, id].toSorted();
        if (difference !== undefined && !found.has(items.join()))
          found.set(items.join(), { kind: 'contradiction', items, detail: `${question}: ${difference}` });
      }
  return [...found.values()];
}

/** Numbers with the unit that makes them a promise: "7天", "48小时", "12元", "95折", "7 days". */
export function termsOf(text: string): readonly { number: string; unit: string }[] {
  return [...text.normalize('NFKC').toLowerCase().matchAll(numberWithUnit)].map(([, number = '', unit = '']) => ({
    number,
    unit: unit.replace(/s$/, ''),
  }));
}

const numberWithUnit =
  /(\d+(?:[–-]\d+)?)\s*(天|小时|个月|工作日|元|折|次|期|积分|年|days?\b|hours?\b|months?\b|years?\b|yuan\b)/g;

const nearestLooked = 4;
/** Of the cosine between two phrasings: below it they may well ask for different things. */
const sameQuestion = 0.85;

function meet(one: Validity, other: Validity): boolean {
  const startsBefore = (first: Validity, second: Validity) =>
    first.validFrom === undefined ||
    second.validTo === undefined ||
    Date.parse(first.validFrom) < Date.parse(second.validTo);
  return startsBefore(one, other) && startsBefore(other, one);
}

function differenceOf(one: string, other: string): string | undefined {
  const [first, second] = [termsByUnit(one), termsByUnit(other)];
  for (const [unit, numbers] of first) {
    const others = second.get(unit);
    if (others !== undefined && [...numbers].every((number) => !others.has(number)))
      return `${[...numbers].join('/')} ${unit} ≠ ${[...others].join('/')} ${unit}`;
  }
  const [yes, no] = [polarityOf(one), polarityOf(other)];
  return yes !== undefined && no !== undefined && yes !== no
    ? `${beginningOf(one)} ≠ ${beginningOf(other)}`
    : undefined;
}

function termsByUnit(text: string): ReadonlyMap<string, ReadonlySet<string>> {
  const byUnit = new Map<string, Set<string>>();
  for (const { number, unit } of termsOf(text)) byUnit.set(unit, (byUnit.get(unit) ?? new Set()).add(number));
  return byUnit;
}

/** Does an answer begin with a yes or a no; most begin with neither. */
function polarityOf(answer: string): 'yes' | 'no' | undefined {
  const plain = normaliseForSearch(answer).replace(/^(?:亲爱的|亲|您好|你好|hi|hello)\s*/u, '');
  if (/^(?:不(?!仅|但|管|论|同|少|错|用担心|要着急)|没有|没法|无法|暂不|暂时不|抱歉|很抱歉|no\b|sorry\b)/u.test(plain))
    return 'no';
  return /^(?:可以|能|支持|有的|会的|是的|包邮|当然|yes\b)/u.test(plain) ? 'yes' : undefined;
}

const beginningOf = (answer: string) => /^[^。！!；;\n]{0,20}/u.exec(answer)?.[0] ?? '';
