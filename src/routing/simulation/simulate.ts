import type { Agent, Entry } from '../core/core-types.ts';
import { createMatchBook } from '../core/match-book.ts';
import { createRoutingCore } from '../core/routing-core.ts';
import { createCustomerPool } from './customers.ts';
import { createDemand, type TraceRow } from './demand.ts';
import { createEventQueue, eventKinds } from './event-queue.ts';
import { figuresOfRun, type Rehearsed } from './figures.ts';
import { policyOf } from './policies.ts';
import { createPromiseProbe } from './promises.ts';
import { createRandom, createStratified, exponential } from './random.ts';
import { createRehearsedLadder } from './rehearsed-ladder.ts';
import type { Scenario } from './scenario.ts';
import { planShifts } from './shifts.ts';
import { createTally, createWaitTally } from './tally.ts';
import { drawWork, makeWorkers, paceOf, settleWorker, takeEnded, untilNextEnd, type Worker } from './workforce.ts';
import { makeAgents, orderOf, stagesOf } from './world.ts';

/** A rehearsal that can be run in slices, so that a server stays awake meanwhile. */
export type Rehearsal = {
  /** Runs so many events; false when all is over. */
  run(events: number): boolean;
  /** Events that really happened so far. */
  events(): number;
  /** Part of the time that is over, 0 to 1. */
  progress(): number;
  result(elapsedSeconds: number): Rehearsed;
};

/** Runs a scenario to its end on the production core. */
export function simulate(scenario: Scenario, rows: readonly TraceRow[] = []): Rehearsed {
  const startedAt = performance.now();
  const rehearsal = createRehearsal(scenario, rows);
  while (rehearsal.run(1_000_000));
  return rehearsal.result((performance.now() - startedAt) / 1_000);
}

/** Draws of one block share an exact mean; larger than any memory of a queue. */
const stratifiedBlock = 262_144;

