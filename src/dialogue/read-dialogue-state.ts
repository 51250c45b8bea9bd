import { z } from 'zod';
import { type DialogueState, handOffReasons } from './types.ts';

/** The dialogue's memory as it was stored with the conversation; undefined where it cannot be read, and the talk begins anew. */
export function readDialogueState(stored: unknown): DialogueState | undefined {
  const parsed = dialogueState.safeParse(stored);
  return parsed.success ? parsed.data : undefined;
}

const slotValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.record(z.string(), z.string())]);
const parameters = z.record(z.string(), z.union([z.string(), z.number()]));

const flowRun = z.object({
  runId: z.string(),
  flow: z.string(),
  version: z.number(),
  step: z.string(),
  slots: z.record(z.string(), slotValue),
  attempts: z.record(z.string(), z.number()),
  confirmed: z.string().exactOptional(),
  results: z.record(z.string(), z.object({ ok: z.boolean(), key: z.string(), parameters })),
});

const handOff = z.object({ reason: z.enum(handOffReasons), skillGroup: z.string() });

/** A turn's draft is not read: a turn that did not end begins again from its message. */
const dialogueState = z.object({
  stack: z.array(flowRun),
  expecting: z
    .object({
      flow: z.string(),
      slot: z.string(),
      options: z.array(z.object({ value: z.string(), label: z.string() })),
    })
    .exactOptional(),
  identity: z.object({ level: z.enum(['none', 'matched', 'verified']), storeCustomerId: z.string().exactOptional() }),
  told: z.object({ order: z.string().exactOptional(), phone: z.string().exactOptional() }).exactOptional(),
  focus: z.object({ orderId: z.string().exactOptional(), productIds: z.array(z.string()) }),
  notUnderstood: z.number(),
  lowConfidence: z.number(),
  negativeTurns: z.number(),
  lastQuestion: z.string().exactOptional(),
  thread: z.object({ intent: z.string(), text: z.string(), productIds: z.array(z.string()) }).exactOptional(),
  repeatedQuestions: z.number(),
  recentWordings: z.array(z.string()),
  runCount: z.number().default(0),
  refusals: z.record(z.string(), z.number()).default({}),
  lastIntent: z.string().exactOptional(),
  taskId: z.string().exactOptional(),
  pictures: z.array(z.string()).exactOptional(),
  proof: z
    .object({
      codeId: z.string(),
      channel: z.enum(['email', 'sms']),
      sentTo: z.string(),
      storeCustomerId: z.string().exactOptional(),
    })
    .exactOptional(),
  handOff: handOff.exactOptional(),
  closed: z.boolean().exactOptional(),
});
