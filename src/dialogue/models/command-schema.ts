import { z } from 'zod';

/**
 * What a model may write: the command language with plain texts for values, so that every server's schema engine can hold to it.
 * Values are checked against the customer's words afterwards (accept-commands.ts).
 */
const text = z.string();
const wireCommand = z.union([
  z.strictObject({
    kind: z.literal('start-flow'),
    flow: text,
    slots: z.array(z.strictObject({ slot: text, value: text })),
  }),
  z.strictObject({ kind: z.enum(['set-slot', 'correct-slot']), slot: text, value: text }),
  z.strictObject({ kind: z.literal('answer'), intent: text }),
  z.strictObject({ kind: z.literal('clarify'), intents: z.array(text) }),
  z.strictObject({
    kind: z.literal('small-talk'),
    topic: z.enum(['greet', 'thanks', 'bye', 'other', 'out-of-scope', 'urge-reply']),
  }),
  z.strictObject({ kind: z.enum(['cancel-flow', 'hand-off', 'affirm', 'deny']) }),
]);
const wireReply = z.strictObject({ commands: z.array(wireCommand) });

export type WireCommand = z.infer<typeof wireCommand>;

const { $schema: _dialect, ...jsonSchema } = z.toJSONSchema(wireReply);

/** The same as JSON schema, sent with the request. */
export const commandJsonSchema: Readonly<Record<string, unknown>> = jsonSchema;

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
