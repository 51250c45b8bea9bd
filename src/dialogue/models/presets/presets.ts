import { z } from 'zod';
import presets from './presets.json' with { type: 'json' };

const preset = z.strictObject({
  id: z.string(),
  label: z.string(),
  /** Base address, or `local:` for a model in this process. */
  url: z.string(),
  /** Names that are known to work; any other may be typed. */
  names: z.array(z.string()),
  needsKey: z.boolean(),
  /** Lies in a network of one's own: the owner has to allow that. */
  isPrivate: z.boolean(),
  keyPage: z.url().optional(),
  pricePage: z.url().optional(),
  embeddingNames: z.array(z.string()),
});

/** A well-known server with what has to be filled in for it. */
export type ModelPreset = z.infer<typeof preset>;

/** Servers to choose from in the settings; any other compatible one may be typed. */
export const modelPresets: readonly ModelPreset[] = z.array(preset).parse(presets);
