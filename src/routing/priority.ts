/** What decides how urgent a waiting conversation is. */
export type PriorityInput = { reason: string; emotion: string; intensity: number; memberLevel: string };

/** 0 is served first, 9 last. */
const normal = 5;

/** Steps towards the front, each with its reason; a table, so that a shop may read it. */
const steps: readonly { name: string; by: number; applies(input: PriorityInput): boolean }[] = [
  { name: 'risk', by: 4, applies: (input) => input.reason === 'risk' },
  { name: 'strong-emotion', by: 2, applies: (input) => input.intensity >= 3 },
  {
    name: 'emotion',
    by: 1,
    applies: (input) => input.reason === 'emotion' || (input.emotion === 'angry' && input.intensity >= 2),
  },
  { name: 'bad-rating', by: 1, applies: (input) => input.reason === 'bad-rating' },
  { name: 'valued-customer', by: 1, applies: (input) => ['gold', 'black', '金卡', '黑卡'].includes(input.memberLevel) },
];

/** Priority of a hand-off from its reason, emotion and the customer's level. */
export function priorityOf(input: PriorityInput): number {
  const forward = steps.filter((step) => step.applies(input)).reduce((sum, step) => sum + step.by, 0);
  return Math.max(0, normal - forward);
}
