import type { z } from 'zod';
import { calculate } from './calculate.ts';
import { pointDecimal, toNumber, writeValue } from './json-text.ts';
import type { RetailAddress, RetailItem, RetailOrder, RetailPayment, RetailUser } from './retail-documents.ts';
import type { RetailRecords } from './retail-records.ts';
import { type ToolArguments, type ToolName, toolSchemas } from './tool-list.ts';

/** Answer of a tool; a refusal begins with "Error: ", word for word as the shop's own system says it. */
export type ToolResult = { ok: true; result: string } | { ok: false; error: string };

/** Runs one of the 16 tools. A refused call has written nothing. */
export async function runRetailTool(records: RetailRecords, name: string, given: unknown): Promise<ToolResult> {
  const tool = tools.get(name);
  return tool === undefined ? refuse(`unknown tool ${name}`) : tool(records, given);
}

type Tool = (records: RetailRecords, given: unknown) => Promise<ToolResult>;

const tools: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  entry('calculate', toolSchemas.calculate, runCalculate),
  entry('cancel_pending_order', toolSchemas.cancel_pending_order, cancelPendingOrder),
  entry('exchange_delivered_order_items', toolSchemas.exchange_delivered_order_items, exchangeDeliveredOrderItems),
  entry('find_user_id_by_email', toolSchemas.find_user_id_by_email, async (records, { email }) =>
    found(await records.findUserIdByEmail(email), 'user'),
  ),
  entry(
    'find_user_id_by_name_zip',
    toolSchemas.find_user_id_by_name_zip,
    async (records, { first_name, last_name, zip }) =>
      found(await records.findUserIdByNameZip(first_name, last_name, zip), 'user'),
  ),
  entry('get_order_details', toolSchemas.get_order_details, async (records, { order_id }) =>
    told(await records.findOrder(order_id), 'order'),
  ),
  entry('get_product_details', toolSchemas.get_product_details, async (records, { product_id }) =>
    found((await records.findProduct(product_id))?.text, 'product'),
  ),
  entry('get_user_details', toolSchemas.get_user_details, async (records, { user_id }) =>
    told(await records.findUser(user_id), 'user'),
  ),
  entry('list_all_product_types', toolSchemas.list_all_product_types, listAllProductTypes),
  entry('modify_pending_order_address', toolSchemas.modify_pending_order_address, modifyPendingOrderAddress),
  entry('modify_pending_order_items', toolSchemas.modify_pending_order_items, modifyPendingOrderItems),
  entry('modify_pending_order_payment', toolSchemas.modify_pending_order_payment, modifyPendingOrderPayment),
  entry('modify_user_address', toolSchemas.modify_user_address, modifyUserAddress),
  entry('return_delivered_order_items', toolSchemas.return_delivered_order_items, returnDeliveredOrderItems),
  entry('think', toolSchemas.think, async () => ({ ok: true, result: '' })),
  entry('transfer_to_human_agents', toolSchemas.transfer_to_human_agents, async () => ({
    ok: true,
    result: 'Transfer successful',
  })),
]);

async function runCalculate(_records: RetailRecords, { expression }: ToolArguments<'calculate'>): Promise<ToolResult> {
  const outcome = calculate(expression);
  return outcome.ok ? { ok: true, result: writeValue(pointDecimal(outcome.value)) } : refuse(outcome.problem);
}

async function listAllProductTypes(records: RetailRecords): Promise<ToolResult> {
  const products = (await records.listProducts()).map(({ product }) => product);
  const byName = products.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return { ok: true, result: writeValue(Object.fromEntries(byName.map((one) => [one.name, one.product_id]))) };
}

async function cancelPendingOrder(
  records: RetailRecords,
  { order_id, reason }: ToolArguments<'cancel_pending_order'>,
): Promise<ToolResult> {
  const order = await records.findOrder(order_id);
  if (order === undefined) return refuse('order not found');
  if (order.status !== 'pending') return refuse('non-pending order cannot be cancelled');
  if (!cancelReasons.includes(reason)) return refuse('invalid reason');
  const refunds: RetailPayment[] = [];
  for (const payment of order.payment_history) {
    refunds.push({ ...entryOf('refund', payment.payment_method_id), amount: payment.amount });
    await addToGiftCard(records, order.user_id, payment.payment_method_id, toNumber(payment.amount));
  }
  return save(records, {
    ...order,
    status: 'cancelled',
    cancel_reason: reason,
    payment_history: [...order.payment_history, ...refunds],
  });
}

async function modifyPendingOrderAddress(
  records: RetailRecords,
  { order_id, ...given }: ToolArguments<'modify_pending_order_address'>,
): Promise<ToolResult> {
  const order = await records.findOrder(order_id);
  if (order === undefined) return refuse('order not found');
  if (order.status !== 'pending') return refuse('non-pending order cannot be modified');
  return save(records, { ...order, address: addressOf(given) });
}

