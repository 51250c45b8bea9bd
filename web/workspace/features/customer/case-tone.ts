import type { AfterSalesCase } from '../../../api/index.ts';
import type { Tone } from '../../../ui/Badge.tsx';

/** States in which nobody has to act any more. */
export const endedStates: readonly AfterSalesCase['state'][] = ['success', 'closed', 'cancelled', 'failed'];

/** Colour of a case's state. */
export function caseTone(state: AfterSalesCase['state']): Tone {
  if (state === 'success') return 'success';
  if (state === 'dispute' || state === 'inspect-failed') return 'danger';
  return endedStates.includes(state) || state === 'rejected' ? 'neutral' : 'warning';
}
