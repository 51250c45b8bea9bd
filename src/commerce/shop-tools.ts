import { z } from 'zod';

/** A tool as it is offered to programs and models: name, what it does, JSON schema of its arguments. */
export type ToolDescription = {
  name: string;
  description: string;
  /** True where the tool changes the shop's records. */
  writes: boolean;
  parameters: Readonly<Record<string, unknown>>;
};

/** One line of `tools replay`: tool calls that belong together. */
export const toolReplayLine = z.object({
  id: z.union([z.string(), z.number()]),
  calls: z.array(z.object({ name: z.string(), arguments: z.unknown() })),
});
export type ToolReplayLine = z.infer<typeof toolReplayLine>;

/** The tools of a shop's own system, for programs that drive it directly. */
export type ShopTools = {
  list(): readonly ToolDescription[];
  /** Runs a line in one transaction, rolled back unless `keep`; the answer is one line of JSON, numbers as the shop writes them. */
  replay(line: ToolReplayLine, options: { keep: boolean }): Promise<string>;
};
