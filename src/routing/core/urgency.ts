/** What is known of a waiting conversation that may move it forward. */
export type UrgencyFacts = {
  /** Why a person was asked for, as the hand-off says it: 'risk', 'emotion', 'bad-rating', 'asked' … */
  reason: string;
  emotion: string;
  /** 0 to 3. */
  intensity: number;
  /** The customer's level in the shop, e.g. 'gold'. */
  memberLevel: string;
  orderStage?: OrderStage;
  /** Seconds within which somebody of this channel is promised an answer; a shorter promise is served earlier. */
  targetSeconds?: number;
  /** Has lost its place without own fault (an agent who went away or stayed silent, a transfer). */
  isReturning?: boolean;
};

/** Moments of an order in which minutes matter. */
export const orderStages = ['cancel-window-closing', 'payment-failing', 'parcel-stuck', 'none'] as const;
export type OrderStage = (typeof orderStages)[number];

/** One reason in the composite order: as if the customer had come `seconds` earlier. The keys are words of `routing.urgency.*`. */
export type UrgencyPart = { key: UrgencyKey; seconds: number };
export type UrgencyKey =
  | 'risk'
  | 'strong-emotion'
  | 'emotion'
  | 'bad-rating'
  | 'valued-customer'
  | 'cancel-window-closing'
  | 'payment-failing'
  | 'parcel-stuck'
  | 'returning'
  | 'shorter-promise';

/** Promise that moves nobody; shorter ones move forward by the difference, longer ones backwards. */
const usualTargetSeconds = 30;
const risks = ['risk'];
const valuedLevels = ['gold', 'black', 'diamond', 'vip', 'svip', '金卡', '黑卡', '钻石', '鑽石'];

/** Reasons move somebody forward by at most this much, a longer promise backward by at most that much. */
const forwardSeconds = 1_500;
const backwardSeconds = 300;

/**
 * Nobody is served after somebody who came so much later and could be served by the same person, whatever that one's reasons: the
 * proven bound against starvation (property test of the core).
 */
export const starvationBoundSeconds = forwardSeconds + backwardSeconds;

/** Steps towards the front, in seconds; a table, so that a shop may read it. */
const steps: readonly { key: UrgencyKey; seconds: number; applies(facts: UrgencyFacts): boolean }[] = [
  { key: 'risk', seconds: 720, applies: (facts) => risks.includes(facts.reason) },
  { key: 'strong-emotion', seconds: 360, applies: (facts) => facts.intensity >= 3 },
  {
    key: 'emotion',
    seconds: 180,
    applies: (facts) => facts.reason === 'emotion' || (facts.emotion === 'angry' && facts.intensity >= 2),
  },
  { key: 'bad-rating', seconds: 180, applies: (facts) => facts.reason === 'bad-rating' },
  { key: 'valued-customer', seconds: 180, applies: (facts) => valuedLevels.includes(facts.memberLevel.toLowerCase()) },
  { key: 'cancel-window-closing', seconds: 480, applies: (facts) => facts.orderStage === 'cancel-window-closing' },
  { key: 'payment-failing', seconds: 420, applies: (facts) => facts.orderStage === 'payment-failing' },
  { key: 'parcel-stuck', seconds: 120, applies: (facts) => facts.orderStage === 'parcel-stuck' },
  { key: 'returning', seconds: 540, applies: (facts) => facts.isReturning === true },
];

/** The reasons for which this conversation goes before others that came at the same time. */
export function urgencyOf(facts: UrgencyFacts): UrgencyPart[] {
  const parts = steps.filter((step) => step.applies(facts)).map(({ key, seconds }) => ({ key, seconds }));
  const shorter = usualTargetSeconds - (facts.targetSeconds ?? usualTargetSeconds);
  return shorter === 0 ? parts : [...parts, { key: 'shorter-promise', seconds: shorter }];
}

/**
 * The moment (milliseconds) by which the order goes: arrival less all reasons, within the bounds. A longer wait and a stronger reason
 * bring somebody forward at the same rate, so the order of two who wait never changes while they wait.
 */
export function serveByOf(queuedAt: number, parts: readonly UrgencyPart[]): number {
  const seconds = parts.reduce((sum, part) => sum + part.seconds, 0);
  return queuedAt - Math.max(-backwardSeconds, Math.min(forwardSeconds, seconds)) * 1_000;
}