async function modifyPendingOrderPayment(
  records: RetailRecords,
  { order_id, payment_method_id }: ToolArguments<'modify_pending_order_payment'>,
): Promise<ToolResult> {
  const order = await records.findOrder(order_id);
  if (order === undefined) return refuse('order not found');
  if (order.status !== 'pending') return refuse('non-pending order cannot be modified');
  const method = await findMethod(records, order.user_id, payment_method_id);
  if (method === undefined) return refuse('payment method not found');
  const [paid] = order.payment_history;
  if (paid === undefined || order.payment_history.length > 1 || paid.transaction_type !== 'payment') {
    return refuse('there should be exactly one payment for a pending order');
  }
  if (paid.payment_method_id === payment_method_id) {
    return refuse('the new payment method should be different from the current one');
  }
  const amount = toNumber(paid.amount);
  if (method.balance !== undefined && method.balance < amount) {
    return refuse('insufficient gift card balance to pay for the order');
  }
  await addToGiftCard(records, order.user_id, payment_method_id, -amount);
  await addToGiftCard(records, order.user_id, paid.payment_method_id, amount);
  return save(records, {
    ...order,
    payment_history: [
      paid,
      { ...entryOf('payment', payment_method_id), amount: paid.amount },
      { ...entryOf('refund', paid.payment_method_id), amount: paid.amount },
    ],
  });
}

async function modifyPendingOrderItems(
  records: RetailRecords,
  given: ToolArguments<'modify_pending_order_items'>,
): Promise<ToolResult> {
  const order = await records.findOrder(given.order_id);
  if (order === undefined) return refuse('order not found');
  if (order.status !== 'pending') return refuse('non-pending order cannot be modified');
  const swap = await planSwap(records, order, given);
  if (!swap.ok) return swap;
  const method = await findMethod(records, order.user_id, given.payment_method_id);
  if (method === undefined) return refuse('payment method not found');
  if (method.balance !== undefined && method.balance < swap.difference) {
    return refuse('insufficient gift card balance to pay for the new item');
  }
  const settlement: RetailPayment = {
    ...entryOf(swap.difference > 0 ? 'payment' : 'refund', given.payment_method_id),
    amount: pointDecimal(Math.abs(swap.difference)),
  };
  await addToGiftCard(records, order.user_id, given.payment_method_id, -swap.difference);
  return save(records, {
    ...order,
    items: swap.items,
    status: 'pending (item modified)',
    payment_history: [...order.payment_history, settlement],
  });
}

async function exchangeDeliveredOrderItems(
  records: RetailRecords,
  given: ToolArguments<'exchange_delivered_order_items'>,
): Promise<ToolResult> {
  const order = await records.findOrder(given.order_id);
  if (order === undefined) return refuse('order not found');
  if (order.status !== 'delivered') return refuse('non-delivered order cannot be exchanged');
  const swap = await planSwap(records, order, given);
  if (!swap.ok) return swap;
  const difference = Number(swap.difference.toFixed(2));
  const method = await findMethod(records, order.user_id, given.payment_method_id);
  if (method === undefined) return refuse('payment method not found');
  if (method.balance !== undefined && method.balance < difference) {
    return refuse('insufficient gift card balance to pay for the price difference');
  }
  // Old and new items are each sorted on their own: the shop's system forgets which replaces which.
  return save(records, {
    ...order,
    status: 'exchange requested',
    exchange_items: given.item_ids.toSorted(),
    exchange_new_items: given.new_item_ids.toSorted(),
    exchange_payment_method_id: given.payment_method_id,
    exchange_price_difference: pointDecimal(difference),
  });
}

async function returnDeliveredOrderItems(
  records: RetailRecords,
  given: ToolArguments<'return_delivered_order_items'>,
): Promise<ToolResult> {
  const order = await records.findOrder(given.order_id);
  if (order === undefined) return refuse('order not found');
  if (order.status !== 'delivered') return refuse('non-delivered order cannot be returned');
  const method = await findMethod(records, order.user_id, given.payment_method_id);
  if (method === undefined) return refuse('payment method not found');
  const isOriginal = order.payment_history[0]?.payment_method_id === given.payment_method_id;
  if (method.source !== 'gift_card' && !isOriginal) {
    return refuse('payment method should be either the original payment method or a gift card');
  }
  if (surplusItem(order, given.item_ids) !== undefined) return refuse('some item not found');
  return save(records, {
    ...order,
    status: 'return requested',
    return_items: given.item_ids.toSorted(),
    return_payment_method_id: given.payment_method_id,
  });
}

