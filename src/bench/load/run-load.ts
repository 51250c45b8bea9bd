import { randomUUID } from 'node:crypto';
import type { App } from '../../app.ts';
import { AppError, type Config, ShopId } from '../../platform/index.ts';
import { createServer } from '../../server/index.ts';
import { insertSession, insertStaff, setGroups } from '../../staff/index.ts';
import { createShop } from '../../walk/index.ts';
import { makeFloorTables, runIngestFloor } from '../ingest-floor.ts';
import { runPart } from '../parts.ts';
import { withScratch } from '../scratch.ts';
import { type LoadClientsInput, type LoadClientsResult, loadClientsResult, loadProgress } from './load-clients.ts';
import { type LiveMemory, type ServerSample, startServerWatch, type Work } from './server-watch.ts';
import { type ShapePlan, shapes } from './shapes.ts';

export type LoadOptions = {
  shape: string;
  rate: number;
  seconds: number;
  windows: number;
  agents: number;
  addresses: number;
  /** A server that runs already; without it one is started in a folder of its own. */
  target?: string | undefined;
  shop?: string | undefined;
};

/** What a run has shown; `stored` is what the database holds of the clients' messages, known for an own server only. */
export type LoadRun = {
  options: LoadOptions;
  clients: LoadClientsResult;
  samples: readonly ServerSample[];
  live: readonly LiveMemory[];
  work: readonly Work[];
  /** Messages a second that a message and an outbox row by hand come to, right before the run. */
  floor?: number;
  stored?: { messages: number; lines: number; doubled: number; gaps: number; stuckTurns: number };
};

/** Plays a shape against a server, in this process and a folder of its own, or against one that runs elsewhere. */
export async function runLoad(config: Config, folder: string, options: LoadOptions): Promise<LoadRun> {
  const shape = shapes[options.shape];
  if (!shape)
    throw new AppError('invalid', `there is no shape '${options.shape}'; there are ${Object.keys(shapes).join(', ')}`, {
      field: 'shape',
    });
  const plan = shape.plan(options);
  if (options.target !== undefined) {
    const input = inputOf(options, plan, { url: options.target, shops: [options.shop ?? 'demo'], agentTokens: [] });
    return { options, clients: await play(input, () => undefined), samples: [], live: [], work: [] };
  }
  return await withScratch(config, folder, async ({ app, shopId, ownerUrl }) => {
    await makeFloorTables(ownerUrl);
    const floor = await runIngestFloor({ url: ownerUrl, clients: floorClients, milliseconds: floorMilliseconds });
    const server = createServer(app);
    const url = await server.listen(0, '127.0.0.1');
    const shops = [shopId, ...(plan.hotShare ? await makeShops(app, 9) : [])];
    const agentTokens = await makeAgents(app, shopId, options.agents);
    const watch = await startServerWatch(app, { collects: options.shape === 'soak', ownerUrl });
    try {
      const clients = await play(inputOf(options, plan, { url, shops, agentTokens }), watch.mark);
      await app.turns.drain();
      const work = await watch.work();
      const seen = { samples: watch.samples(), live: watch.live(), work };
      return { options, clients, ...seen, floor, stored: await readStored(app, shops) };
    } finally {
      await watch.stop();
      await server.close();
    }
  });
}

const floorClients = 64;
const floorMilliseconds = 2_000;

/** Segment that no figure is taken of. */
export const warmUp = 'warm-up';

function inputOf(
  options: LoadOptions,
  plan: ShapePlan,
  place: Pick<LoadClientsInput, 'url' | 'shops' | 'agentTokens'>,
): LoadClientsInput {
  return {
    ...place,
    windows: options.windows,
    addresses: options.addresses,
    // Everybody has said a word before anything is measured: conversations are there and the code is warm.
    segments: [{ name: warmUp, seconds: 5, from: options.rate * 0.1, to: options.rate * 0.5 }, ...plan.segments],
    slowShare: plan.slowShare ?? 0,
    hotShare: plan.hotShare ?? 0,
    webhookShare: plan.webhookShare ?? 0,
    hasStorm: plan.hasStorm ?? false,
    endsAtKnee: plan.endsAtKnee ?? false,
  };
}

async function play(input: LoadClientsInput, onSegment: (name: string) => void): Promise<LoadClientsResult> {
  const part = runPart('load-clients', input);
  part.onProgress((message) => onSegment(loadProgress.parse(message).segment));
  return loadClientsResult.parse(await part.result);
}

/** Shops beside the demo shop: nothing is sold there, but they are asked all the same. */
async function makeShops(app: App, count: number): Promise<ShopId[]> {
  const shops: ShopId[] = [];
  for (let index = 0; index < count; index += 1) {
    const shopId = ShopId.check(`load-${index + 1}`);
    const name = { 'zh-CN': `小店${index + 1}`, 'zh-TW': `小店${index + 1}`, en: `Shop ${index + 1}` };
    await app.walk.database.inShop(shopId, (sql) =>
      createShop(sql, {
        shopId,
        name,
        platform: 'peakdesk',
        language: 'zh-CN',
        timeZone: 'Asia/Shanghai',
        currency: 'CNY',
        createdAt: new Date(),
      }),
    );
    await app.shops.get(shopId);
    shops.push(shopId);
  }
  return shops;
}

async function makeAgents(app: App, shopId: ShopId, count: number): Promise<string[]> {
  const tokens: string[] = [];
  for (let index = 0; index < count; index += 1)
    tokens.push(
      await app.walk.database.inShop(shopId, async (sql) => {
        const email = `load-${randomUUID()}@shop.example`;
        const staff = await insertStaff(sql, {
          shopId,
          email,
          name: `客服${index + 1}`,
          role: 'agent',
          passwordHash: '',
        });
        await setGroups(sql, shopId, staff.staffId, []);
        const session = { shopId, staffId: staff.staffId, userAgent: 'load', now: new Date() };
        return (await insertSession(sql, session)).token;
      }),
    );
  return tokens;
}

/** What the database says of all messages: numbers without gaps, none twice, no turn left behind. */
async function readStored(app: App, shops: readonly ShopId[]): Promise<NonNullable<LoadRun['stored']>> {
  const sum = { messages: 0, lines: 0, doubled: 0, gaps: 0, stuckTurns: 0 };
  for (const shopId of shops) {
    const [row] = await app.walk.database.inShop(
      shopId,
      (sql) => sql<{ messages: number; lines: number; doubled: number; gaps: number; stuck: number }[]>`
        select count(*) filter (where author_kind = 'customer' and client_id is not null)::int as messages, count(*)::int as lines,
          (count(client_id) - count(distinct (conversation_id, client_id)) filter (where client_id is not null))::int as doubled,
          (select count(*)::int from (
            select conversation_id from messages as each where shop_id = ${shopId} group by conversation_id
            having max(seq) <> count(*)) as torn) as gaps,
          (select count(*)::int from turns_due where shop_id = ${shopId} and due_at < now() - interval '60 seconds') as stuck
        from messages where shop_id = ${shopId}`,
    );
    sum.messages += row?.messages ?? 0;
    sum.lines += row?.lines ?? 0;
    sum.doubled += row?.doubled ?? 0;
    sum.gaps += row?.gaps ?? 0;
    sum.stuckTurns += row?.stuck ?? 0;
  }
  return sum;
}
