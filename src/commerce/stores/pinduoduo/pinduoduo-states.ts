import type { CaseKind, CaseState, OrderStatus } from '../../types.ts';

/**
 * 拼多多's numbers as ours. The platform shows its interface pages to signed-in developers only; these are what public SDKs made
 * from those pages say (read 2026-11-21).
 */

export const orderStates: Readonly<Record<string, { status: OrderStatus; text: string }>> = {
  1: { status: 'pending', text: '待发货' },
  2: { status: 'shipped', text: '已发货待签收' },
  3: { status: 'delivered', text: '已签收' },
};

/** `refund_status` of an order of which the money is back. */
export const refundedOrder = 4;

/** `after_sales_type` of the list. */
export const caseKinds: Readonly<Record<string, CaseKind>> = {
  2: 'refund',
  3: 'return',
  4: 'exchange',
  5: 'reship',
  6: 'repair',
};

export const caseStates: Readonly<Record<string, { state: CaseState; text: string }>> = {
  2: { state: 'applied', text: '买家申请退款，待商家处理' },
  3: { state: 'applied', text: '退货退款，待商家处理' },
  4: { state: 'refunding', text: '商家同意退款，退款中' },
  5: { state: 'refunding', text: '平台同意退款，退款中' },
  6: { state: 'rejected', text: '驳回退款，待买家处理' },
  7: { state: 'wait-buyer-ship', text: '已同意退货退款，待用户发货' },
  8: { state: 'dispute', text: '平台处理中' },
  9: { state: 'closed', text: '平台拒绝退款，退款关闭' },
  10: { state: 'success', text: '退款成功' },
  11: { state: 'cancelled', text: '买家撤销' },
  12: { state: 'closed', text: '买家逾期未处理，退款失败' },
  13: { state: 'closed', text: '买家逾期，超过有效期' },
  14: { state: 'applied', text: '换货补寄待商家处理' },
  15: { state: 'negotiating', text: '换货补寄待用户处理' },
  16: { state: 'success', text: '换货补寄成功' },
  17: { state: 'failed', text: '换货补寄失败' },
  18: { state: 'wait-buyer-confirm', text: '换货补寄待用户确认完成' },
  21: { state: 'applied', text: '待商家同意维修' },
  22: { state: 'wait-buyer-ship', text: '待用户确认发货' },
  24: { state: 'closed', text: '维修关闭' },
  25: { state: 'success', text: '维修成功' },
  27: { state: 'wait-buyer-confirm', text: '待用户确认收货' },
  31: { state: 'wait-buyer-ship', text: '已同意拒收退款，待用户拒收' },
  32: { state: 'reshipping', text: '补寄待商家发货' },
};
