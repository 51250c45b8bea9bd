import type { LocalizedText } from '../commerce/index.ts';
import type { KnowledgeFinding } from './check-knowledge.ts';
import type { FaqEntry, KnowledgeContent } from './types.ts';

/** What the entries that findings name are called, by id: an id of an import tells nobody which question is meant. */
export function findingTitles(
  { faqs, policies, promotions, products, intents = [] }: KnowledgeContent,
  findings: readonly KnowledgeFinding[],
): Readonly<Record<string, LocalizedText>> {
  const named = new Set(findings.flatMap((finding) => finding.items));
  const productOf = (id: string) => /^product:([^/]+)/.exec(id)?.[1];
  const wanted = new Set([...named].flatMap((id) => productOf(id) ?? []));
  const names = new Map(
    products.flatMap((one) => (wanted.has(one.productId) ? [[one.productId, one.name] as const] : [])),
  );
  const titles = [
    ...faqs.map((entry) => [entry.id, firstQuestion(entry)] as const),
    ...[...policies, ...promotions].map(({ id, title }) => [id, title] as const),
    ...intents.map(({ id, name }) => [id, { 'zh-CN': name, 'zh-TW': name, en: name }] as const),
    ...[...named].flatMap((id) => {
      const name = names.get(productOf(id) ?? '');
      return name === undefined ? [] : [[id, name] as const];
    }),
  ];
  return Object.fromEntries(titles.filter(([id]) => named.has(id)));
}

/** In a language without a phrasing of its own, another one's. */
function firstQuestion({ id, questions }: FaqEntry): LocalizedText {
  const other = questions['zh-CN'][0] ?? questions['zh-TW'][0] ?? questions.en[0] ?? id;
  return { 'zh-CN': other, 'zh-TW': questions['zh-TW'][0] ?? other, en: questions.en[0] ?? other };
}
