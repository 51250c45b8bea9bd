import { z } from 'zod';
import type { Emotion, Intensity } from '../../understanding/index.ts';
import table from './strategies.json' with { type: 'json' };

export const soothingCauses = [
  'shipping',
  'delivery',
  'lost',
  'quality',
  'damaged',
  'wrong',
  'missing',
  'return',
  'refund',
  'payment',
  'price',
  'privacy',
  'service',
  'other',
] as const;
export type SoothingCause = (typeof soothingCauses)[number];

const level = z.int().min(1).max(3);
const strategySchema = z.strictObject({
  cause: z.enum(soothingCauses),
  emotion: z.enum(['confused', 'anxious', 'worried', 'disappointed', 'angry']),
  /** Intensities, both inclusive. */
  from: level,
  to: level,
  /** Key of the apology in the wording packs, or none: a slight hurry wants an answer, not a sorry. */
  apology: z.string(),
  /** Facts of the order that may be told as the reason; what the order does not say is not told. */
  reason: z.enum(['none', 'shipping', 'shipment', 'refund', 'after-sales', 'payment', 'price']),
  /** The flow that is the concrete next step, or `answer` for the answer to what was asked. */
  step: z.string(),
  /** `within-limits`: amends may be spoken of where the shop's own limits allow them (a dry run decides); never an amount from here. */
  compensation: z.enum(['none', 'within-limits']),
  /** Whether a person takes over. */
  person: z.enum(['no', 'offer', 'now']),
});
const tableSchema = z.strictObject({
  causes: z.array(z.strictObject({ cause: z.enum(soothingCauses), intents: z.array(z.string()) })),
  strategies: z.array(strategySchema),
});
/** How to meet a feeling: apology, true reason, next step, amends and person. A line of data; a shop may bring its own table. */
export type SoothingStrategy = z.infer<typeof strategySchema>;
export type SoothingTable = z.infer<typeof tableSchema>;

/** The table that ships with Peakdesk. */
export const soothingTable: SoothingTable = tableSchema.parse(table);

/** What a message with this intent is upset about; the longest fitting beginning wins. */
export function causeOf(intent: string, { causes }: SoothingTable = soothingTable): SoothingCause {
  let best: { cause: SoothingCause; length: number } = { cause: 'other', length: 0 };
  for (const { cause, intents } of causes)
    for (const beginning of intents)
      if (intent.startsWith(beginning) && beginning.length > best.length) best = { cause, length: beginning.length };
  return best.cause;
}

/** The strategy for a cause, an emotion and its intensity; undefined where nothing has to be soothed. */
export function chooseSoothing(
  feeling: { cause: SoothingCause; emotion: Emotion; intensity: Intensity },
  { strategies }: SoothingTable = soothingTable,
): SoothingStrategy | undefined {
  const { cause, emotion, intensity } = feeling;
  return strategies.find(
    (one) => one.cause === cause && one.emotion === emotion && one.from <= intensity && intensity <= one.to,
  );
}
