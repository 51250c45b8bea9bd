import { initialDialogueState } from '../../decide.ts';
import { aDescriptor, aLine, anAddress, anOrder, someFacts } from '../../fixtures/a-shop.ts';
import { anUnderstanding, type Said } from '../../fixtures/an-understanding.ts';
import type { AnswerPlan, DialogueState } from '../../types.ts';
import type { UnderstandRequest, WordRequest } from '../gateway-types.ts';

/** The customer's own order, with everything in it that no model may see. */
export const ownOrder = anOrder('PD20260001', 'pending', [aLine('l1', 'dress-blue-m')], {
  parcels: [
    {
      parcelId: 'p1',
      carrier: 'sf',
      carrierName: { 'zh-CN': '顺丰', 'zh-TW': '順豐', en: 'SF' },
      trackingNumber: 'SF1234567890123',
      status: 'in-transit',
      lineIds: ['l1'],
      events: [],
    },
  ],
});

/** A message of a known customer with one order, as the walk hands it in. */
export function anUnderstandRequest(said: Said | string, more: Partial<UnderstandRequest> = {}): UnderstandRequest {
  const message: Said = typeof said === 'string' ? { text: said } : said;
  return {
    shopId: 'demo',
    text: message.text,
    context: [],
    state: initialDialogueState(),
    understanding: anUnderstanding({ ...message, confidence: message.confidence ?? 0.6 }),
    facts: someFacts({ orders: [ownOrder], store: aDescriptor }),
    ...more,
  };
}

/** The state while the preview of a cancellation waits for the customer's yes, or another slot for its answer. */
export function cancelling(slot = 'confirm', options: readonly { value: string; label: string }[] = []): DialogueState {
  return {
    ...initialDialogueState(),
    identity: { level: 'verified', storeCustomerId: 'c1' },
    runCount: 1,
    stack: [
      {
        runId: 'run-1',
        flow: 'cancel-order',
        version: 1,
        step: slot === 'confirm' ? 'confirm' : 'reason',
        slots: { order: 'PD20260001' },
        attempts: {},
        results: {},
      },
    ],
    expecting: { flow: 'cancel-order', slot, options },
  };
}

/** Everything about the customer that a request body must not hold. */
export const personal = [
  anAddress.name,
  anAddress.phone,
  anAddress.detail,
  'wang@example.com',
  'PD20260001',
  'SF1234567890123',
] as const;

export const donePlan: AnswerPlan = {
  sayings: [
    {
      key: 'cancel-order.done',
      parameters: { orderId: 'PD20260001', amount: 12900, currency: 'CNY', refundTo: '支付宝', arrival: '1-7-days' },
    },
  ],
  facts: [{ id: 'a', title: '金额', kind: 'money', value: 12900, currency: 'CNY' }],
  buttons: [],
  cards: [],
  isSoothing: false,
};

export function aWordRequest(more: Partial<WordRequest> = {}): WordRequest {
  return {
    shopId: 'demo',
    plan: donePlan,
    templateText: '订单 PD20260001 已取消,¥129.00 退回支付宝,1–7 个工作日到账。',
    customerText: '取消了吗',
    language: 'zh-CN',
    tone: 'warm',
    ...more,
  };
}
