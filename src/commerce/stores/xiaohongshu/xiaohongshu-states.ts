import type { CaseKind, CaseState, OrderStatus } from '../../types.ts';

/** 小红书's numbers as ours (open.xiaohongshu.com apiId 27242 and 30038, and the platform's Java SDK; read 2026-11-21). */

export const orderStates: Readonly<Record<string, { status: OrderStatus; text: string }>> = {
  1: { status: 'unpaid', text: '已下单待付款' },
  2: { status: 'pending', text: '已支付处理中' },
  3: { status: 'processing', text: '清关中' },
  4: { status: 'pending', text: '待发货' },
  5: { status: 'processing', text: '部分发货' },
  6: { status: 'shipped', text: '待收货' },
  7: { status: 'completed', text: '已完成' },
  8: { status: 'cancelled', text: '已关闭' },
  9: { status: 'cancelled', text: '已取消' },
  10: { status: 'exchange-requested', text: '换货申请中' },
};

export const caseKinds: Readonly<Record<string, CaseKind>> = {
  1: 'return',
  2: 'exchange',
  3: 'refund',
  4: 'refund',
  5: 'refund',
};

export const caseStates: Readonly<Record<string, { state: CaseState; text: string }>> = {
  1: { state: 'applied', text: '待审核' },
  2: { state: 'wait-buyer-ship', text: '待用户寄回' },
  3: { state: 'wait-seller-receive', text: '待商家收货' },
  4: { state: 'success', text: '已完成' },
  5: { state: 'cancelled', text: '已取消' },
  6: { state: 'closed', text: '已关闭' },
  9: { state: 'rejected', text: '商家审核拒绝' },
  9001: { state: 'inspect-failed', text: '商家收货拒绝' },
  12: { state: 'exchange-ship', text: '换货待商家发货' },
  13: { state: 'wait-buyer-confirm', text: '换货待用户确认收货' },
  14: { state: 'dispute', text: '平台介入中' },
};

/** `refundStatus`: 1 running, 2 done, 3 failed, 108 begun. */
export const moneyStates: Readonly<Record<string, CaseState>> = { 1: 'refunding', 108: 'refunding', 3: 'failed' };
