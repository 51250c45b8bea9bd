import type { ActionName, ActionOutcome, ChangedEntity, Fact, Verdict } from './store-connector.ts';
import type { LocalizedText } from './types.ts';

/** Everything a verdict or outcome may name; texts are worded elsewhere from key and parameters. */
export type VerdictParameters = Readonly<Record<string, string | number>>;

/**
 * Reasons why a shop's rules refuse an action, with the parameters each brings. Amounts are minor units beside `currency`;
 * `status` is an OrderStatus, `state` a CaseState, `returnClass` a ReturnClass, times (`…At`, `shipBy`) are ISO instants,
 * `lastDay` is YYYY-MM-DD, `days`, `hours`, `count` and `free` (pieces) are numbers, `rule` is the name of the shop's policy,
 * `limit` one of action, order, customer, shop, `condition` opened or activated. A text of the catalogue stands under its name in the shop's
 * first language and, where it differs, again as `name.zh-TW` and `name.en` (see `localizedParameter`).
 */
export const refusals = {
  'refused.not-offered': ['action'],
  'refused.invalid-arguments': ['field'],
  'refused.unknown-order': ['orderId'],
  'refused.not-your-order': ['orderId'],
  'refused.unknown-customer': [],
  'refused.order-not-pending': ['orderId', 'status'],
  'refused.order-packed': ['orderId', 'status'],
  'refused.order-already-shipped': ['orderId', 'status'],
  'refused.already-delivered': ['orderId'],
  'refused.order-not-delivered': ['orderId', 'status'],
  'refused.order-closed': ['orderId', 'status'],
  'refused.order-not-paid': ['orderId'],
  'refused.already-modified': ['orderId'],
  'refused.invalid-reason': ['reasons'],
  'refused.item-not-in-order': ['orderId', 'lineId'],
  'refused.item-count': [],
  'refused.other-product': ['item'],
  'refused.same-variant': ['item'],
  'refused.variant-unavailable': ['item', 'options'],
  'refused.unknown-payment-method': [],
  'refused.same-payment-method': ['method'],
  'refused.payment-changed-before': ['orderId'],
  'refused.gift-card-balance': ['amount', 'currency', 'balance'],
  'refused.refund-method': [],
  'refused.same-address': [],
  'refused.incomplete-address': ['field'],
  'refused.freight-higher': ['orderId', 'province', 'difference', 'currency'],
  'refused.return-period-over': ['days', 'lastDay', 'item', 'rule'],
  'refused.return-class': ['returnClass', 'item', 'rule'],
  'refused.return-condition': ['condition', 'item', 'rule'],
  'refused.price-higher': ['item', 'difference', 'currency'],
  'refused.price-differs': ['item'],
  'refused.exchange-period-over': ['days', 'lastDay', 'item', 'rule'],
  'refused.exchanged-before': ['item'],
  'refused.case-running': ['item', 'caseId', 'state'],
  'refused.case-limit': ['item', 'count'],
  'refused.quantity': ['item', 'free'],
  'refused.report-period-over': ['hours', 'deliveredAt'],
  'refused.photo-missing': [],
  'refused.parcel-on-its-way': ['orderId', 'promisedAt'],
  'refused.nothing-to-refund': ['orderId'],
  'refused.urged-before': ['orderId', 'urgedAt'],
  'refused.invoice-period-over': ['days', 'lastDay'],
  'refused.tax-number': [],
  'refused.nothing-to-invoice': ['orderId'],
  'refused.invoice-exists': ['caseId', 'state'],
  'refused.price-protection-over': ['days', 'lastDay', 'rule'],
  'refused.price-not-lower': ['item', 'paid', 'current', 'currency'],
  'refused.price-not-covered': ['item'],
  'refused.unknown-case': ['caseId'],
  'refused.case-not-open': ['caseId', 'state'],
  'refused.identity-needed': ['level'],
  'refused.stopped': [],
  'refused.limit-reached': ['limit', 'amount', 'currency'],
  'refused.approval-needed': ['approvalId', 'amount', 'currency'],
  'refused.shop-rule': ['text'],
} as const satisfies Readonly<Record<`refused.${string}`, readonly string[]>>;

export type RefusalKey = keyof typeof refusals;

/** Ways a refund arrives: at once on a gift card or balance, else so many business days. */
export type RefundArrival = 'at-once' | '5-7-days' | '1-7-days';

