import type { PaymentMethod } from '../../commerce/index.ts';
import { methodLabel } from '../order-words.ts';
import { hintOf, refusedValues, say } from '../step-context.ts';
import type { Choice } from '../types.ts';
import { choiceNamed, listOf, type SlotContext, type SlotReader, textOf } from './slot-reader.ts';

/** One of the customer's own payment methods, as far as the action allows it. */
export const paymentMethodReader: SlotReader = {
  read: (value, context) => {
    const text = textOf(value);
    const found =
      allowedMethods(context).find((method) => method.methodId === text)?.methodId ?? methodNamed(text, context);
    return found === undefined ? { ok: false, problem: say('invalid.payment-method') } : { ok: true, value: found };
  },
  options: (context) => allowedMethods(context).map(methodChoice),
  fill: (context) => {
    const methods = allowedMethods(context);
    // What is left after a refusal is offered, not taken.
    const isOnly = methods.length === 1 && hintOf(context.run, refusedValues(context.name)) === undefined;
    const only = isOnly ? methods[0]?.methodId : undefined;
    const found = only ?? methodNamed(context.said, context);
    return found === undefined ? undefined : { value: found };
  },
  field: 'select',
};

const kindWords: readonly (readonly [PaymentMethod['kind'], RegExp])[] = [
  ['gift-card', /gift ?card|\bgc\b|store credit|website credit|礼品卡|礼金/i],
  ['paypal', /paypal/i],
  ['credit-card', /credit ?card|visa|master ?card|信用卡|银行卡/i],
  ['alipay', /alipay|支付宝/i],
  ['wechat-pay', /we ?chat|微信/i],
  ['balance', /balance|余额/i],
];
const originalPattern = /original|same (card|way|method|payment)|原路|原来的|原支付|付款的那/i;

/** Whether the words name a way to pay at all, allowed here or not. */
export function namesPaymentMethod(text: string): boolean {
  return kindWords.some(([, pattern]) => pattern.test(text));
}

function allowedMethods({ name, run, slot, order, facts }: SlotContext): readonly PaymentMethod[] {
  const refused = listOf(hintOf(run, refusedValues(name)));
  const methods = (facts.customer?.paymentMethods ?? []).filter((method) => !refused.includes(method.methodId));
  const paidWith = paidMethods(order);
  if (slot.methods === 'refund') {
    return methods.filter((method) => paidWith.includes(method.methodId) || method.kind === 'gift-card');
  }
  if (slot.methods === 'other-than-paid') return methods.filter((method) => !paidWith.includes(method.methodId));
  return methods;
}

function paidMethods(order: SlotContext['order']): readonly string[] {
  return (order?.payments ?? []).filter((entry) => entry.kind === 'payment').map((entry) => entry.methodId);
}

function methodNamed(text: string, context: SlotContext): string | undefined {
  const methods = allowedMethods(context);
  const named = choiceNamed(text, methods.map(methodChoice));
  if (named !== undefined) return named.value;
  if (originalPattern.test(text)) {
    const original = paidMethods(context.order);
    return methods.find((method) => original.includes(method.methodId))?.methodId;
  }
  const endings = text.match(/(?<!\d)\d{4}(?!\d)/g) ?? [];
  const ending = methods.filter((method) => endings.some((digits) => method.label.endsWith(digits)));
  if (ending.length === 1) return ending[0]?.methodId;
  const kinds = kindWords.filter(([, pattern]) => pattern.test(text)).map(([kind]) => kind);
  const fitting = methods.filter((method) => kinds.includes(method.kind));
  return fitting.length === 1 ? fitting[0]?.methodId : undefined;
}

function methodChoice(method: PaymentMethod): Choice {
  return { value: method.methodId, label: methodLabel(method) };
}