async function modifyUserAddress(
  records: RetailRecords,
  { user_id, ...given }: ToolArguments<'modify_user_address'>,
): Promise<ToolResult> {
  const user = await records.findUser(user_id);
  if (user === undefined) return refuse('user not found');
  const changed: RetailUser = { ...user, address: addressOf(given) };
  records.saveUser(user_id, changed);
  return { ok: true, result: writeValue(changed) };
}

const cancelReasons: readonly string[] = ['no longer needed', 'ordered by mistake'];

type Swap = { ok: true; items: RetailItem[]; difference: number } | { ok: false; error: string };

/**
 * Puts the new items in place of the old ones (an item bought twice is replaced one piece per mention). The difference
 * is the plain sum of floating point numbers: the shop's system rounds it for an exchange and not for a change.
 */
async function planSwap(
  records: RetailRecords,
  order: RetailOrder,
  given: { item_ids: readonly string[]; new_item_ids: readonly string[] },
): Promise<Swap> {
  const surplus = surplusItem(order, given.item_ids);
  if (surplus !== undefined) return refuse(`${surplus} not found`);
  if (given.item_ids.length !== given.new_item_ids.length) {
    return refuse('the number of items to be exchanged should match');
  }
  const items = [...order.items];
  let difference = 0;
  for (const [index, itemId] of given.item_ids.entries()) {
    const newId = given.new_item_ids[index] ?? '';
    // The first piece with this id, also when an earlier swap of the same call brought it in: so counts the shop's system.
    const at = items.findIndex((item) => item.item_id === itemId);
    const item = items[at] ?? order.items.find((one) => one.item_id === itemId);
    if (item === undefined) return refuse(`${itemId} not found`);
    const variant = (await records.findProduct(item.product_id))?.product.variants[newId];
    if (variant === undefined || !variant.available) return refuse(`new item ${newId} not found or available`);
    difference += toNumber(variant.price) - toNumber(item.price);
    if (at >= 0) items[at] = { ...item, item_id: newId, price: variant.price, options: variant.options };
  }
  return { ok: true, items, difference };
}

/** The first item that is named more often than the order has it. */
function surplusItem(order: RetailOrder, itemIds: readonly string[]): string | undefined {
  const count = (list: readonly string[], itemId: string) => list.filter((one) => one === itemId).length;
  const owned = order.items.map((item) => item.item_id);
  return itemIds.find((itemId) => count(itemIds, itemId) > count(owned, itemId));
}

async function findMethod(records: RetailRecords, userId: string, methodId: string) {
  const method = (await records.findUser(userId))?.payment_methods[methodId];
  if (method === undefined) return undefined;
  const balance = method.source === 'gift_card' ? toNumber(method.balance ?? 0) : undefined;
  return { source: method.source, balance };
}

/** Does nothing for other payment methods. */
async function addToGiftCard(records: RetailRecords, userId: string, methodId: string, amount: number): Promise<void> {
  const user = await records.findUser(userId);
  const method = user?.payment_methods[methodId];
  if (user === undefined || method?.source !== 'gift_card') return;
  const balance = pointDecimal(Number((toNumber(method.balance ?? 0) + amount).toFixed(2)));
  const payment_methods = { ...user.payment_methods, [methodId]: { ...method, balance } };
  records.saveUser(userId, { ...user, payment_methods });
}

function addressOf(given: RetailAddress): RetailAddress {
  const { address1, address2, city, state, country, zip } = given;
  return { address1, address2, city, state, country, zip };
}

/** A payment entry with the keys in the shop's order; the amount is filled in after. */
function entryOf(transaction_type: 'payment' | 'refund', payment_method_id: string): RetailPayment {
  return { transaction_type, amount: 0, payment_method_id };
}

function save(records: RetailRecords, order: RetailOrder): ToolResult {
  records.saveOrder(order);
  return { ok: true, result: writeValue(order) };
}

function told(document: unknown, what: string): ToolResult {
  return document === undefined ? refuse(`${what} not found`) : { ok: true, result: writeValue(document) };
}

function found(text: string | undefined, what: string): ToolResult {
  return text === undefined ? refuse(`${what} not found`) : { ok: true, result: text };
}

function refuse(problem: string): { ok: false; error: string } {
  return { ok: false, error: `Error: ${problem}` };
}

function entry<Arguments>(
  name: ToolName,
  schema: z.ZodType<Arguments>,
  run: (records: RetailRecords, given: Arguments) => Promise<ToolResult>,
): [string, Tool] {
  return [
    name,
    async (records, given) => {
      const parsed = schema.safeParse(given);
      if (parsed.success) return run(records, parsed.data);
      return refuse(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim()).join('; '));
    },
  ];
}
