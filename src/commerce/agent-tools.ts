import { z } from 'zod';
import { actionArguments } from './action-arguments.ts';
import { maskCustomer, maskOrder } from './mask.ts';
import { openTools } from './open-store.ts';
import type { ShopTools, ToolDescription } from './shop-tools.ts';
import type { ActionName, Actor, StoreConnector } from './store-connector.ts';
import { platforms, type StoreParts } from './stores/index.ts';
import type { Product } from './types.ts';

/** What a tool does: `read` changes nothing, `change` changes records, `money` may give money out. */
export const toolRisks = ['read', 'change', 'money'] as const;
export type ToolRisk = (typeof toolRisks)[number];
export type AgentTool = ToolDescription & { risk: ToolRisk };

/** `amount` is what the change gives out, minor units, where it is known. */
export type ToolAnswer = { ok: true; result: unknown; amount?: number } | { ok: false; error: string };

/** A shop's tools for other programs and agents. */
export type AgentTools = {
  list(): readonly AgentTool[];
  /** A read, or the dry run of a change. Wrong arguments are an answer that says so. */
  preview(name: string, given: unknown, now: Date): Promise<ToolAnswer>;
  /** Makes a change within the shop's own rules; where the shop knows keys, once per key. */
  perform(name: string, given: unknown, options: { idempotencyKey: string; now: Date }): Promise<ToolAnswer>;
};

type Given = StoreParts & { platform: string; store: StoreConnector; products: ReadonlyMap<string, Product> };

/** The tools of the shop's own system where it has some, else those that every shop has by its connector. */
export function openAgentTools(given: Given): AgentTools {
  const platform = Object.hasOwn(platforms, given.platform) ? platforms[given.platform] : undefined;
  return platform?.tools === undefined ? connectorTools(given) : ownTools(openTools(given));
}

/** The same list without opening anything but the connector's description, for `tools list`. */
export function describeAgentTools(store: Pick<StoreConnector, 'descriptor'>): readonly AgentTool[] {
  return [...readTools.map(({ run: _run, schema, ...tool }) => ({ ...tool, ...shown(schema) })), ...writeTools(store)];
}

const moneyActions: readonly ActionName[] = [
  'cancel-order',
  'change-items',
  'request-return',
  'request-exchange',
  'request-refund',
  'report-problem',
  'request-price-protection',
];

/** Tools of the shop's own system keep their names; a dry run is a run that is rolled back. */
function ownTools(tools: ShopTools): AgentTools {
  const run = async (name: string, given: unknown, keep: boolean): Promise<ToolAnswer> => {
    const text = await tools.replay({ id: 1, calls: [{ name, arguments: given }] }, { keep });
    const read = replayed.safeParse(JSON.parse(text));
    const [answer] = read.success ? read.data.results : [];
    if (answer === undefined) return { ok: false, error: 'the tool gave no answer' };
    return answer.ok ? { ok: true, result: answer.result } : { ok: false, error: answer.error };
  };
  return {
    list: () => tools.list().map((tool) => ({ ...tool, risk: tool.writes ? 'money' : 'read' })),
    preview: (name, given) => run(name, given, false),
    perform: (name, given) => run(name, given, true),
  };
}

const replayed = z.object({
  results: z.array(
    z.discriminatedUnion('ok', [
      z.object({ ok: z.literal(true), result: z.unknown() }),
      z.object({ ok: z.literal(false), error: z.string() }),
    ]),
  ),
});

function connectorTools({ store, products }: Given): AgentTools {
  const action = (name: string) => store.descriptor.actions.find((one) => toolNameOf(one) === name);
  return {
    list: () => describeAgentTools(store),
    preview: async (name, given, now) => {
      const reading = readTools.find((tool) => tool.name === name);
      if (reading !== undefined) return await reading.run({ store, products }, given);
      const wanted = action(name);
      const call = readCall(given);
      if (wanted === undefined) return { ok: false, error: `unknown tool ${name}` };
      if (call === undefined) return { ok: false, error: 'customerId is missing' };
      const verdict = await store.check(call.actor, wanted, call.rest, now);
      if (!verdict.ok) return { ok: false, error: refusalText(verdict) };
      const { facts, parameters, summaryKey } = verdict;
      return { ok: true, result: { summary: summaryKey, ...parameters, facts }, ...amountIn(parameters) };
    },
    perform: async (name, given, options) => {
      const wanted = action(name);
      const call = readCall(given);
      if (wanted === undefined || call === undefined) return { ok: false, error: `unknown change ${name}` };
      const outcome = await store.perform(call.actor, wanted, call.rest, options);
      if (!outcome.ok) return { ok: false, error: refusalText(outcome) };
      const { parameters, resultKey, changed } = outcome;
      return { ok: true, result: { result: resultKey, ...parameters, changed }, ...amountIn(parameters) };
    },
  };
}

const id = z.string().min(1).max(200);

type ReadTool = Omit<AgentTool, 'parameters'> & {
  schema: z.ZodType;
  run(shop: Pick<Given, 'store' | 'products'>, given: unknown): Promise<ToolAnswer>;
};

