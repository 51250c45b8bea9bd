import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { initialDialogueState } from '../decide.ts';
import { aCustomer, aDescriptor, aLine, anAddress, anOrder, someFacts } from '../fixtures/a-shop.ts';
import { answerTo, type FakeStore } from '../fixtures/a-talk.ts';
import { type EngineStop, mergeResult, runFlows } from '../flow-engine.ts';
import { emptySpeech } from '../step-context.ts';
import type { ActionResult, DialogueState, FlowRun, SlotValue, TurnFacts } from '../types.ts';
import type { FlowDefinition } from './flow-definition.ts';
import { checkFlow } from './load-flows.ts';
import { procedureToFlow } from './testing/procedure-to-flow.ts';

const file = new URL('../../../../shared/data/flows/kb.json', import.meta.url);
const hasData = existsSync(file);
const procedures = hasData
  ? z.record(z.string(), z.array(z.string())).parse(JSON.parse(readFileSync(file, 'utf8')))
  : {};

const store: FakeStore = {
  customer: aCustomer,
  orders: [
    anOrder('PD20261101', 'delivered', [aLine('1', 'dress-m')]),
    anOrder('PD20261102', 'pending', [aLine('1', 'dress-m')]),
  ],
};

/** What a patient customer says to each question. */
const { name: _name, phone: _phone, ...place } = anAddress;
const answers: Readonly<Record<string, SlotValue>> = {
  order: 'PD20261102',
  place,
  whyRefund: 'not-wanted',
};

describe.runIf(hasData)('the procedures of a handbook', () => {
  it('are 55, and every one is valid flow data', () => {
    const faults = Object.entries(procedures).flatMap(([name, actions]) => {
      const read = checkFlow(procedureToFlow(name, actions));
      return read.ok ? [] : read.faults.map((fault) => `${name}: ${fault}`);
    });
    expect(faults).toEqual([]);
    expect(Object.keys(procedures)).toHaveLength(55);
  });

  test.each(Object.entries(procedures))('%s runs to its end with every action in its order', (name, actions) => {
    const read = checkFlow(procedureToFlow(name, actions));
    if (!read.ok) throw new Error(read.faults.join());
    const { visited, isDone, performed } = play(read.definition);
    expect(isDone).toBe(true);
    const ids = actions.map((action, index) => {
      const before = actions.slice(0, index).filter((one) => one === action).length;
      return before === 0 ? action : `${action}-${before + 1}`;
    });
    expect(visited.filter((id) => ids.includes(id))).toEqual(ids);
    const writes = actions.filter((action) => ['update-order', 'update-account', 'offer-refund'].includes(action));
    expect(performed).toBe(writes.length);
  });
});

if (!hasData) test.skip('NOT RUN: the handbook is not there (../shared/data/flows beside this checkout)');

type Played = { visited: string[]; isDone: boolean; performed: number };

/** Runs a flow through the real engine against a fake shop, one step at a time, so that the way can be seen. */
function play(definition: FlowDefinition): Played {
  const flows = new Map([[definition.flow, definition]]);
  const run: FlowRun = {
    runId: 'run',
    flow: definition.flow,
    version: definition.version,
    step: definition.steps[0]?.id ?? '',
    slots: {},
    attempts: {},
    results: {},
  };
  let state: DialogueState = { ...initialDialogueState(), stack: [run] };
  const { customer: _stranger, ...known } = someFacts({ store: aDescriptor, orders: store.orders });
  let facts: TurnFacts = { ...known, orders: [], cases: [] };
  const played: Played = { visited: [], isDone: false, performed: 0 };
  let reply: 'yes' | undefined;
  let result: ActionResult | undefined;
  for (let round = 0; round < 60; round += 1) {
    const watched = watch(flows, definition, played.visited);
    const output = runFlows({
      state,
      facts,
      flows: watched,
      language: 'en',
      speech: emptySpeech(),
      isAnswerTried: false,
      ...(reply === undefined ? {} : { reply }),
      ...(result === undefined ? {} : { result }),
    });
    reply = undefined;
    result = undefined;
    state = output.state;
    const { stop } = output;
    if (stop.kind === 'done') return { ...played, isDone: true };
    if (stop.kind === 'act') {
      result = answerTo(stop.request, store);
      if (stop.request.phase === 'perform') played.performed += 1;
      facts = mergeResult(facts, result);
    } else if (stop.kind === 'ask') {
      if (stop.slot === 'confirm') reply = 'yes';
      else ({ state, facts } = answered(state, facts, stop));
    } else return played;
  }
  return played;
}

/** The same flows; to which of their steps the engine comes is written down, each once in a row. */
function watch(flows: ReadonlyMap<string, FlowDefinition>, definition: FlowDefinition, visited: string[]) {
  const steps = definition.steps.map(
    (step) =>
      new Proxy(step, {
        get: (target, name) => {
          // The engine asks a step for its condition when it comes to it, and only then.
          if (name === 'when' && visited.at(-1) !== target.id) visited.push(target.id);
          return Reflect.get(target, name);
        },
      }),
  );
  return new Map([...flows, [definition.flow, { ...definition, steps }]]);
}

function answered(
  state: DialogueState,
  facts: TurnFacts,
  stop: Extract<EngineStop, { kind: 'ask' }>,
): { state: DialogueState; facts: TurnFacts } {
  if (stop.slot === 'identity') {
    const { storeCustomerId } = aCustomer;
    return {
      state: { ...state, identity: { level: 'matched', storeCustomerId } },
      facts: { ...facts, customer: aCustomer, orders: store.orders },
    };
  }
  const top = state.stack.at(-1);
  if (top === undefined) return { state, facts };
  const slots = { ...top.slots, [stop.slot]: answers[stop.slot] ?? 'as the customer says' };
  return { state: { ...state, stack: [...state.stack.slice(0, -1), { ...top, slots }] }, facts };
}
