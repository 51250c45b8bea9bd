import { z } from 'zod';
import type { ToolDescription } from '../../shop-tools.ts';

const orderId = z.string().describe('The order id with its "#", such as "#W0000000".');
const productId = z.string().describe('The product id, such as "6086499569"; not the id of one of its items.');
const userId = z.string().describe('The user id, such as "sara_doe_496".');
const paymentMethodId = z
  .string()
  .describe('The payment method id, such as "gift_card_0000000" or "credit_card_0000000", from the user or the order.');
const itemIds = z
  .array(z.string())
  .describe('The item ids concerned, such as "1008292230"; an item bought twice may be named twice.');
const newItemIds = z
  .array(z.string())
  .describe('The item ids wanted instead, in the same order; each of the same product as the item it replaces.');
const address = {
  address1: z.string().describe('First line of the address, such as "123 Main St".'),
  address2: z.string().describe('Second line, such as "Apt 1", or "".'),
  city: z.string().describe('The city, such as "San Francisco".'),
  state: z.string().describe('The state, such as "CA".'),
  country: z.string().describe('The country, such as "USA".'),
  zip: z.string().describe('The zip code, such as "12345".'),
};

/** Arguments of the 16 tools; the reason of a cancellation is checked by the shop itself, after the order's status. */
export const toolSchemas = {
  calculate: z.strictObject({
    expression: z.string().describe('Numbers, + - * /, parentheses and blanks, such as "2 + 2".'),
  }),
  cancel_pending_order: z.strictObject({
    order_id: orderId,
    reason: z
      .string()
      .describe('Why it is cancelled.')
      .meta({ enum: ['no longer needed', 'ordered by mistake'] }),
  }),
  exchange_delivered_order_items: z.strictObject({
    order_id: orderId,
    item_ids: itemIds,
    new_item_ids: newItemIds,
    payment_method_id: paymentMethodId,
  }),
  find_user_id_by_email: z.strictObject({ email: z.string().describe('The e-mail of the user.') }),
  find_user_id_by_name_zip: z.strictObject({
    first_name: z.string().describe('First name, such as "John".'),
    last_name: z.string().describe('Last name, such as "Doe".'),
    zip: z.string().describe('Zip code, such as "12345".'),
  }),
  get_order_details: z.strictObject({ order_id: orderId }),
  get_product_details: z.strictObject({ product_id: productId }),
  get_user_details: z.strictObject({ user_id: userId }),
  list_all_product_types: z.strictObject({}),
  modify_pending_order_address: z.strictObject({ order_id: orderId, ...address }),
  modify_pending_order_items: z.strictObject({
    order_id: orderId,
    item_ids: itemIds,
    new_item_ids: newItemIds,
    payment_method_id: paymentMethodId,
  }),
  modify_pending_order_payment: z.strictObject({ order_id: orderId, payment_method_id: paymentMethodId }),
  modify_user_address: z.strictObject({ user_id: userId, ...address }),
  return_delivered_order_items: z.strictObject({
    order_id: orderId,
    item_ids: itemIds,
    payment_method_id: paymentMethodId,
  }),
  think: z.strictObject({ thought: z.string().describe('A thought to write down; nothing changes.') }),
  transfer_to_human_agents: z.strictObject({ summary: z.string().describe("Summary of the user's issue.") }),
} as const;

export type ToolName = keyof typeof toolSchemas;
export type ToolArguments<Name extends ToolName> = z.infer<(typeof toolSchemas)[Name]>;

const descriptions: Readonly<Record<ToolName, { text: string; writes?: true }>> = {
  calculate: { text: 'Works out an arithmetic expression, rounded to two decimals.' },
  cancel_pending_order: {
    text: "Cancels a pending order and refunds it: to a gift card at once, else within 5 to 7 business days. Needs the customer's explicit yes. Answers the order after that.",
    writes: true,
  },
  exchange_delivered_order_items: {
    text: "Exchanges items of a delivered order for other items of the same products; once per order. Needs the customer's explicit yes.",
    writes: true,
  },
  find_user_id_by_email: { text: 'Finds the user id of an e-mail address.' },
  find_user_id_by_name_zip: {
    text: 'Finds the user id by first name, last name and zip code, where the e-mail is not known.',
  },
  get_order_details: { text: 'Status and details of an order.' },
  get_product_details: { text: 'A product with all its items, their options, prices and availability.' },
  get_user_details: { text: 'Details of a user, with the ids of the orders.' },
  list_all_product_types: { text: 'Names and ids of all products.' },
  modify_pending_order_address: {
    text: "Changes the shipping address of a pending order. Needs the customer's explicit yes.",
    writes: true,
  },
  modify_pending_order_items: {
    text: "Changes items of a pending order to other items of the same products; once per order. Needs the customer's explicit yes.",
    writes: true,
  },
  modify_pending_order_payment: {
    text: "Changes the payment method of a pending order. Needs the customer's explicit yes.",
    writes: true,
  },
  modify_user_address: {
    text: "Changes the default address of a user. Needs the customer's explicit yes.",
    writes: true,
  },
  return_delivered_order_items: {
    text: "Asks for the return of items of a delivered order; an e-mail tells how to send them back. Needs the customer's explicit yes.",
    writes: true,
  },
  think: { text: 'Writes a thought down; reads and changes nothing.' },
  transfer_to_human_agents: { text: 'Hands the user over to a human agent with a summary.' },
};

export const toolNames = Object.keys(toolSchemas).filter((name): name is ToolName => name in toolSchemas);

/** The shop's tools with JSON schemas, for the command line and the MCP endpoint. */
export function listRetailTools(): ToolDescription[] {
  return toolNames.map((name) => {
    const { $schema: _, ...parameters } = z.toJSONSchema(toolSchemas[name]);
    return { name, description: descriptions[name].text, writes: descriptions[name].writes === true, parameters };
  });
}
