import type { ConversationId, ShopId } from '../platform/index.ts';
import { checkOutcome, checkTurn, type Finding } from './check-turn.ts';
import { fillExpectations } from './placeholders.ts';
import { type PlayedTurn, playScenario } from './play-scenario.ts';
import { type Scenario, type ScenarioShop, scenarioShops } from './scenario.ts';
import type { Stage } from './stage.ts';
import { rememberStore, type StoreMemory } from './store-memory.ts';
import { type FalseStatement, type Library, truthCheckFor } from './truth/check-truth.ts';
import { checkWording } from './wording-rules.ts';

/** One turn as it was played, with everything that is wrong about it. */
export type TurnResult = {
  played: PlayedTurn;
  findings: readonly Finding[];
  falseStatements: readonly FalseStatement[];
};
export type ScenarioResult = {
  scenario: Scenario;
  turns: readonly TurnResult[];
  /** What is wrong with what the conversation has left behind. */
  outcome: readonly Finding[];
  /** The walk itself broke down. */
  broken?: string;
  isPassed: boolean;
};
export type EvaluationResult = { results: readonly ScenarioResult[]; seconds: number };

/**
 * Plays every scenario in the real walk, one after the other, each in a shop as it was made. Nothing here judges by what
 * Peakdesk says of itself: expectations come from the files, truth from the shop's records.
 */
export async function evaluate(
  stage: Stage,
  scenarios: readonly Scenario[],
  onResult: (result: ScenarioResult, done: number) => void = () => {},
): Promise<EvaluationResult> {
  const startedAt = performance.now();
  const memories = new Map<ScenarioShop, StoreMemory>();
  for (const shop of scenarioShops) memories.set(shop, await rememberStore(stage.walk.database, stage.shops[shop]));
  const library: Library = new Map();
  const results: ScenarioResult[] = [];
  for (const scenario of scenarios) {
    const memory = memories.get(scenario.shop);
    if (memory === undefined) continue;
    const result = await evaluateOne(stage, scenario, memory, library);
    results.push(result);
    onResult(result, results.length);
  }
  return { results, seconds: (performance.now() - startedAt) / 1000 };
}

async function evaluateOne(
  stage: Stage,
  scenario: Scenario,
  memory: StoreMemory,
  library: Library,
): Promise<ScenarioResult> {
  const turns: TurnResult[] = [];
  try {
    const checkTruth = await truthCheckFor(stage, scenario, library);
    const { conversationId } = await playScenario(stage, scenario, async (played, turn, conversation) => {
      const before = turns.map((one) => one.played);
      const falseStatements = await checkTruth(played, {
        computed: scenario.turns.slice(0, turns.length + 1).flatMap((one) => one.computed),
        before,
        conversationId: conversation,
      });
      const expected = await fillExpectations(stage, scenario, turn);
      const findings = [...checkTurn(played, expected), ...checkWording(played, turn, scenario, before.at(-1))];
      turns.push({ played, findings, falseStatements });
    });
    const outcome = checkOutcome(scenario, await outcomeOf(stage, scenario, memory));
    if (conversationId) await leaveQueue(stage, stage.shops[scenario.shop], conversationId);
    const [problem] = stage.takeProblems();
    const isPassed =
      problem === undefined &&
      outcome.length === 0 &&
      turns.every((one) => one.findings.length === 0 && one.falseStatements.length === 0);
    return { scenario, turns, outcome, isPassed, ...(problem === undefined ? {} : { broken: problem }) };
  } catch (error) {
    const broken = error instanceof Error ? error.message : String(error);
    return { scenario, turns, outcome: [], broken, isPassed: false };
  } finally {
    await memory.restore();
  }
}

/** What of the shop's records is not as it was, in the words of `after` and `cases`. */
async function outcomeOf(
  stage: Stage,
  scenario: Scenario,
  memory: StoreMemory,
): Promise<Parameters<typeof checkOutcome>[1]> {
  const shopId = stage.shops[scenario.shop];
  const changes = await memory.changes();
  const keys = (collection: string) => changes.filter((one) => one.collection === collection).map((one) => one.key);
  const { store } = await stage.walk.shops.get(shopId);
  const orders = (await Promise.all(keys('orders').map((id) => store.findOrder(id)))).filter(
    (one) => one !== undefined,
  );
  const cases = await stage.walk.database.inShop(
    shopId,
    (sql) => sql<{ id: string; kind: string }[]>`
      select case_id as id, kind from store_cases where shop_id = ${shopId} and case_id = any(${keys('cases')})`,
  );
  const made = new Set(changes.filter((one) => one.how === 'made').map((one) => one.key));
  const tails = Object.keys(scenario.after);
  const doesSomething = scenario.turns.some((turn) => turn.does !== undefined);
  return {
    orders: Object.fromEntries(
      orders.map(({ orderId, status }) => [tails.find((tail) => orderId.endsWith(tail)) ?? orderId, status] as const),
    ),
    cases: cases.filter(({ id }) => made.has(id)).map(({ kind }) => kind),
    // A case that is withdrawn and stock that moves with an exchange belong to the action that was allowed.
    others: changes
      .filter((one) => one.how === 'removed' || one.collection === 'customers')
      // Their own address, or the balance of their gift card, may follow from what they have asked for.
      .filter((one) => !(doesSomething && one.how === 'changed' && one.key === (scenario.customer ?? scenario.proves)))
      .map((one) => `${one.collection} ${one.key} ${one.how}`),
  };
}

/** Nobody is at work on the stage; a queue that only grew would slow every later scenario down. */
async function leaveQueue(stage: Stage, shopId: ShopId, conversationId: ConversationId): Promise<void> {
  await stage.walk.database.inShop(
    shopId,
    (sql) => sql`delete from queue_entries where shop_id = ${shopId} and conversation_id = ${conversationId}`,
  );
}
