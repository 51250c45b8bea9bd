import type { ActionName, AfterSalesCase, CustomerPanel, Order } from '../../../api/index.ts';

/** What an action is about: an order or a case. */
export type ActionSubject = { order: Order } | { caseId: AfterSalesCase['caseId'] };

export type ActionFieldName =
  | 'reason'
  | 'lines'
  | 'line'
  | 'name'
  | 'phone'
  | 'country'
  | 'province'
  | 'city'
  | 'district'
  | 'detail'
  | 'zip'
  | 'paymentMethodId'
  | 'titleType'
  | 'title'
  | 'taxNumber'
  | 'email'
  | 'problem'
  | 'wish'
  | 'description'
  | 'newVariantIds';

export type ActionField = {
  name: ActionFieldName;
  kind: 'text' | 'long-text' | 'email' | 'lines' | 'line' | 'choice' | 'payment-method' | 'reason' | 'variants';
  isOptional?: true;
  choices?: readonly ('personal' | 'company' | 'damaged' | 'wrong' | 'missing' | 'quality' | 'reship' | 'refund')[];
};

/** What was filled in: texts by field, the chosen order lines, and for each of them the variant that is wanted instead. */
export type ActionValues = {
  texts: Readonly<Partial<Record<ActionFieldName, string>>>;
  lineIds: readonly string[];
  variantByLine: Readonly<Record<string, string>>;
};

const addressFields: readonly ActionField[] = [
  { name: 'name', kind: 'text' },
  { name: 'phone', kind: 'text' },
  { name: 'country', kind: 'text' },
  { name: 'province', kind: 'text' },
  { name: 'city', kind: 'text' },
  { name: 'district', kind: 'text', isOptional: true },
  { name: 'detail', kind: 'text' },
  { name: 'zip', kind: 'text', isOptional: true },
];
const reason: ActionField = { name: 'reason', kind: 'reason' };
const lines: ActionField = { name: 'lines', kind: 'lines' };
const method: ActionField = { name: 'paymentMethodId', kind: 'payment-method' };
const otherMethod: ActionField = { ...method, isOptional: true };
const variants: ActionField = { name: 'newVariantIds', kind: 'variants' };

/** What must be known before an action can be checked. */
export const actionForms: Readonly<Record<ActionName, readonly ActionField[]>> = {
  'cancel-order': [reason],
  'change-address': addressFields,
  'change-default-address': addressFields,
  'change-items': [lines, variants, otherMethod],
  'change-payment': [method],
  'request-return': [lines, reason, otherMethod],
  'request-exchange': [lines, variants, otherMethod],
  'request-refund': [reason],
  'report-problem': [
    lines,
    { name: 'problem', kind: 'choice', choices: ['damaged', 'wrong', 'missing', 'quality'] },
    { name: 'wish', kind: 'choice', choices: ['reship', 'refund'] },
    { name: 'description', kind: 'long-text', isOptional: true },
  ],
  'urge-shipping': [],
  'request-invoice': [
    { name: 'titleType', kind: 'choice', choices: ['personal', 'company'] },
    { name: 'title', kind: 'text' },
    { name: 'taxNumber', kind: 'text', isOptional: true },
    { name: 'email', kind: 'email' },
  ],
  'request-price-protection': [{ name: 'line', kind: 'line' }],
  'withdraw-case': [],
};

const beforeShipping: readonly ActionName[] = [
  'cancel-order',
  'change-address',
  'change-items',
  'change-payment',
  'urge-shipping',
  'request-invoice',
];
const afterArrival: readonly ActionName[] = [
  'request-return',
  'request-exchange',
  'request-refund',
  'report-problem',
  'request-price-protection',
  'request-invoice',
];

/** Which actions may make sense for an order; whether one is allowed is the shop's rules' to say. */
const actionsByStatus: Readonly<Record<Order['status'], readonly ActionName[]>> = {
  unpaid: ['cancel-order', 'change-address'],
  pending: beforeShipping,
  'pending-modified': beforeShipping,
  processing: ['urge-shipping', 'change-address', 'request-refund', 'request-invoice'],
  shipped: ['request-refund', 'report-problem', 'request-invoice', 'request-price-protection'],
  delivered: afterArrival,
  completed: afterArrival,
  cancelled: [],
  'return-requested': ['request-invoice'],
  'exchange-requested': ['request-invoice'],
};

/** Actions that are offered for an order: those that fit its state and that the shop's system knows. */
export function actionsFor(order: Order, panel: CustomerPanel): readonly ActionName[] {
  const known = panel.shopActions?.actions;
  return actionsByStatus[order.status].filter((action) => !known || known.includes(action));
}

/** What a form starts with: what is known already. */
export function firstValues(action: ActionName, subject: ActionSubject, panel: CustomerPanel): ActionValues {
  if (!('order' in subject)) return { texts: {}, lineIds: [], variantByLine: {} };
  const { order } = subject;
  const only = order.lines.length === 1 ? order.lines.map((one) => one.lineId) : [];
  const isAddress = actionForms[action] === addressFields;
  return {
    lineIds: only,
    variantByLine: {},
    texts: isAddress
      ? { ...order.address }
      : { titleType: 'personal', wish: 'reship', email: panel.storeCustomer?.email ?? '' },
  };
}

/** Fields that are still empty. */
export function missingFields(action: ActionName, values: ActionValues): ActionFieldName[] {
  return actionForms[action]
    .filter((field) => !field.isOptional && !isFilled(field, values))
    .map((field) => field.name);
}

function isFilled(field: ActionField, values: ActionValues): boolean {
  if (field.kind === 'lines' || field.kind === 'line') return values.lineIds.length > 0;
  if (field.kind === 'variants') return values.lineIds.every((lineId) => values.variantByLine[lineId]);
  return (values.texts[field.name] ?? '').trim() !== '';
}

/** The arguments as the shop's system takes them. */
export function argumentsOf(
  action: ActionName,
  subject: ActionSubject,
  values: ActionValues,
  imageIds: readonly string[],
): Record<string, unknown> {
  if (!('order' in subject)) return { caseId: subject.caseId };
  const { orderId } = subject.order;
  const filled = Object.fromEntries(
    actionForms[action]
      .filter((field) => field.kind !== 'lines' && field.kind !== 'line' && field.kind !== 'variants')
      .flatMap((field): [string, string][] => {
        const text = values.texts[field.name]?.trim() ?? '';
        return text === '' ? [] : [[field.name, text]];
      }),
  );
  switch (action) {
    case 'change-address':
      return { orderId, address: filled };
    case 'change-default-address':
      return { address: filled };
    case 'change-items':
    case 'request-exchange':
      return {
        orderId,
        lines: values.lineIds,
        newVariantIds: values.lineIds.map((lineId) => values.variantByLine[lineId] ?? ''),
        ...filled,
      };
    case 'request-return':
      return { orderId, lineIds: values.lineIds, ...filled };
    case 'report-problem':
      return { orderId, lineIds: values.lineIds, description: '', ...filled, images: imageIds };
    case 'request-price-protection':
      return { orderId, lineId: values.lineIds[0] ?? '' };
    default:
      return { orderId, ...filled };
  }
}
