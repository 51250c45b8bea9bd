import type { Fact, LocalizedText, Product } from '../commerce/index.ts';

/** Period of validity; absent bounds are open. UTC instants, end exclusive. */
export type Validity = { validFrom?: string; validTo?: string };

export type FaqEntry = Validity & {
  id: string;
  topic: string;
  intent: string;
  questions: { 'zh-CN': readonly string[]; 'zh-TW': readonly string[]; en: readonly string[] };
  answer: LocalizedText;
  policies: readonly string[];
  /** Asked in nearly these words, the answer goes before whatever could be computed ("学生有优惠吗" is no wish for the list of campaigns). */
  goesFirst?: boolean | undefined;
};

export type Policy = Validity & {
  id: string;
  kind: string;
  title: LocalizedText;
  summary: LocalizedText;
  text: LocalizedText;
  parameters: Readonly<Record<string, unknown>>;
};

export const promotionKinds = [
  'full-reduction',
  'coupon',
  'second-half',
  'presale-deposit',
  'flash-price',
  'gift',
  'member-discount',
] as const;
export type PromotionKind = (typeof promotionKinds)[number];

export type PromotionScope = { all: true } | { categories: readonly string[] } | { products: readonly string[] };

/** A promotion with its exact validity; `rule` is read by the price rules per kind (promotion-rule.ts). */
export type Promotion = Validity & {
  id: string;
  kind: PromotionKind;
  title: LocalizedText;
  description: LocalizedText;
  scope: PromotionScope;
  rule: Readonly<Record<string, unknown>>;
  stacksWith: readonly PromotionKind[];
  priority: number;
};

export type ShippingZone = {
  id: string;
  name: LocalizedText;
  provinces: readonly string[];
  feeFen: number;
  freeFromFen: number | null;
  days: readonly [number, number];
  carriers: readonly string[];
};

export type ShippingRules = {
  carriers: readonly { id: string; name: LocalizedText }[];
  zones: readonly ShippingZone[];
  cutOff: string;
  shipWithinHours: number;
  /** Further sentences of the shop on shipping, with the values that they name. */
  rules?: readonly { id: string; text: LocalizedText; parameters: Readonly<Record<string, unknown>> }[];
};

/** In which order promotions are applied to a basket, and which never meet on one line. */
export type Stacking = {
  order: readonly PromotionKind[];
  exclusive: readonly (readonly [PromotionKind, PromotionKind])[];
  maxCoupons: number;
  /** The rule in the shop's own words. */
  text: LocalizedText;
};

/** A wish that the shop has taught by examples, and what is done about it. */
export type OwnIntent = Validity & {
  id: string;
  name: string;
  examples: readonly string[];
  leadsTo:
    | { kind: 'intent'; intent: string }
    | { kind: 'answer'; faqId: string }
    | { kind: 'person'; skillGroup: string };
};

/** Everything a shop knows, as one immutable release; built from database rows and the catalogue. */
export type KnowledgeContent = {
  release: number;
  timeZone: string;
  currency: string;
  products: readonly Product[];
  faqs: readonly FaqEntry[];
  policies: readonly Policy[];
  promotions: readonly Promotion[];
  shipping: ShippingRules | null;
  categories: readonly { id: string; name: LocalizedText }[];
  /** Wishes that this shop has taught; none where left out. */
  intents?: readonly OwnIntent[];
  stacking?: Stacking;
};

