import type { SkillGroup } from '../flows/flow-definition.ts';
import type { HandOffReason } from '../types.ts';

/** Beginning of an intent → group; the longest fitting beginning wins. */
const groupsByIntent: readonly (readonly [string, SkillGroup])[] = [
  ['product.', 'presale'],
  ['price.', 'presale'],
  ['promo.', 'presale'],
  ['promo.price_protect', 'aftersale'],
  ['member.', 'presale'],
  ['order.place', 'presale'],
  ['order.', 'aftersale'],
  ['pay.', 'invoice-payment'],
  ['invoice.', 'invoice-payment'],
  ['ship.', 'logistics'],
  ['track.', 'logistics'],
  ['return.', 'aftersale'],
  ['exchange.', 'aftersale'],
  ['refund.', 'aftersale'],
  ['repair.', 'aftersale'],
  ['issue.', 'aftersale'],
  ['review.', 'complaint'],
  ['complaint', 'complaint'],
  ['compensation.', 'complaint'],
  ['account.', 'aftersale'],
  ['buy.', 'presale'],
];

const groupsByReason: Readonly<Partial<Record<HandOffReason, SkillGroup>>> = {
  risk: 'complaint',
  'bad-rating': 'complaint',
};

/** Which people should take a conversation over, by why and by what it is about. */
export function skillGroupFor(reason: HandOffReason, intent: string | undefined): SkillGroup {
  const byReason = groupsByReason[reason];
  if (byReason !== undefined) return byReason;
  const fitting = groupsByIntent.filter(([beginning]) => intent?.startsWith(beginning));
  return fitting.sort(([a], [b]) => b.length - a.length)[0]?.[1] ?? 'aftersale';
}
