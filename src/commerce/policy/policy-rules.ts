import type { LocalizedText, ReturnClass } from '../types.ts';

/**
 * A policy as the shop writes it once, for its customers' eyes (`title`, `summary`) and for the rules (`parameters`). In force
 * from `validFrom` until before `validTo` (ISO instants, null for always). Parameters may name `provinces` and `categories`.
 */
export type PolicyEntry = {
  id: string;
  kind: string;
  title: LocalizedText;
  summary: LocalizedText;
  parameters: Readonly<Record<string, unknown>>;
  validFrom: string | null;
  validTo: string | null;
};

export const policyTopics = [
  'no-reason',
  'exception',
  'fault',
  'exchange',
  'damage',
  'freight',
  'insurance',
  'price-protection',
  'warranty',
  'invoice',
] as const;
export type PolicyTopic = (typeof policyTopics)[number];

/** What a rule is called where it is named. */
export type RuleName = { id: string; title: LocalizedText };

/** A rule ready to be asked. */
export type CompiledRule = RuleName & {
  from: number;
  to: number;
  provinces: ReadonlySet<string> | undefined;
  categories: ReadonlySet<string> | undefined;
  /** Days or hours of the topic's period. */
  period: number;
  /** A last day that is a public holiday moves to the next day that is none. */
  isExtended: boolean;
  /** Who pays for the way back, by kind of reason. */
  paidBy: Readonly<Record<string, string>>;
  exceptions: readonly { returnClass: string; when: string; needsConfirmation: boolean }[];
  /** How particular the rule is: a region's rule goes before a category's, that before a general one. */
  rank: number;
};

export type PolicySet = ReadonlyMap<PolicyTopic, readonly CompiledRule[]>;

/** Sorts policies by what they rule; those that say nothing that rules understand are left to the answers. Pure. */
export function compilePolicies(entries: readonly PolicyEntry[], fallback: readonly PolicyEntry[] = []): PolicySet {
  const set = new Map<PolicyTopic, CompiledRule[]>();
  const add = (entry: PolicyEntry, rank: number) => {
    for (const { topic, kind, period, needs } of topicTable) {
      if (entry.kind !== kind || entry.parameters[needs] === undefined) continue;
      const rules = set.get(topic) ?? [];
      rules.push(compiled(entry, period === undefined ? 0 : numberOf(entry.parameters[period]), rank));
      set.set(topic, rules);
    }
  };
  for (const entry of entries) add(entry, 1);
  for (const entry of fallback) add(entry, 0);
  for (const rules of set.values()) rules.sort((one, other) => other.rank - one.rank);
  return set;
}

/** The rule of a topic that is in force for these goods, there, at that time (milliseconds); the most particular one. */
export function ruleOf(
  set: PolicySet,
  topic: PolicyTopic,
  { at, category, province }: { at: number; category?: string | undefined; province?: string | undefined },
): CompiledRule | undefined {
  return set
    .get(topic)
    ?.find(
      (rule) =>
        rule.from <= at &&
        at < rule.to &&
        (rule.categories === undefined || (category !== undefined && rule.categories.has(category))) &&
        (rule.provinces === undefined || (province !== undefined && rule.provinces.has(plainProvince(province)))),
    );
}

/** A province's name as people compare it: without 省, 市 … and in simplified characters where the two differ. */
export function plainProvince(name: string): string {
  return name
    .trim()
    .replaceAll('灣', '湾')
    .replace(/(?:壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|特別行政區|省|市)$/, '');
}

/** Which policies rule what: their kind, the parameter that makes them a rule, and the one with the period. */
const topicTable: readonly { topic: PolicyTopic; kind: string; needs: string; period?: string }[] = [
  { topic: 'no-reason', kind: 'return', needs: 'days', period: 'days' },
  { topic: 'exception', kind: 'return', needs: 'exceptions' },
  { topic: 'freight', kind: 'return', needs: 'paidBy' },
  { topic: 'insurance', kind: 'return', needs: 'priceFen' },
  { topic: 'fault', kind: 'return', needs: 'faultDays', period: 'faultDays' },
  { topic: 'fault', kind: 'warranty', needs: 'faultReturnDays', period: 'faultReturnDays' },
  { topic: 'exchange', kind: 'exchange', needs: 'days', period: 'days' },
  { topic: 'damage', kind: 'damage', needs: 'reportWithinHours', period: 'reportWithinHours' },
  { topic: 'price-protection', kind: 'price-protection', needs: 'days', period: 'days' },
  { topic: 'warranty', kind: 'warranty', needs: 'months', period: 'months' },
  { topic: 'warranty', kind: 'warranty', needs: 'basis' },
  { topic: 'invoice', kind: 'invoice', needs: 'requestWithinDays', period: 'requestWithinDays' },
];

function compiled(entry: PolicyEntry, period: number, ownRank: number): CompiledRule {
  const { parameters } = entry;
  const provinces = textsOf(parameters.provinces).map(plainProvince);
  const category =
    typeof parameters.category === 'string' && parameters.subcategory === undefined ? [parameters.category] : [];
  const categories = [...textsOf(parameters.categories), ...category];
  const isOnlySome = parameters.subcategory !== undefined;
  return {
    id: entry.id,
    title: entry.title,
    from: entry.validFrom === null ? Number.NEGATIVE_INFINITY : Date.parse(entry.validFrom),
    to: entry.validTo === null ? Number.POSITIVE_INFINITY : Date.parse(entry.validTo),
    provinces: provinces.length > 0 ? new Set(provinces) : undefined,
    // A rule for a part of a category is for people to read; products name only whole categories.
    categories: isOnlySome ? new Set() : categories.length > 0 ? new Set(categories) : undefined,
    period,
    isExtended: parameters.holidayExtension !== false,
    paidBy: recordOf(parameters.paidBy),
    exceptions: exceptionsOf(parameters.exceptions),
    rank: ownRank + (categories.length > 0 ? 2 : 0) + (provinces.length > 0 ? 4 : 0),
  };
}

function exceptionsOf(value: unknown): CompiledRule['exceptions'] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => {
    const record = objectOf(one);
    const { returnClass, when = 'always' } = record;
    if (typeof returnClass !== 'string' || !isReturnClass(returnClass)) return [];
    return [{ returnClass, when: String(when), needsConfirmation: record.requiresPurchaseConfirmation === true }];
  });
}

function isReturnClass(text: string): text is ReturnClass {
  return ['standard', 'sealed', 'fresh', 'digital', 'custom'].includes(text);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function recordOf(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(objectOf(value)).map(([key, one]) => [key, String(one)]));
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
