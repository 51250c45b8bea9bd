import type { CaseKind, CaseState, OrderStatus } from '../../types.ts';

/**
 * 抖店's numbers as ours (op.jinritemai.com/docs/api-docs, pages 15/1343 and 17/1095, as their SDK of 2025 repeats them; read
 * 2026-11-21). What is not in a table is told as it is and waits for people.
 */

export const orderStates: Readonly<Record<string, { status: OrderStatus; text: string }>> = {
  1: { status: 'unpaid', text: '待支付' },
  105: { status: 'pending', text: '已支付' },
  2: { status: 'pending', text: '备货中' },
  101: { status: 'processing', text: '部分发货' },
  3: { status: 'shipped', text: '已发货' },
  4: { status: 'cancelled', text: '已取消' },
  5: { status: 'completed', text: '已完成' },
};

/** `main_status` of orders that a refund has ended. */
export const refundedMainStates = ['21', '22', '39'];

/** `after_sale_type`. 4 and 5 are cancellations by the system and by the buyer before the goods left. */
export const caseKinds: Readonly<Record<string, CaseKind>> = {
  0: 'return',
  1: 'refund',
  2: 'refund',
  3: 'exchange',
  4: 'refund',
  5: 'refund',
  6: 'price-protection',
  7: 'reship',
  8: 'repair',
};

export const caseStates: Readonly<Record<string, { state: CaseState; text: string }>> = {
  6: { state: 'applied', text: '待商家同意' },
  7: { state: 'wait-buyer-ship', text: '待买家退货' },
  8: { state: 'exchange-ship', text: '待商家发货' },
  11: { state: 'wait-seller-receive', text: '待商家二次同意' },
  12: { state: 'success', text: '售后成功' },
  13: { state: 'wait-buyer-confirm', text: '待买家收货' },
  14: { state: 'success', text: '换货、补寄或维修成功' },
  27: { state: 'rejected', text: '商家一次拒绝' },
  28: { state: 'closed', text: '售后失败' },
  29: { state: 'inspect-failed', text: '商家二次拒绝' },
  51: { state: 'success', text: '订单取消成功' },
  53: { state: 'success', text: '逆向交易已完成' },
};

/** `refund_status`: the money is a matter of its own. */
export const refundStates = { waiting: 1, running: 2, done: 3, failed: 4 } as const;

/** `arbitrate_status` as long as the platform's people decide. */
export const runningArbitrations = [1, 4, 5];

/**
 * `type` of afterSale.operate. The platform's page of these numbers (question-docs/93/2752) could not be read; they are what its
 * SDK's comments name, and a setting can replace each.
 */
export const defaultOperations = {
  'approve-return': 101,
  'reject-return': 102,
  'receive-return': 111,
  'reject-received': 112,
  'approve-refund': 201,
  'reject-refund': 202,
  'approve-exchange': 301,
  'reject-exchange': 302,
} as const;
export type Operation = keyof typeof defaultOperations;
