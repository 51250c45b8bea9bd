import type { Fact, Product } from '../../commerce/index.ts';
import type { KnowledgeContent } from '../types.ts';
import { isOverAt, isValidAt } from '../validity.ts';
import { productFact, variantFact } from './product-facts.ts';
import { shippingFact } from './shipping-facts.ts';
import type { Language } from './texts.ts';

/** Facts by the id of their node in the shop's graph, e.g. "product:NYA001/attribute/material", "variant:X/price". */
export type FactBook = {
  /** Undefined where the node does not exist or was not valid at the moment. */
  find(id: string, asOf: Date, language?: Language): Fact | undefined;
  /** Those of the ids that exist, in order. */
  findAll(ids: readonly string[], asOf: Date, language: Language): readonly Fact[];
};

/** What fact builders see of the shop. */
export type FactSource = {
  content: KnowledgeContent;
  products: ReadonlyMap<string, Product>;
  /** Product of a variant. */
  owners: { get(variantId: string): Product | undefined };
};

/** Reads facts of one release; nothing is stored twice, an id is looked up in the content itself. */
export function openFactBook(source: FactSource): FactBook {
  const byId = {
    faq: new Map(source.content.faqs.map((entry) => [entry.id, entry])),
    policy: new Map(source.content.policies.map((entry) => [entry.id, entry])),
    promotion: new Map(source.content.promotions.map((entry) => [entry.id, entry])),
    category: new Map(source.content.categories.map((entry) => [entry.id, entry])),
  };
  const kinds: Readonly<Record<string, (node: string, property: string, at: Moment) => Fact | undefined>> = {
    faq: (node, _property, { asOf, language }) => {
      const entry = byId.faq.get(node);
      if (entry === undefined || !isValidAt(entry, asOf)) return undefined;
      return text(
        `faq:${node}`,
        entry.questions[language][0] ?? entry.questions['zh-CN'][0] ?? node,
        entry.answer[language],
        entry,
      );
    },
    policy: (node, property, at) => policyFact(byId.policy.get(node), property, at),
    promotion: (node, property, at) => promotionFact(byId.promotion.get(node), property, at),
    category: (node, _property, { language }) => {
      const entry = byId.category.get(node);
      return (
        entry && { id: `category:${node}`, title: entry.name[language], kind: 'name', value: entry.name[language] }
      );
    },
    stacking: (_node, _property, { language }) =>
      source.content.stacking && text('stacking:rule', 'stacking', source.content.stacking.text[language]),
    product: (node, property, { language }) => productFact(source.products.get(node), property, language),
    variant: (node, property, { language }) => variantFact(source, node, property, language),
    shipping: (node, property, { language }) => shippingFact(source.content, node, property, language),
  };

  function find(id: string, asOf: Date, language: Language = 'zh-CN'): Fact | undefined {
    const colon = id.indexOf(':');
    const slash = id.indexOf('/');
    const node = id.slice(colon + 1, slash < 0 ? undefined : slash);
    return kinds[id.slice(0, colon)]?.(node, slash < 0 ? '' : id.slice(slash + 1), { asOf, language });
  }

  return {
    find,
    findAll: (ids, asOf, language) => ids.map((id) => find(id, asOf, language)).filter((fact) => fact !== undefined),
  };
}

type Moment = { asOf: Date; language: Language };

function policyFact(
  policy: KnowledgeContent['policies'][number] | undefined,
  property: string,
  { asOf, language }: Moment,
): Fact | undefined {
  if (policy === undefined || !isValidAt(policy, asOf)) return undefined;
  if (property === '') return text(`policy:${policy.id}`, policy.title[language], policy.text[language], policy);
  const value = policy.parameters[property];
  if (typeof value !== 'number') return undefined;
  return { id: `policy:${policy.id}/${property}`, title: policy.title[language], kind: 'number', value };
}

function promotionFact(
  promotion: KnowledgeContent['promotions'][number] | undefined,
  property: string,
  { asOf, language }: Moment,
): Fact | undefined {
  if (promotion === undefined || isOverAt(promotion, asOf)) return undefined;
  const title = promotion.title[language];
  const bounds = { ends: promotion.validTo, starts: promotion.validFrom };
  if (property === 'ends' || property === 'starts') {
    const value = bounds[property];
    return value === undefined
      ? undefined
      : { id: `promotion:${promotion.id}/${property}`, title, kind: 'date-time', value };
  }
  return text(`promotion:${promotion.id}`, title, promotion.description[language], promotion);
}

function text(id: string, title: string, value: string, validity: { validFrom?: string; validTo?: string } = {}): Fact {
  return {
    id,
    title,
    kind: 'text',
    value,
    ...(validity.validFrom === undefined ? {} : { validFrom: validity.validFrom }),
    ...(validity.validTo === undefined ? {} : { validTo: validity.validTo }),
  };
}
