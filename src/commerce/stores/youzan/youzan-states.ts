import type { CaseKind, CaseState, OrderStatus } from '../../types.ts';

/** 有赞's words as ours (doc.youzanyun.com, youzan.trade.get 4.0.2 and youzan.trade.refund.get 3.0.1; read 2026-11-21). */

export const orderStates: Readonly<Record<string, { status: OrderStatus; text: string }>> = {
  WAIT_BUYER_PAY: { status: 'unpaid', text: '等待买家付款' },
  TRADE_PAID: { status: 'pending', text: '已支付' },
  WAIT_CONFIRM: { status: 'pending', text: '待成团或待接单' },
  WAIT_SELLER_SEND_GOODS: { status: 'pending', text: '等待卖家发货' },
  WAIT_BUYER_CONFIRM_GOODS: { status: 'shipped', text: '等待买家确认收货' },
  TRADE_SUCCESS: { status: 'completed', text: '交易成功' },
  TRADE_CLOSED: { status: 'cancelled', text: '交易关闭' },
};

/** `demand`; absent in old cases, where goods coming back tell. */
export const caseKinds: Readonly<Record<string, CaseKind>> = { 1: 'refund', 2: 'return', 3: 'exchange' };

export const caseStates: Readonly<Record<string, { state: CaseState; text: string }>> = {
  WAIT_SELLER_AGREE: { state: 'applied', text: '等待卖家同意' },
  WAIT_BUYER_RETURN_GOODS: { state: 'wait-buyer-ship', text: '等待买家退货' },
  WAIT_SELLER_CONFIRM_GOODS: { state: 'wait-seller-receive', text: '等待卖家确认收货' },
  SELLER_REFUSE_BUYER: { state: 'rejected', text: '卖家拒绝退款' },
  SELLER_REFUSE_BUYER_RETURN_GOODS: { state: 'inspect-failed', text: '卖家未收到货，拒绝退款' },
  CLOSED: { state: 'cancelled', text: '退款关闭' },
  SUCCESS: { state: 'success', text: '退款成功' },
};
