import type { CaseKind, CaseState, OrderStatus } from '../../types.ts';

/**
 * TOP's words as ours (open.taobao.com, pages "taobao.trade.fullinfo.get" and "taobao.refund.get", read 2026-11-21). What is not
 * in a table is told as it is and waits for people.
 */

export const orderStates: Readonly<Record<string, { status: OrderStatus; text: string; isRefunded?: true }>> = {
  TRADE_NO_CREATE_PAY: { status: 'unpaid', text: '没有创建支付宝交易' },
  WAIT_BUYER_PAY: { status: 'unpaid', text: '等待买家付款' },
  PAY_PENDING: { status: 'unpaid', text: '国际信用卡支付付款确认中' },
  WAIT_PRE_AUTH_CONFIRM: { status: 'unpaid', text: '0 元购合约中' },
  PAID_FORBID_CONSIGN: { status: 'pending', text: '已付款，暂不可发货' },
  WAIT_SELLER_SEND_GOODS: { status: 'pending', text: '等待卖家发货' },
  SELLER_CONSIGNED_PART: { status: 'processing', text: '卖家部分发货' },
  WAIT_BUYER_CONFIRM_GOODS: { status: 'shipped', text: '等待买家确认收货' },
  TRADE_BUYER_SIGNED: { status: 'delivered', text: '买家已签收' },
  TRADE_FINISHED: { status: 'completed', text: '交易成功' },
  TRADE_CLOSED: { status: 'cancelled', text: '付款后退款，交易关闭', isRefunded: true },
  TRADE_CLOSED_BY_TAOBAO: { status: 'cancelled', text: '付款前关闭交易' },
};

export const caseStates: Readonly<Record<string, { state: CaseState; text: string }>> = {
  WAIT_SELLER_AGREE: { state: 'applied', text: '买家已经申请退款，等待卖家同意' },
  WAIT_BUYER_RETURN_GOODS: { state: 'wait-buyer-ship', text: '卖家已经同意退款，等待买家退货' },
  WAIT_SELLER_CONFIRM_GOODS: { state: 'wait-seller-receive', text: '买家已经退货，等待卖家确认收货' },
  SELLER_REFUSE_BUYER: { state: 'rejected', text: '卖家拒绝退款' },
  CLOSED: { state: 'closed', text: '退款关闭' },
  SUCCESS: { state: 'success', text: '退款成功' },
};

/** `dispute_type`; absent in old refunds, where `has_good_return` tells. */
export const caseKinds: Readonly<Record<string, CaseKind>> = {
  REFUND: 'refund',
  REFUND_AND_RETURN: 'return',
  TMALL_EXCHANGE: 'exchange',
  TAOBAO_EXCHANGE: 'exchange',
  REPAIR: 'repair',
  RESHIPPING: 'reship',
};