/** What the walk asks. `asOf` decides which promotions and facts exist at all. */
export type KnowledgeQuestion = {
  intent: string;
  /** What else the understanding took it for, with its confidences; a doubtful intent then rules out less. */
  alternatives?: readonly { intent: string; confidence: number }[];
  text: string;
  language: 'zh-CN' | 'zh-TW' | 'en';
  productIds: readonly string[];
  asOf: Date;
  memberLevel?: string;
  /** What the customer has spent so far, in minor units, where the shop system counts it. */
  memberSpent?: number;
  /** Products that the customer bought before, the latest first; only of somebody who is known. */
  boughtIds?: readonly string[];
  /** What staff keep about the customer in words ("敏感肌"); it orders recommendations and nothing else. */
  portrait?: readonly string[];
  /** The customer's words before these: a place named there still holds ("寄乌鲁木齐几号能到", "邮费咋算"). */
  saidBefore?: string;
  /** Goods shown before, when others are asked for. */
  seenIds?: readonly string[];
  province?: string;
  heightCm?: number;
  weightKg?: number;
  budget?: number;
  /** What the shop's embedder says of the text; counts only once the approved questions have been learned from it too. */
  vector?: Float32Array;
};

/**
 * Answer with its sources, a question that would narrow it down, or an honest "unknown".
 * `facts` are all that the text may name; `score` 0…1 is calibrated.
 */
export type KnowledgeAnswer =
  | {
      kind: 'facts';
      key: string;
      parameters: Readonly<Record<string, string | number | LocalizedText>>;
      facts: readonly Fact[];
      products: readonly string[];
      score: number;
    }
  | { kind: 'approved'; text: string; facts: readonly Fact[]; score: number; faqId?: string; policyId?: string }
  | {
      kind: 'narrow';
      key: string;
      parameters: Readonly<Record<string, string | number | LocalizedText>>;
      options: readonly { label: LocalizedText | string; value: string }[];
      products: readonly string[];
      facts: readonly Fact[];
    }
  | { kind: 'unknown'; nearest: readonly { id: string; title: string; score: number }[] };

/** What a question is about, its plain wording where the shop knows one, and whether the words leave no doubt. */
export type ShopQuestion = { intent: string; text: string; isPlain: boolean };

/** The question about goods that a talk is at: its words so far, and what its answer showed, in that order. */
export type Thread = {
  intent: string;
  text: string;
  productIds: readonly string[];
  /** The one of them that was spoken of last. */
  pickedId?: string | undefined;
};

/** A short message in the light of the thread: the whole question that it stands for. */
export type FollowUp = {
  intent: string;
  text: string;
  productIds: readonly string[];
  seenIds?: readonly string[];
};

/** In-memory index of one shop's release; synchronous, and pure but for what it learns of an embedder. */
export type KnowledgeIndex = {
  release: number;
  answer(question: KnowledgeQuestion): KnowledgeAnswer;
  /** Intent of an approved question that is asked here in nearly its own words, whatever the classifier makes of them. */
  recognise(text: string, asOf: Date): string | undefined;
  /** A question about goods that the words themselves prove, named or spoken of before; undefined where they do not. */
  recogniseProduct(
    text: string,
    talk: {
      productIds: readonly string[];
      lastIntent?: string | undefined;
      namedIds?: readonly string[] | undefined;
      apartIds?: readonly string[] | undefined;
      shownIds?: readonly string[] | undefined;
      previousText?: string | undefined;
      isLost?: boolean | undefined;
    },
  ):
    | {
        intent: string;
        productIds: readonly string[];
        text: string;
        isNamed: boolean;
        isQuestion: boolean;
        isStated: boolean;
        isSought?: boolean;
      }
    | undefined;
  /** What a short message means behind the question that the talk is at; undefined where it stands for itself. */
  readFollowUp(text: string, thread: Thread): FollowUp | undefined;
  /** A question of the shop's offers, members or payment that the words themselves prove. */
  recogniseShopQuestion(text: string, lastIntent?: string): ShopQuestion | undefined;
  /** Approved questions whose vectors may be learned, one for each in this order; then questions with a vector are mixed. */
  meaning?: { phrasings: readonly string[]; learn(vectors: readonly Float32Array[]): void };
  /** An approved question by its id. */
  findQuestion(faqId: string): FaqEntry | undefined;
  /** Facts by id as of a moment, for "why did it say that". */
  findFact(id: string, asOf: Date): Fact | undefined;
};
