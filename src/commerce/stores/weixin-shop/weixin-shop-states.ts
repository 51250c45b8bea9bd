import type { CaseKind, CaseState, OrderStatus } from '../../types.ts';

/**
 * The platform's words as ours (developers.weixin.qq.com/doc/store/shop, pages "获取订单详情" and "获取售后单", read
 * 2026-11-21). What is not in a table is told as it is and waits for people.
 */

export const orderStates: Readonly<Record<string, { status: OrderStatus; text: string; isRefunded?: true }>> = {
  10: { status: 'unpaid', text: '待付款' },
  12: { status: 'pending', text: '礼物待收下' },
  13: { status: 'pending', text: '一起买待成团' },
  20: { status: 'pending', text: '待发货' },
  21: { status: 'processing', text: '部分发货' },
  30: { status: 'shipped', text: '待收货' },
  100: { status: 'completed', text: '完成' },
  200: { status: 'cancelled', text: '全部商品售后之后，订单取消', isRefunded: true },
  250: { status: 'cancelled', text: '未付款取消' },
};

export const caseKindsOfType: Readonly<Record<string, CaseKind>> = {
  REFUND: 'refund',
  RETURN: 'return',
  EXCHANGE: 'exchange',
};

export const caseStatesOfStatus: Readonly<Record<string, { state: CaseState; text: string }>> = {
  USER_CANCELD: { state: 'cancelled', text: '用户取消申请' },
  MERCHANT_PROCESSING: { state: 'applied', text: '商家受理中' },
  MERCHANT_REJECT_REFUND: { state: 'rejected', text: '商家拒绝退款' },
  MERCHANT_REJECT_RETURN: { state: 'rejected', text: '商家拒绝退货退款' },
  MERCHANT_REJECT_EXCHANGE: { state: 'rejected', text: '商家拒绝换货' },
  USER_WAIT_RETURN: { state: 'wait-buyer-ship', text: '待买家退货' },
  RETURN_CLOSED: { state: 'closed', text: '退货退款关闭' },
  MERCHANT_WAIT_RECEIPT: { state: 'wait-seller-receive', text: '待商家收货' },
  WAIT_PACKAGE_INTERCEPT: { state: 'wait-seller-receive', text: '物流线上拦截中' },
  MERCHANT_OVERDUE_REFUND: { state: 'refunding', text: '商家逾期未退款' },
  PLATFORM_REFUNDING: { state: 'refunding', text: '平台退款中' },
  MERCHANT_REFUND_SUCCESS: { state: 'success', text: '退款完成' },
  MERCHANT_RETURN_SUCCESS: { state: 'success', text: '退货退款完成' },
  MERCHANT_EXCHANGE_SUCCESS: { state: 'success', text: '换货完成' },
  PLATFORM_REFUND_FAIL: { state: 'failed', text: '平台退款失败' },
  MERCHANT_REFUND_RETRY_FAIL: { state: 'failed', text: '商家打款失败，客服关闭售后' },
  MERCHANT_FAIL: { state: 'closed', text: '售后关闭' },
  USER_WAIT_CONFIRM: { state: 'negotiating', text: '待用户确认' },
  USER_WAIT_CONFIRM_UPDATE: { state: 'negotiating', text: '待用户处理商家协商' },
  USER_WAIT_HANDLE_MERCHANT_AFTER_SALE: { state: 'negotiating', text: '待用户处理商家代发起的售后申请' },
  MERCHANT_REJECT_RESHIP: { state: 'inspect-failed', text: '商家拒绝发货' },
  USER_WAIT_RECEIPT: { state: 'wait-buyer-confirm', text: '待用户收货' },
};
