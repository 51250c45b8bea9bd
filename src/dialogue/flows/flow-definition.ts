import { z } from 'zod';
import { type ActionName, actionNames, orderStatuses } from '../../commerce/index.ts';
import { handOffReasons } from '../types.ts';

/** Kinds of values that a flow can ask for; each has a reader in `slots/`. */
export const slotTypes = [
  'order',
  'order-lines',
  'order-line',
  'replacement-variants',
  'payment-method',
  'address',
  'reason',
  'choice',
  'text',
  'images',
  'email',
  'phone',
  'invoice-title',
  'tax-number',
  'yes-no',
  'quantity',
  'case',
] as const;
export type SlotType = (typeof slotTypes)[number];

export const skillGroups = ['presale', 'aftersale', 'logistics', 'complaint', 'invoice-payment'] as const;
export type SkillGroup = (typeof skillGroups)[number];

/** A test on what is known: slots, the order, the shop's abilities. Paths are those of `view.ts`. */
export type Condition =
  | { value: string; in: readonly (string | number | boolean)[] }
  | { value: string; exists: boolean }
  | { supports: ActionName }
  | { needsPaymentMethod: ActionName }
  | { humansAvailable: boolean }
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition };

const id = z.string().regex(/^[a-z][a-z0-9-]*$/);
const slotName = z.string().regex(/^[a-z][A-Za-z0-9]*$/);
const wordingKey = z.string().regex(/^[a-z0-9.-]+$/);
const path = z.string().regex(/^[a-z][\w.-]*$/i);
const action = z.enum(actionNames);

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ value: path, in: z.array(z.union([z.string(), z.number(), z.boolean()])) }),
    z.strictObject({ value: path, exists: z.boolean() }),
    z.strictObject({ supports: action }),
    z.strictObject({ needsPaymentMethod: action }),
    z.strictObject({ humansAvailable: z.boolean() }),
    z.strictObject({ all: z.array(condition) }),
    z.strictObject({ any: z.array(condition) }),
    z.strictObject({ not: condition }),
  ]),
);

const option = z.strictObject({
  value: z.string(),
  /** Wording key of the button. */
  label: wordingKey,
  /** Words in any language that mean this option. */
  words: z.array(z.string()).default([]),
});

const slot = z.strictObject({
  type: z.enum(slotTypes),
  /** Wording key of the question. */
  ask: wordingKey,
  /** Wording key of the field's name in forms. */
  label: wordingKey.optional(),
  isOptional: z.boolean().default(false),
  /** Failed answers after which a person takes over. */
  attempts: z.number().int().min(1).max(5).default(2),
  when: condition.optional(),
  options: z.array(option).optional(),
  /** Action whose reasons are offered, for type reason. */
  action: action.optional(),
  /** Which payment methods are offered. */
  methods: z.enum(['any', 'refund', 'other-than-paid']).optional(),
  /** Reason sent to a shop that lists none for the action. */
  fallback: z.string().optional(),
  maxLength: z.number().int().positive().optional(),
  /** A text slot that takes what the customer has already said where that is more than a few words. */
  takesWords: z.boolean().default(false),
  /** A text slot for people: what a stranger wants done is the text, too, and starts no flow of its own. */
  takesWishes: z.boolean().default(false),
});

const common = { id, when: condition.optional(), next: id.optional() };
const target = z.union([z.strictObject({ step: id }), z.strictObject({ flow: id })]);
const button = z.strictObject({ label: wordingKey, value: z.string() });

const step = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('identify'), attempts: z.number().int().min(1).max(5).default(3) }),
  z.strictObject({
    ...common,
    kind: z.literal('find-order'),
    slot: slotName,
    /**
     * Groups of order states: the first group that any order is in is offered. An order that was named is taken whatever
     * its state.
     */
    statuses: z.array(z.array(z.enum(orderStatuses)).min(1)).optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('collect'),
    slots: z.array(slotName).min(1),
    asForm: z.boolean().default(false),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('check'),
    action,
    /** Argument of the action → slot. */
    arguments: z.record(z.string(), slotName),
    /**
     * A first look before everything is known (present variants stand for wanted ones): only these refusals end the flow, all
     * else is left to the whole check. Nobody is asked for a colour when the term is over.
     */
    stopsAt: z.array(wordingKey).min(1).optional(),
    /** Flows offered where the shop's rules say no. */
    alternatives: z.array(z.strictObject({ flow: id, when: condition.optional() })).default([]),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('confirm'),
    check: id,
    reminders: z.array(wordingKey).default([]),
    /** Words that mean yes to this preview although they sound like no or like the wish itself ("不退了" of a withdrawal). */
    alsoYes: z.array(z.string()).default([]),
    /** Words of this wish that may stand beside a yes ("yes, the refund") and are none by themselves. */
    besideYes: z.array(z.string()).default([]),
  }),
  z.strictObject({ ...common, kind: z.literal('perform'), check: id }),
  z.strictObject({
    ...common,
    kind: z.literal('say'),
    key: wordingKey,
    /** Placeholder → path. */
    parameters: z.record(z.string(), path).default({}),
    /** One saying for each of these: parcels and cases of the order in hand, orders and gift cards of the customer. */
    each: z.enum(['parcels', 'cases', 'orders', 'gift-cards']).optional(),
    cards: z.array(z.enum(['order'])).default([]),
    buttons: z.array(button).default([]),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('branch'),
    cases: z.array(z.strictObject({ when: condition, to: target })).min(1),
    otherwise: target.optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('create-ticket'),
    ticket: z.enum(['complaint', 'follow-up', 'parcel', 'other']),
    title: wordingKey,
    /** Name of a detail → path. */
    details: z.record(z.string(), path).default({}),
    /** Wording key said with the ticket's number. */
    done: wordingKey.default('ticket.created'),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('hand-off'),
    reason: z.enum(handOffReasons).default('flow-step'),
    skillGroup: z.enum(skillGroups).optional(),
  }),
  z.strictObject({ ...common, kind: z.literal('end'), say: wordingKey.optional() }),
]);

