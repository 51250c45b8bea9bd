import type { Fact, LocalizedText, Product } from '../../commerce/index.ts';
import type { Language } from '../facts/texts.ts';
import { normaliseForSearch, simplify } from '../retrieval/normalise.ts';
import type { KnowledgeAnswer, KnowledgeQuestion } from '../types.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/**
 * Computes the answer to one kind of question from facts. `isSure` answers go before approved FAQ answers, the others
 * only where no FAQ fits. Undefined: this answerer has nothing to say.
 */
export type Answerer = (asked: Asked, shop: ShopKnowledge) => Answering | undefined;
export type Answering = { answer: KnowledgeAnswer; isSure: boolean };

/** A question with what answerers need of it again and again. */
export type Asked = KnowledgeQuestion & {
  /** Every intent that was considered, with its probability. */
  intents: ReadonlyMap<string, number>;
  /** The text as search compares it. */
  normalised: string;
  /** The text in simplified characters with its punctuation, for numbers and prices. */
  plain: string;
  /** Products in focus, else those that the text names. */
  products: readonly Product[];
};

export type Parameters = Readonly<Record<string, string | number | LocalizedText>>;

export function toAsked(question: KnowledgeQuestion, shop: ShopKnowledge): Asked {
  const normalised = normaliseForSearch(question.text);
  const given = question.productIds.map((id) => shop.products.get(id)).filter((product) => product !== undefined);
  return {
    ...question,
    intents: probabilities(question),
    normalised,
    plain: simplify(question.text),
    products: given.length > 0 ? namedOf(given, normalised, shop) : shop.finder.named(normalised),
  };
}

/** Of several goods that a word may mean those whose whole name or nickname it is ("面霜", not every product that ends so). */
function namedOf(given: readonly Product[], normalised: string, shop: ShopKnowledge): readonly Product[] {
  if (given.length < 2) return given;
  const named = shop.finder.named(normalised).filter((product) => given.includes(product));
  return named.length > 0 ? named : given;
}

/** Without alternatives the intent is taken as certain. */
function probabilities({ intent, alternatives }: KnowledgeQuestion): ReadonlyMap<string, number> {
  if (alternatives === undefined || alternatives.length === 0) return new Map([[intent, 1]]);
  const known = new Map(alternatives.map((one) => [one.intent, one.confidence]));
  return known.has(intent) ? known : known.set(intent, 1);
}

/** What an answer of facts consists of. */
export type FactsInput = {
  key: string;
  parameters: Parameters;
  /** Ids of the facts that the text names; unknown ones are left out. */
  factIds?: readonly string[];
  /** Facts that were computed and are no node of the graph. */
  facts?: readonly Fact[];
  products?: readonly Product[];
  score?: number;
  isSure?: boolean;
};

/** An answer of facts; `score` defaults to sure knowledge. */
export function answerFacts(asked: Asked, shop: ShopKnowledge, input: FactsInput): Answering {
  return {
    isSure: input.isSure ?? true,
    answer: {
      kind: 'facts',
      key: `answer.${input.key}`,
      parameters: input.parameters,
      facts: [...shop.facts.findAll(input.factIds ?? [], asked.asOf, asked.language), ...(input.facts ?? [])],
      products: (input.products ?? []).map((product) => product.productId),
      score: input.score ?? 0.95,
    },
  };
}

/** A shop's own words that answer the question: a policy, or a sentence of its shipping rules. */
export function answerApproved(
  asked: Asked,
  shop: ShopKnowledge,
  input: { text: string; factIds: readonly string[]; policyId?: string; score?: number; isSure?: boolean },
): Answering {
  return {
    isSure: input.isSure ?? false,
    answer: {
      kind: 'approved',
      text: input.text,
      facts: shop.facts.findAll(input.factIds, asked.asOf, asked.language),
      score: input.score ?? 0.8,
      ...(input.policyId === undefined ? {} : { policyId: input.policyId }),
    },
  };
}

/** Asks which product is meant, with up to three candidates as buttons. */
export function askWhichProduct(asked: Asked, shop: ShopKnowledge): Answering {
  const candidates = (asked.products.length > 1 ? asked.products : shop.finder.near(asked.normalised)).slice(0, 3);
  return narrow({
    key: candidates.length > 0 ? 'which-of-these' : 'which-product',
    options: candidates.map((product) => productOption(product, asked)),
    products: candidates,
  });
}

/** A question back that would narrow it down. */
export function narrow(input: {
  key: string;
  parameters?: Parameters;
  options: readonly { label: LocalizedText | string; value: string }[];
  products?: readonly Product[];
  facts?: readonly Fact[];
  isSure?: boolean;
}): Answering {
  return {
    isSure: input.isSure ?? false,
    answer: {
      kind: 'narrow',
      key: `answer.narrow.${input.key}`,
      parameters: input.parameters ?? {},
      options: input.options,
      products: (input.products ?? []).map((product) => product.productId),
      facts: input.facts ?? [],
    },
  };
}

/** A product as a button; what it sends repeats the question, so that the next turn can answer it by itself. */
export function productOption(product: Product, asked: Asked): { label: LocalizedText; value: string } {
  return { label: product.name, value: `${product.name[asked.language]} ${asked.text}` };
}

/** Fact ids of the current prices of variants. */
export function priceIds(products: readonly Product[]): readonly string[] {
  return products.flatMap((product) => product.variants.map((variant) => `variant:${variant.variantId}/price`));
}

export type { Language };
