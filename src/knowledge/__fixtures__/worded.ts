import type { KnowledgeAnswer, KnowledgeQuestion } from '../types.ts';
import { fill, knowledgeWording } from '../wording/packs.ts';

/** An answer in the words of its first variant, as a customer would read it. */
export function worded(answer: KnowledgeAnswer, language: KnowledgeQuestion['language']): string {
  if (answer.kind === 'approved') return answer.text;
  if (answer.kind === 'unknown') return '';
  const wording = knowledgeWording[language][answer.key]?.[0];
  return wording === undefined ? `no wording for ${answer.key}` : fill(wording, answer.parameters, language);
}

/** Numbers as they stand in a text, without thousands separators and leading or trailing zeros. */
export function numbersIn(text: string): readonly string[] {
  return (text.normalize('NFKC').match(/\d+(?:,\d{3})*(?:\.\d+)?/g) ?? []).map((number) =>
    String(Number(number.replaceAll(',', ''))),
  );
}

/** Numbers that the facts of an answer state; amounts in the major unit. */
export function numbersOfFacts(answer: Exclude<KnowledgeAnswer, { kind: 'unknown' }>): ReadonlySet<string> {
  const texts = answer.facts.flatMap((fact) => [
    fact.kind === 'money' ? String(Number(fact.value) / 100) : String(fact.value),
    fact.title,
  ]);
  return new Set(texts.flatMap(numbersIn));
}
