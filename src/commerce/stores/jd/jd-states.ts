import type { CaseKind, CaseState, OrderStatus } from '../../types.ts';

/**
 * 京东's words as ours. Orders: jos.jd.com apiId 15660/15661. Services: the numbers of `jingdong.asc.query.list` and the stages
 * that third parties name are confirmed by no document that could be read, so the connection has a setting that replaces them.
 * Refunds before delivery: open.jd.com apiId 923 (all read 2026-11-21).
 */

export const orderStates: Readonly<Record<string, { status: OrderStatus; text: string }>> = {
  NOT_PAY: { status: 'unpaid', text: '未付款' },
  WAIT_SELLER_STOCK_OUT: { status: 'pending', text: '等待出库' },
  WAIT_SELLER_DELIVERY: { status: 'pending', text: '等待发货' },
  POP_ORDER_PAUSE: { status: 'pending', text: '暂停' },
  PAUSE: { status: 'pending', text: '暂停' },
  LOCKED: { status: 'processing', text: '已锁定' },
  WAIT_GOODS_RECEIVE_CONFIRM: { status: 'shipped', text: '等待确认收货' },
  FINISHED_L: { status: 'completed', text: '完成' },
  TRADE_CANCELED: { status: 'cancelled', text: '取消' },
};

/** All states that are asked for: the platform wants them named. */
export const askedStates = Object.keys(orderStates)
  .filter((state) => state !== 'NOT_PAY')
  .join(',');

/** What the customer expects: 退货, 换货, 维修. */
export const serviceKinds: Readonly<Record<string, CaseKind>> = { 10: 'return', 20: 'exchange', 30: 'repair' };

export const serviceStates: Readonly<Record<string, CaseState>> = {
  10001: 'applied',
  10002: 'wait-buyer-ship',
  10004: 'closed',
  10005: 'wait-seller-receive',
  10007: 'wait-seller-receive',
  10009: 'wait-buyer-confirm',
  10010: 'success',
  10011: 'cancelled',
  10: 'applied',
  20: 'rejected',
  21: 'applied',
  22: 'applied',
  23: 'approved',
  31: 'wait-seller-receive',
  32: 'wait-seller-receive',
  34: 'wait-seller-receive',
  40: 'wait-buyer-confirm',
  50: 'success',
  60: 'cancelled',
};

export const refundStates: Readonly<Record<string, { state: CaseState; text: string }>> = {
  0: { state: 'applied', text: '未审核' },
  1: { state: 'refunding', text: '审核通过' },
  2: { state: 'rejected', text: '审核不通过' },
  3: { state: 'success', text: '京东财务审核通过' },
  4: { state: 'rejected', text: '京东财务审核不通过' },
  5: { state: 'refunding', text: '人工审核通过' },
  6: { state: 'refunding', text: '拦截并退款' },
  7: { state: 'refunding', text: '拦截成功' },
  8: { state: 'rejected', text: '拦截失败' },
  9: { state: 'refunding', text: '强制关单并退款' },
  10: { state: 'applied', text: '物流待跟进' },
  11: { state: 'cancelled', text: '用户撤销' },
};
