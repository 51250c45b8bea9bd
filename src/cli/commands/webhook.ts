import type { Command } from 'commander';
import { z } from 'zod';
import type { Ground } from '../../ground.ts';
import { AppError, type ShopId } from '../../platform/index.ts';
import { type AuditAction, appendAudit } from '../../staff/index.ts';
import { findShop } from '../../walk/index.ts';
import {
  addEndpoint,
  createSender,
  deliveryStates,
  type EndpointParts,
  endpointInput,
  listDeliveries,
  listEndpoints,
  publicEventTypes,
  removeEndpoint,
  resend,
  rotateSecret,
  switchEndpoint,
  testEndpoint,
  usualKeepHours,
} from '../../webhooks/index.ts';
import { writeJsonLine } from '../json-lines.ts';
import { readShopId, withGround } from '../open-app.ts';

/** `webhook …`: addresses of a shop's own systems that are told of events. A running server sends; without one it waits. */
export function addWebhookCommand(program: Command): void {
  const webhook = program.command('webhook').description("tell a shop's own systems what happens (docs/webhooks.md)");
  const command = (name: string, description: string) =>
    webhook.command(name).description(description).requiredOption('--shop <id>');
  const ofEndpoint = (name: string, description: string) =>
    command(name, description).requiredOption('--endpoint <id>', 'its id, as the list shows it');
  command('add', 'add an endpoint; its secret is printed this once')
    .requiredOption('--url <address>', 'https://…')
    .option('--events <names...>', `of ${publicEventTypes.join(', ')}; all where none is named`, [])
    .option('--description <text>', 'what stands there', '')
    .option('--private', 'the address may be in a network of your own, and without TLS')
    .action(add);
  command('list', 'list endpoints and how they are').action(list);
  ofEndpoint('on', 'turn an endpoint on again').action((options) => turn(options, true));
  ofEndpoint('off', 'turn an endpoint off').action((options) => turn(options, false));
  ofEndpoint('remove', 'forget an endpoint with its log').action(remove);
  ofEndpoint('rotate', 'make a new secret, printed this once')
    .option('--keep-hours <number>', 'hours in which the old one signs, too', String(usualKeepHours))
    .action(rotate);
  ofEndpoint('deliveries', 'what was sent, newest first, with the last answer')
    .option('--state <state>', deliveryStates.join(', '))
    .option('--type <event>', 'only this event')
    .option('--limit <number>', 'how many', '50')
    .action(deliveries);
  ofEndpoint('resend', 'send again, with the same ids, what has not arrived')
    .option('--delivery <id>', 'only this one, whatever came of it')
    .action(sendAgain);
  ofEndpoint('test', 'send a test event now; exit 1 where it was not taken').action(test);
}

type OfEndpoint = { shop: string; endpoint: string };

async function add(options: {
  shop: string;
  url: string;
  events: string[];
  description: string;
  private?: boolean;
}): Promise<void> {
  const { url, events: types, description } = options;
  const input = endpointInput.safeParse({ url, types, description, allowsPrivate: options.private === true });
  const issue = input.error?.issues[0];
  if (!input.success)
    throw new AppError('invalid', `${issue?.path[0] === 'types' ? '--events' : '--url'}: ${issue?.message}`);
  await inShop(options.shop, async (parts, shopId, audit) => {
    const made = await addEndpoint(parts, shopId, input.data);
    await audit('webhook.added', made.endpointId);
    await writeJsonLine(made);
  });
}

async function list(options: { shop: string }): Promise<void> {
  await inShop(options.shop, async (parts, shopId) => {
    for (const one of await listEndpoints(parts, shopId)) await writeJsonLine(one);
  });
}

async function turn({ shop, endpoint }: OfEndpoint, isOn: boolean): Promise<void> {
  const endpointId = idOf('endpoint', endpoint);
  await inShop(shop, async (parts, shopId, audit) => {
    await switchEndpoint(parts, shopId, { endpointId, isOn });
    await audit(isOn ? 'webhook.turned-on' : 'webhook.turned-off', endpointId);
    await writeJsonLine({ endpointId, isOn });
  });
}

