import { z } from 'zod';
import type { FlowLibrary } from '../flows/flow-definition.ts';

/**
 * What a model may write: the command language with plain texts for values, so that every server's schema engine can hold to it.
 * Values are checked against the customer's words afterwards (accept-commands.ts).
 */
function wireReplyOf<Name extends z.ZodType<string>>(flow: Name, slot: Name) {
  const text = z.string();
  const wireCommand = z.union([
    z.strictObject({
      kind: z.literal('start-flow'),
      flow,
      slots: z.array(z.strictObject({ slot, value: text })),
    }),
    z.strictObject({ kind: z.enum(['set-slot', 'correct-slot']), slot, value: text }),
    z.strictObject({ kind: z.literal('answer'), intent: text }),
    z.strictObject({ kind: z.literal('clarify'), intents: z.array(text) }),
    z.strictObject({
      kind: z.literal('small-talk'),
      topic: z.enum(['greet', 'thanks', 'bye', 'other', 'out-of-scope', 'urge-reply']),
    }),
    z.strictObject({ kind: z.enum(['cancel-flow', 'hand-off', 'affirm', 'deny']) }),
  ]);
  // A small model takes the shortest way out: none at all.
  return z.strictObject({ commands: z.array(wireCommand).min(1) });
}

/** What is read back; names are checked with the rest. */
const wireReply = wireReplyOf(z.string(), z.string());

export type WireCommand = z.infer<typeof wireReply>['commands'][number];

/** Clues to who writes, as the identify step knows them: no flow's slots, but answers that a flow asks for. */
export const clueSlots: readonly string[] = ['email', 'phone', 'name', 'zip', 'order', 'phoneTail'];

const schemas = new WeakMap<FlowLibrary, Readonly<Record<string, unknown>>>();

/** The same as JSON schema with the names of flows and slots that there are; one for all messages, so that servers compile it once. */
export function commandJsonSchema(flows: FlowLibrary): Readonly<Record<string, unknown>> {
  const known = schemas.get(flows);
  if (known) return known;
  const slots = [...new Set([...flows.values()].flatMap((flow) => Object.keys(flow.slots)))];
  const { $schema: _dialect, ...made } = z.toJSONSchema(
    wireReplyOf(z.enum([...flows.keys()]), z.enum([...slots, ...clueSlots])),
  );
  schemas.set(flows, made);
  return made;
}

/** A reply's commands; undefined where it holds no JSON of this shape. */
export function readWireCommands(reply: string): readonly WireCommand[] | undefined {
  const parsed = wireReply.safeParse(jsonIn(reply));
  return parsed.success ? parsed.data.commands : undefined;
}

/** The JSON object of a reply, also from between thoughts, words and code fences of a server without schemas. */
function jsonIn(reply: string): unknown {
  const spoken = reply.replace(/<think>[\s\S]*?<\/think>/g, '');
  const start = spoken.indexOf('{');
  const end = spoken.lastIndexOf('}');
  if (start < 0 || end < start) return undefined;
  try {
    const value: unknown = JSON.parse(spoken.slice(start, end + 1));
    return value;
  } catch {
    return undefined;
  }
}