/** Personal data leave masked: who needs more of a customer asks the customer. */
const readTools: readonly ReadTool[] = [
  readTool(
    'find_customer',
    'Find a customer by id, e-mail or phone; personal data are masked.',
    z.strictObject({ customerId: id.optional(), email: id.optional(), phone: id.optional() }),
    async ({ store }, { customerId, email, phone }) => {
      if (customerId !== undefined) return masked(await store.findCustomer({ by: 'id', storeCustomerId: customerId }));
      if (email !== undefined) return masked(await store.findCustomer({ by: 'email', email }));
      if (phone !== undefined) return masked(await store.findCustomer({ by: 'phone', phone }));
      return { ok: false, error: 'give one of customerId, email, phone' };
    },
  ),
  readTool(
    'list_orders',
    "A customer's orders, newest first.",
    z.strictObject({ customerId: id, limit: z.int().min(1).max(20).default(10) }),
    async ({ store }, { customerId, limit }) => found((await store.listOrders(customerId, limit)).map(maskOrder)),
  ),
  readTool(
    'get_order',
    'One order with its parcels.',
    z.strictObject({ orderId: id }),
    async ({ store }, { orderId }) => {
      const order = await store.findOrder(orderId);
      return found(order && maskOrder(order));
    },
  ),
  readTool(
    'list_cases',
    "A customer's after-sales cases, newest first.",
    z.strictObject({ customerId: id }),
    async ({ store }, { customerId }) =>
      found((await store.listCases(customerId)).map(({ details: _details, ...one }) => one)),
  ),
  readTool(
    'search_products',
    'Products whose name, number or category holds the words, with variants, prices and stock.',
    z.strictObject({ query: z.string().max(100), limit: z.int().min(1).max(20).default(10) }),
    async ({ products }, { query, limit }) => {
      const wanted = query.trim().toLowerCase();
      const hits = [...products.values()].filter(({ productId, name, category }) =>
        [productId, category, ...Object.values(name)].some((text) => text.toLowerCase().includes(wanted)),
      );
      return found(
        hits
          .slice(0, limit)
          .map(({ productId, name, category, variants }) => ({ productId, name, category, variants })),
      );
    },
  ),
];

function readTool<Schema extends z.ZodType>(
  name: string,
  description: string,
  schema: Schema,
  run: (shop: Pick<Given, 'store' | 'products'>, given: z.infer<Schema>) => Promise<ToolAnswer>,
): ReadTool {
  return {
    name,
    description,
    writes: false,
    risk: 'read',
    schema,
    run: async (shop, given) => {
      const read = schema.safeParse(given ?? {});
      if (read.success) return await run(shop, read.data);
      const [issue] = read.error.issues;
      return { ok: false, error: `${issue?.path.join('.') || 'arguments'}: ${issue?.message}` };
    },
  };
}

function writeTools({ descriptor }: Pick<StoreConnector, 'descriptor'>): AgentTool[] {
  return descriptor.actions.map((action) => ({
    name: toolNameOf(action),
    description: `${action.replaceAll('-', ' ')} for a customer, by the shop's own rules; first a dry run, then with its confirmation.`,
    writes: true,
    risk: moneyActions.includes(action) ? ('money' as const) : ('change' as const),
    parameters: withCustomer(shown(actionArguments[action]).parameters),
  }));
}

function withCustomer(schema: AgentTool['parameters']): AgentTool['parameters'] {
  const read = z.object({ properties: z.record(z.string(), z.unknown()), required: z.array(z.string()).default([]) });
  const known = read.parse(schema);
  return {
    ...schema,
    properties: { customerId: { type: 'string', minLength: 1, maxLength: 200 }, ...known.properties },
    required: ['customerId', ...known.required],
  };
}

function shown(schema: z.ZodType): Pick<AgentTool, 'parameters'> {
  const { $schema: _version, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return { parameters: JSON.parse(JSON.stringify(rest)) };
}

function toolNameOf(action: ActionName): string {
  return action.replaceAll('-', '_');
}

/** Another program speaks for the customer: what needs a proof by the customer still does. */
function readCall(given: unknown): { actor: Actor; rest: Readonly<Record<string, unknown>> } | undefined {
  const read = z.looseObject({ customerId: id }).safeParse(given);
  if (!read.success) return undefined;
  const { customerId, ...rest } = read.data;
  return { actor: { storeCustomerId: customerId, identity: 'matched' }, rest };
}

function masked(customer: Parameters<typeof maskCustomer>[0] | undefined): ToolAnswer {
  if (customer === undefined) return found(undefined);
  const { paymentMethods: _methods, birthday: _birthday, ...rest } = maskCustomer(customer);
  return found(rest);
}

function found(result: unknown): ToolAnswer {
  return result === undefined ? { ok: false, error: 'not found' } : { ok: true, result };
}

function refusalText({ reasonKey, parameters }: { reasonKey: string; parameters: object }): string {
  return `${reasonKey} ${JSON.stringify(parameters)}`;
}

function amountIn({ amount }: Readonly<Record<string, string | number>>): { amount?: number } {
  return typeof amount === 'number' ? { amount } : {};
}
