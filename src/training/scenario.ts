import { z } from 'zod';

/** What a good agent is expected to do, as data. The files under `scenarios/` hold nothing but these. */

export const scenarioShops = ['demo', 'imported'] as const;
export type ScenarioShop = (typeof scenarioShops)[number];

const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)]);
const decisions = ['answer', 'ask', 'act', 'hand-off', 'wait', 'close'] as const;
const decision = z.enum(decisions);
const emotion = z.enum(['neutral', 'satisfied', 'confused', 'anxious', 'worried', 'disappointed', 'angry']);
const language = z.enum(['zh-CN', 'zh-TW', 'en']);

/** One thing the customer does and what is expected of the reply to it; what is not named is not looked at. */
export const scenarioTurn = z.strictObject({
  /** The message; several texts are sent in quick succession and answered by one reply. */
  say: oneOrMore.optional(),
  /** Instead of words: the label of a button of the last reply. */
  press: z.string().optional(),
  /** A picture is sent along, with this file name. */
  image: z.string().optional(),
  /** Kind of the turn's last decision; with several, any of them. */
  decision: z.union([decision, z.array(decision)]).optional(),
  /** Intent as understood (first or further); with several, any of them. */
  intent: oneOrMore.optional(),
  emotion: z.union([emotion, z.array(emotion)]).optional(),
  /** Flow on top after the turn; '' for none. */
  flow: oneOrMore.optional(),
  /** Changes that this turn makes. A turn without it must change nothing. */
  does: oneOrMore.optional(),
  /** Action that is tried out and shown, not yet done. */
  previews: z.string().optional(),
  /** Action that the shop's rules refuse. */
  refuses: z.string().optional(),
  /** Whether a task for colleagues is written. */
  ticket: z.boolean().optional(),
  /** Skill group that takes over. */
  group: oneOrMore.optional(),
  /** Patterns that the words of the reply match (case does not matter). */
  says: z.array(z.string()).default([]),
  /** Patterns that they must not match. */
  not: z.array(z.string()).default([]),
  /** Patterns that a button of the reply matches. */
  offers: z.array(z.string()).default([]),
  /** Facts that the reply rests on: part of a fact's id or its whole value. */
  facts: z.array(z.string()).default([]),
  /** Values that the shop's data do not hold as they are and that are right all the same: sums, counts. */
  computed: z.array(z.string()).default([]),
  /** Language of this reply, where it is not the scenario's. */
  language: language.optional(),
  /** Nothing is to be said: a person has taken over, for instance. */
  silent: z.boolean().default(false),
  /** Saying the same again is right here. */
  mayRepeat: z.boolean().default(false),
  /** Moves the clock before the message, in minutes. */
  minutesLater: z.number().optional(),
});
export type ScenarioTurn = z.infer<typeof scenarioTurn>;

export const scenarioKinds = [
  'plain',
  'digression',
  'correction',
  'change-of-mind',
  'two-wishes',
  'wrong-number',
  'vague',
  'knowledge',
  'small-talk',
  'out-of-scope',
  'injection',
  'bad-input',
  'refusal',
  'stranger',
  'mixed-language',
  'human',
  'emotion',
] as const;

const scenarioBody = {
  /** The sentence that names it. */
  title: z.string().min(8),
  flow: z.string(),
  kind: z.enum(scenarioKinds).default('plain'),
  language: language,
  /** What the customer feels most of the time. */
  emotion: emotion.default('neutral'),
  /** Store customer who is signed in; absent for a stranger. */
  customer: z.string().optional(),
  /** Store customer that a stranger proves to be in the course of the talk; their records may be named from then on. */
  proves: z.string().optional(),
  /** Frozen moment; absent for noon of the day on which the shops were made. */
  at: z.iso.datetime({ offset: true }).optional(),
  turns: z.array(scenarioTurn).min(1),
  /** Status of orders in the end; orders and cases that are not named are as before. */
  after: z.record(z.string(), z.string()).default({}),
  /** Kinds of after-sales cases that exist in the end and did not before. */
  cases: z.array(z.string()).default([]),
};

export const scenarioSchema = z.strictObject(scenarioBody);
export type ScenarioBody = z.infer<typeof scenarioSchema>;

/** A scenario with where it comes from; `id` is its file's name and its place in it. */
export type Scenario = ScenarioBody & { id: string; shop: ScenarioShop; file: string };

/** One file: what all its scenarios share, then the scenarios. */
export const scenarioFile = z.strictObject({
  shop: z.enum(scenarioShops),
  flow: z.string().optional(),
  kind: z.enum(scenarioKinds).optional(),
  language: language.optional(),
  customer: z.string().optional(),
  at: z.iso.datetime({ offset: true }).optional(),
  scenarios: z.array(z.unknown()).min(1),
});
