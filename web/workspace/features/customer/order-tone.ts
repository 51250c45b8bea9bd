import type { Order } from '../../../api/index.ts';
import type { Tone } from '../../../ui/Badge.tsx';

const tones: Readonly<Partial<Record<Order['status'], Tone>>> = {
  unpaid: 'warning',
  pending: 'accent',
  'pending-modified': 'accent',
  processing: 'accent',
  shipped: 'accent',
  delivered: 'success',
  completed: 'success',
  'return-requested': 'warning',
  'exchange-requested': 'warning',
};

/** Colour of an order's state. */
export function orderTone(status: Order['status']): Tone {
  return tones[status] ?? 'neutral';
}