/** Shape of a flow as a trainer edits it; strict, so that a misspelt field is an error. */
export const flowDefinitionSchema = z.strictObject({
  flow: id,
  version: z.number().int().positive(),
  title: z.strictObject({ 'zh-CN': z.string(), 'zh-TW': z.string(), en: z.string() }),
  /** When to start it, for the model understander. */
  description: z.string(),
  /** Flows of one family replace each other when the customer changes the wish ("then rather exchange it"). */
  family: z.string().optional(),
  /** Ability of the shop without which the flow cannot run. */
  action: action.optional(),
  /** Where the shop cannot do it: flows offered in its place; started at once if `isStarted` or if the words ask for it. */
  whenUnsupported: z
    .strictObject({
      flows: z.array(z.strictObject({ flow: id, words: z.array(z.string()).default([]) })),
      isStarted: z.boolean().default(false),
    })
    .optional(),
  skillGroup: z.enum(skillGroups),
  slots: z.record(slotName, slot),
  steps: z.array(step).min(1),
});

/** Actions that change nothing of the customer's and so need no yes to a preview: asking for them is the yes. */
export const harmlessActions: readonly ActionName[] = ['urge-shipping'];

export type FlowDefinition = z.infer<typeof flowDefinitionSchema>;
export type FlowStep = FlowDefinition['steps'][number];
export type StepOf<Kind extends FlowStep['kind']> = Extract<FlowStep, { kind: Kind }>;
export type SlotDefinition = FlowDefinition['slots'][string];
export type FlowLibrary = ReadonlyMap<string, FlowDefinition>;

/** Faults of a flow that the schema cannot see: dangling steps, slots nobody defined, a write without a yes. */
export function findFlowFaults(definition: FlowDefinition): readonly string[] {
  const ids = definition.steps.map((entry) => entry.id);
  const faults = ids.filter((entry, index) => ids.indexOf(entry) !== index).map((entry) => `step ${entry} comes twice`);
  for (const entry of definition.steps) faults.push(...faultsOfStep(entry, definition, ids));
  return faults;
}

function faultsOfStep(entry: FlowStep, definition: FlowDefinition, ids: readonly string[]): readonly string[] {
  const faults: string[] = [];
  const needStep = (wanted: string | undefined) => {
    if (wanted !== undefined && !ids.includes(wanted)) faults.push(`step ${entry.id} names the unknown step ${wanted}`);
  };
  const needSlot = (wanted: string) => {
    if (definition.slots[wanted] === undefined) faults.push(`step ${entry.id} names the unknown slot ${wanted}`);
  };
  needStep(entry.next);
  if (entry.kind === 'find-order') needSlot(entry.slot);
  if (entry.kind === 'collect') entry.slots.forEach(needSlot);
  if (entry.kind === 'check') Object.values(entry.arguments).forEach(needSlot);
  if (entry.kind === 'confirm' || entry.kind === 'perform') needCheck(entry.check);
  if (entry.kind === 'branch') {
    for (const goal of [...entry.cases.map((one) => one.to), ...(entry.otherwise ? [entry.otherwise] : [])]) {
      if ('step' in goal) needStep(goal.step);
    }
  }
  return faults;

  function needCheck(wanted: string) {
    const isCheck = definition.steps.some((one) => one.kind === 'check' && one.id === wanted);
    const hasConfirm = definition.steps.some((one) => one.kind === 'confirm' && one.check === wanted);
    if (!isCheck) faults.push(`step ${entry.id} names ${wanted}, which is no check`);
    const check = definition.steps.find((one) => one.id === wanted);
    const isHarmless = check?.kind === 'check' && harmlessActions.includes(check.action);
    if (entry.kind === 'perform' && !hasConfirm && !isHarmless)
      faults.push(`step ${entry.id} performs without a confirm of ${wanted}`);
  }
}
