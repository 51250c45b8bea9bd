import type { FlowDefinition, FlowLibrary, FlowStep } from './flows/flow-definition.ts';
import { isHint, say, withHint, withoutHint, withoutSlot } from './step-context.ts';
import { asksFor } from './steps/collect-step.ts';
import { identitySlot } from './steps/identify-step.ts';
import type { DialogueState, FlowRun, Saying, SlotValue } from './types.ts';

type Slots = Readonly<Record<string, SlotValue>>;

/** Slots that keep their meaning from one flow to the next and need no second reading. */
const sharedSlots: readonly string[] = ['order', 'lines'];

/**
 * Starts a wish: the same flow takes the new words in, another flow of the same family takes the running one's place,
 * any other is done first and the running one waits below it.
 */
export function startFlow(
  state: DialogueState,
  wish: { flow: string; slots: Slots; isAddition: boolean },
  flows: FlowLibrary,
): { state: DialogueState; sayings: readonly Saying[] } {
  const definition = flows.get(wish.flow);
  const top = state.stack.at(-1);
  if (definition === undefined) return { state, sayings: [] };
  if (top?.flow === wish.flow && !wish.isAddition) return { state: takeWords(state, wish.slots, flows), sayings: [] };
  const running = top && flows.get(top.flow);
  if (running !== undefined && Object.keys(running.slots).length === 0) {
    // A flow that only finds out who writes gives way to the wish it was for.
    return { state: takeWords(switchRun(state, wish.flow, flows), wish.slots, flows), sayings: [] };
  }
  const isChange = running?.family !== undefined && running.family === definition.family && !wish.isAddition;
  if (isChange && top !== undefined) {
    const switched = switchRun(state, wish.flow, flows);
    return {
      state: takeWords(switched, wish.slots, flows),
      sayings: [say('flow.changed', { title: definition.title })],
    };
  }
  return { state: pushed(state, definition, wish.slots), sayings: [] };
}

/** Puts a wish below the running flows: it starts when those are done. */
export function queueFlow(
  state: DialogueState,
  wish: { flow: string; slots: Slots },
  flows: FlowLibrary,
): DialogueState {
  const definition = flows.get(wish.flow);
  const isKnown = (run: FlowRun) =>
    run.flow === wish.flow &&
    (wish.slots.order === undefined || [run.slots.order, run.slots['?order']].includes(wish.slots.order));
  if (definition === undefined || state.stack.some(isKnown)) return state;
  const alone = pushed({ ...state, stack: [] }, definition, wish.slots);
  return { ...alone, stack: [...alone.stack, ...state.stack] };
}

/** Replaces the running flow, keeping what is known: order and lines as they are, the rest to be read anew. */
export function switchRun(state: DialogueState, flow: string, flows: FlowLibrary): DialogueState {
  const definition = flows.get(flow);
  const top = state.stack.at(-1);
  const below = { ...state, stack: state.stack.slice(0, -1) };
  if (definition === undefined) return below;
  const known = Object.entries(top?.slots ?? {}).map(([name, value]): [string, SlotValue] => {
    const isKept = isHint(name) || (sharedSlots.includes(name) && definition.slots[name] !== undefined);
    return [isKept ? name : `?${name}`, value];
  });
  const next = pushed(below, definition, {});
  const run = next.stack.at(-1);
  return run === undefined ? next : { ...next, stack: [...below.stack, { ...run, slots: Object.fromEntries(known) }] };
}

/** Hands the customer's words to the running flow as hints and goes back to the earliest step that they concern. */
export function takeWords(state: DialogueState, slots: Slots, flows: FlowLibrary): DialogueState {
  const top = state.stack.at(-1);
  const definition = top && flows.get(top.flow);
  if (top === undefined || definition === undefined) return state;
  const run = Object.entries(slots).reduce((one, [name, value]) => takeWord(one, name, value, definition), top);
  return { ...state, stack: [...state.stack.slice(0, -1), run] };
}

function takeWord(run: FlowRun, name: string, value: SlotValue, definition: FlowDefinition): FlowRun {
  const isSlot = definition.slots[name] !== undefined;
  const isKnown = isSlot && run.slots[name] !== undefined;
  if (value === reopened) return isKnown ? reopen(run, name, definition) : run;
  if (isKnown && sameValue(run.slots[name], value)) return run;
  const hinted = withHint(run, name, value);
  if (!isSlot) return hinted;
  const asking = definition.steps.findIndex((step) => asksFor(step, name));
  const present = definition.steps.findIndex((step) => step.id === run.step);
  const back = asking >= 0 && asking < present ? definition.steps[asking] : undefined;
  if (back === undefined) return hinted;
  return rewound(name === 'order' ? withoutOrderDetails(hinted, definition) : hinted, back);
}

/** Value of a correction that only says that the known one is wrong ("抬头写错了"): it is asked for again. */
export const reopened = '';

function reopen(run: FlowRun, name: string, definition: FlowDefinition): FlowRun {
  const asking = definition.steps.find((step) => asksFor(step, name));
  const open = withoutHint(withoutSlot(run, name), 'said');
  return asking === undefined ? run : rewound(open, asking);
}

/** Another order: lines, replacements and the like belong to the old one. */
function withoutOrderDetails(run: FlowRun, definition: FlowDefinition): FlowRun {
  const hint = run.slots['?order'];
  const ofOrder = Object.entries(definition.slots).filter(([, slot]) => orderBound.includes(slot.type));
  const cleared = ofOrder.reduce((one, [name]) => withoutSlot(one, name), run);
  return hint === undefined ? cleared : withHint(cleared, 'order', hint);
}

const orderBound: readonly string[] = [
  'order',
  'order-lines',
  'order-line',
  'replacement-variants',
  'payment-method',
  'case',
];

function rewound(run: FlowRun, step: FlowStep): FlowRun {
  const { confirmed: _void, ...rest } = run;
  return { ...rest, step: step.id };
}

function pushed(state: DialogueState, definition: FlowDefinition, slots: Slots): DialogueState {
  const first = definition.steps[0];
  if (first === undefined) return state;
  const runCount = state.runCount + 1;
  const isForPictures = definition.slots.images !== undefined && slots.images === undefined;
  const pictures = isForPictures && state.pictures !== undefined ? { images: state.pictures } : {};
  const hints = Object.entries({ ...pictures, ...slots }).map(([name, value]): [string, SlotValue] => [
    `?${name}`,
    value,
  ]);
  const run: FlowRun = {
    runId: `run-${runCount}`,
    flow: definition.flow,
    version: definition.version,
    step: first.id,
    slots: Object.fromEntries(hints),
    attempts: {},
    results: {},
  };
  const { pictures: _used, ...others } = state;
  return { ...(isForPictures ? others : state), runCount, stack: [...state.stack, run] };
}

function sameValue(a: SlotValue | undefined, b: SlotValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Whether the open question is for a clue of who the customer is. */
export function isIdentityAsked(state: DialogueState): boolean {
  return state.expecting?.slot === identitySlot;
}