/** Prepares a scenario; nothing happens until `run`. */
export function createRehearsal(scenario: Scenario, rows: readonly TraceRow[]): Rehearsal {
  const random = createRandom(scenario.seed);
  const block = Math.min(stratifiedBlock, scenario.count ?? stratifiedBlock);
  const arrivalDraws = createStratified(createRandom(scenario.seed + 1), block);
  const workDraws = createStratified(createRandom(scenario.seed + 2), block);
  const demand = createDemand(scenario, rows, arrivalDraws);
  const workers = makeWorkers(scenario, random);
  const book = createMatchBook();
  const customers = createCustomerPool(scenario, random);
  const countFrom = demand.endsAt * scenario.warmUp;
  const target = scenario.serviceLevel.seconds;
  const { slowdown } = scenario.service;
  const tally = createTally(scenario.intervalMinutes * 60_000);
  const waits = createWaitTally();
  const queue = createEventQueue();
  const counts = { events: 0, served: 0, lost: 0, inTime: 0, byAi: 0, aiFirst: 0, arrivals: 0 };
  const ladder = createRehearsedLadder();
  let now = 0;
  let isEnding = false;

  const core = createRoutingCore(
    policyOf(scenario.policy, {
      book,
      sharpness: scenario.matchSharpness,
      world: {
        speed: (agent, intent) => {
          const worker = workers[agent];
          return worker ? paceOf(worker, intent) : 1;
        },
        waitCost: (intent) => scenario.intents[intent]?.waitCost ?? 1,
      },
    }),
    (entry, agent) => begin(entry, agent),
  );
  const stages = scenario.intents.map((intent) => stagesOf(scenario, intent.group));
  const order = orderOf(scenario, customers);
  const agents = makeAgents(scenario, (spec) => core.setAgent(spec, 0));
  const promises = createPromiseProbe(scenario, agents, demand.endsAt);
  for (const shift of planShifts(scenario, demand.endsAt))
    queue.push(shift.at, eventKinds.shift, shift.agent, shift.opens ? 1 : 0);

  const plan = (worker: Worker, index: number): void => {
    worker.version = (worker.version + 1) | 0;
    if (worker.jobs.length > 0)
      queue.push(now + untilNextEnd(worker, slowdown), eventKinds.departure, index, worker.version);
  };

  const begin = (entry: Entry, agent: Agent): void => {
    const worker = workers[agent.index];
    if (!worker) return;
    const customer = entry.tag;
    const intent = entry.intent;
    settleWorker(worker, agent, now, slowdown);
    const mean = customers.handleSeconds(customer) / paceOf(worker, intent);
    const work = drawWork(scenario, mean, workDraws);
    worker.jobs.push({ endsAt: worker.progress + work, customer, intent, startedAt: now });
    if (!isEnding) plan(worker, agent.index);
    const waited = (now - customers.queuedAt(customer)) / 1_000;
    customers.served(customer);
    promises.over(customer, waited, true);
    count(customer, waited, true);
  };

  const count = (customer: number, waited: number, isServed: boolean): void => {
    const came = customers.queuedAt(customer);
    if (came < countFrom) return;
    const isInTime = isServed && waited <= target;
    waits.add(waited);
    counts[isServed ? 'served' : 'lost'] += 1;
    if (isInTime) counts.inTime += 1;
    if (isServed) tally.served(came, waited, isInTime);
    else tally.lost(came, waited);
  };

  const enqueue = (customer: number): void => {
    const intent = customers.intent(customer);
    customers.queue(customer, now);
    const entry = core.enqueue(
      {
        id: String(customer),
        queuedAt: now,
        serveBy: order(customer, now),
        stages: stages[intent] ?? [],
        intent,
        tag: customer,
      },
      now,
    );
    if (!customers.isWaiting(customer)) return;
    customers.keep(customer, entry);
    promises.asked(customer, entry, core.entries().values(), now);
    tally.waiting(now, core.entries().size);
    const patience = customers.patienceSeconds(customer);
    if (patience === undefined) return;
    const givesUpAt = now + exponential(random, patience * 1_000);
    queue.push(givesUpAt, eventKinds.abandon, customer, customers.version(customer));
  };

  const arrive = (): void => {
    const customer = customers.arrive(demand.row());
    demand.step();
    counts.arrivals += 1;
    tally.arrived(now);
    const { ai } = scenario;
    if (!ai || !isAiFirst(ai.share)) {
      enqueue(customer);
      return;
    }
    counts.aiFirst += 1;
    tally.aiFirst(now);
    if (ai.seconds === 0) leaveAi(customer);
    else queue.push(now + exponential(random, ai.seconds * 1_000), eventKinds.aiDone, customer, 0);
  };

  /** In a crowd the AI answers first, whatever the share: the same ladder and the same rule as for real. */
  const isAiFirst = (share: number): boolean => {
    for (const first of core.entries().values()) {
      ladder.look(now, now - first.queuedAt);
      return ladder.isCrowded() || random() < share;
    }
    ladder.look(now, 0);
    return ladder.isCrowded() || random() < share;
  };

  const leaveAi = (customer: number): void => {
    const resolution = scenario.intents[customers.intent(customer)]?.aiResolution ?? 0;
    if (random() >= resolution) {
      enqueue(customer);
      return;
    }
    counts.byAi += 1;
    tally.byAi(now);
    customers.free(customer);
  };

  const depart = (index: number, version: number): boolean => {
    const worker = workers[index];
    const agent = agents[index];
    if (!worker || !agent || worker.version !== version) return false;
    settleWorker(worker, agent, now, slowdown);
    const job = takeEnded(worker);
    if (!job) return false;
    book.observe(index, job.intent, (now - job.startedAt) / 1_000, true);
    promises.ended(job.intent, (now - job.startedAt) / 1_000);
    customers.free(job.customer);
    isEnding = true;
    core.finish(agent, 100, now);
    isEnding = false;
    plan(worker, index);
    return true;
  };

  const giveUp = (customer: number, version: number): boolean => {
    if (customers.version(customer) !== version || !customers.isWaiting(customer)) return false;
    const entry = customers.entry(customer);
    if (entry) core.leave(entry);
    const waited = (now - customers.queuedAt(customer)) / 1_000;
    promises.over(customer, waited, false);
    count(customer, waited, false);
    customers.free(customer);
    return true;
  };

  const shift = (index: number, opens: boolean): boolean => {
    const [worker, agent] = [workers[index], agents[index]];
    if (!worker || !agent) return false;
    settleWorker(worker, agent, now, slowdown);
    core.setState(agent, opens ? 'open' : 'closed', now);
    return true;
  };

  const handle = (): boolean => {
    const [kind, subject, version] = [queue.kind(), queue.subject(), queue.version()];
    if (kind === eventKinds.departure) return depart(subject, version);
    if (kind === eventKinds.abandon) return giveUp(subject, version);
    if (kind === eventKinds.shift) return shift(subject, version === 1);
    leaveAi(subject);
    return true;
  };

  const run = (events: number): boolean => {
    for (let done = 0; done < events; done += 1) {
      const arrivalAt = demand.nextAt();
      const queueAt = queue.nextAt();
      const timerAt = core.nextTimer();
      if (arrivalAt <= queueAt && arrivalAt <= timerAt) {
        if (arrivalAt === Number.POSITIVE_INFINITY) return false;
        now = arrivalAt;
        arrive();
        counts.events += 1;
      } else if (timerAt < queueAt) {
        now = timerAt;
        core.advance(now);
        counts.events += 1;
      } else {
        now = queueAt;
        queue.pop();
        if (handle()) counts.events += 1;
      }
    }
    return true;
  };

  return {
    run,
    events: () => counts.events,
    progress: () => (demand.endsAt === 0 ? 1 : Math.min(1, now / demand.endsAt)),
    result: (elapsedSeconds) => {
      for (const [index, worker] of workers.entries()) {
        const agent = agents[index];
        if (agent) settleWorker(worker, agent, Math.max(worker.settledAt, Math.min(now, demand.endsAt)), slowdown);
      }
      const levels = ladder.shares(Math.min(now, demand.endsAt));
      return figuresOfRun({
        scenario,
        counts,
        levels,
        promises: promises.result(),
        waits,
        tally,
        workers,
        endsAt: demand.endsAt,
        elapsedSeconds,
      });
    },
  };
}