/**
 * What a permitted action tells before (`<action>.summary`) and after (`<action>.done`; there `caseId` and `deadline` are
 * added where a case was opened). `arrival` is a RefundArrival (of an invoice '24-hours' or 'after-receipt'), `direction`
 * of a difference 'none', 'pay' or 'refund', `freightBy` 'buyer', 'shop' or 'by-mail' (an e-mail tells how to send back).
 */
export const actionParameters: Readonly<Record<ActionName, readonly string[]>> = {
  'cancel-order': ['orderId', 'amount', 'currency', 'refundTo', 'arrival'],
  'change-address': ['orderId', 'address'],
  'change-default-address': ['address'],
  'change-items': ['orderId', 'changes', 'difference', 'direction', 'currency', 'refundTo', 'arrival'],
  'change-payment': ['orderId', 'amount', 'currency', 'method', 'refundTo', 'arrival'],
  'request-return': ['orderId', 'items', 'amount', 'currency', 'refundTo', 'arrival', 'freightBy'],
  'request-exchange': ['orderId', 'changes', 'difference', 'direction', 'currency', 'refundTo', 'arrival', 'freightBy'],
  'request-refund': ['orderId', 'amount', 'currency', 'refundTo', 'arrival', 'decisionHours'],
  'report-problem': ['orderId', 'items', 'problem', 'wish', 'amount', 'currency', 'decisionHours'],
  'urge-shipping': ['orderId', 'shipBy'],
  'request-invoice': ['orderId', 'title', 'amount', 'currency', 'email', 'arrival'],
  'request-price-protection': ['orderId', 'item', 'amount', 'currency', 'refundTo', 'arrival', 'decisionHours'],
  'withdraw-case': ['caseId', 'orderId', 'kind'],
};

/**
 * Further keys where one wording would not do: `<action>.summary-<variant>` and `<action>.done-<variant>`.
 * `unpaid`: nothing was paid yet, so nothing goes back; `late`: the promised time is over.
 */
export const verdictVariants: Readonly<Partial<Record<ActionName, readonly string[]>>> = {
  'cancel-order': ['unpaid'],
  'urge-shipping': ['late'],
};

/** Every key that verdicts and outcomes of actions use; refusals beside them. */
export function listVerdictKeys(): string[] {
  const names = Object.keys(actionParameters).filter((name): name is ActionName => name in actionParameters);
  return names.flatMap((name) =>
    ['', ...(verdictVariants[name] ?? [])].flatMap((variant) => [
      key(name, 'summary', variant),
      key(name, 'done', variant),
    ]),
  );
}

/** A text of the catalogue as parameters, see `refusals`. */
export function localizedParameter(name: string, text: LocalizedText): VerdictParameters {
  const others = (['zh-TW', 'en'] as const).filter((language) => text[language] !== text['zh-CN']);
  return Object.fromEntries([
    [name, text['zh-CN']],
    ...others.map((language) => [`${name}.${language}`, text[language]]),
  ]);
}

/** The same under the name that most refusals use. */
export function itemParameter(text: LocalizedText): { item: string } & VerdictParameters {
  return { ...localizedParameter('item', text), item: text['zh-CN'] };
}

export type Permitted = Extract<Verdict, { ok: true }>;
export type Refused = Extract<Verdict, { ok: false }>;

/** A refusal that names everything its key promises. */
export function refused<Key extends RefusalKey>(
  reasonKey: Key,
  parameters: Readonly<Record<(typeof refusals)[Key][number], string | number>> & VerdictParameters,
  facts: readonly Fact[] = [],
): Refused {
  return { ok: false, reasonKey, parameters, facts };
}

/** The verdict of something permitted. */
export function permitted(
  action: ActionName,
  parameters: VerdictParameters,
  facts: readonly Fact[],
  variant = '',
): Permitted {
  return { ok: true, summaryKey: key(action, 'summary', variant), parameters, facts };
}

/** The outcome of something done, with the same parameters as its verdict and what became known by doing it. */
export function done(
  verdict: Permitted,
  changed: readonly ChangedEntity[],
  more: VerdictParameters = {},
): ActionOutcome {
  return {
    ok: true,
    resultKey: verdict.summaryKey.replace('.summary', '.done'),
    parameters: { ...verdict.parameters, ...more },
    facts: verdict.facts,
    changed,
  };
}

function key(action: ActionName, part: 'summary' | 'done', variant: string): string {
  return variant === '' ? `${action}.${part}` : `${action}.${part}-${variant}`;
}