async function remove({ shop, endpoint }: OfEndpoint): Promise<void> {
  const endpointId = idOf('endpoint', endpoint);
  await inShop(shop, async (parts, shopId, audit) => {
    if (!(await removeEndpoint(parts, shopId, endpointId)))
      throw new AppError('not-found', 'no such webhook endpoint', { field: 'endpoint' });
    await audit('webhook.removed', endpointId);
    await writeJsonLine({ endpointId, isRemoved: true });
  });
}

async function rotate({ shop, endpoint, ...options }: OfEndpoint & { keepHours: string }): Promise<void> {
  const endpointId = idOf('endpoint', endpoint);
  const keepHours = numberOf('keep-hours', options.keepHours, 720);
  await inShop(shop, async (parts, shopId, audit) => {
    const rotated = await rotateSecret(parts, shopId, { endpointId, keepHours });
    await audit('webhook.secret-rotated', endpointId);
    await writeJsonLine({ endpointId, ...rotated });
  });
}

async function deliveries(options: OfEndpoint & { state?: string; type?: string; limit: string }): Promise<void> {
  const endpointId = idOf('endpoint', options.endpoint);
  const state = deliveryStates.find((one) => one === options.state);
  if (options.state !== undefined && state === undefined)
    throw new AppError('invalid', `--state is one of ${deliveryStates.join(', ')}`, { field: 'state' });
  const filter = { endpointId, state, type: options.type, limit: numberOf('limit', options.limit, 1_000) };
  await inShop(options.shop, async ({ database }, shopId) => {
    for (const one of await database.inShop(shopId, (sql) => listDeliveries(sql, shopId, filter)))
      await writeJsonLine(one);
  });
}

async function sendAgain({ shop, endpoint, delivery }: OfEndpoint & { delivery?: string }): Promise<void> {
  const endpointId = idOf('endpoint', endpoint);
  const deliveryId = delivery === undefined ? undefined : idOf('delivery', delivery);
  await inShop(shop, async (parts, shopId, audit) => {
    const count = await resend(parts, shopId, { endpointId, deliveryId });
    await audit('webhook.resent', endpointId);
    await writeJsonLine({ endpointId, count });
  });
}

async function test({ shop, endpoint }: OfEndpoint): Promise<void> {
  const endpointId = idOf('endpoint', endpoint);
  await inShop(shop, async (parts, shopId) => {
    const delivery = await testEndpoint({ ...parts, send: createSender() }, shopId, endpointId);
    await writeJsonLine(delivery);
    const { state, status, problem } = delivery;
    if (state !== 'delivered') throw new AppError('unavailable', `the endpoint did not take it: ${problem ?? status}`);
  });
}

type Audit = (action: AuditAction, endpointId: string) => Promise<void>;

async function inShop(
  shop: string,
  work: (parts: EndpointParts, shopId: ShopId, audit: Audit) => Promise<void>,
): Promise<void> {
  const shopId = readShopId(shop);
  await withGround(async ({ database, secrets, clock }: Ground) => {
    const now = () => clock.now();
    const actor = { kind: 'command-line' as const };
    // Says plainly where there is no such shop.
    await database.inShop(shopId, (sql) => findShop(sql, shopId));
    await work({ database, secrets, now }, shopId, (action, endpointId) =>
      database.inShop(shopId, (sql) =>
        appendAudit(sql, { shopId, actor, action, target: `webhook/${endpointId}`, now: now() }),
      ),
    );
  });
}

function idOf(option: string, text: string): string {
  if (z.uuid().safeParse(text).success) return text;
  throw new AppError('invalid', `--${option}: '${text}' is not an id`, { field: option });
}

function numberOf(option: string, text: string, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= most) return number;
  throw new AppError('invalid', `--${option} is a number from 0 to ${most}`, { field: option });
}
