import { definitions } from './definitions.ts';
import { type FlowDefinition, type FlowLibrary, findFlowFaults, flowDefinitionSchema } from './flow-definition.ts';

/**
 * The flows of a shop: Peakdesk's own, each replaced by the shop's edited one of the same name where that is valid.
 * An invalid definition is left out and reported; the built-in one stays in force.
 */
export function loadFlows(edited: readonly unknown[] = []): { flows: FlowLibrary; faults: readonly string[] } {
  const flows = new Map<string, FlowDefinition>();
  const faults: string[] = [];
  for (const candidate of [...definitions, ...edited]) {
    const reading = checkFlow(candidate);
    if (reading.ok) flows.set(reading.definition.flow, reading.definition);
    else faults.push(...reading.faults);
  }
  return { flows, faults };
}

/** Checks one definition as a trainer has written it; the faults are for the trainer's eyes. */
export function checkFlow(
  candidate: unknown,
): { ok: true; definition: FlowDefinition } | { ok: false; faults: readonly string[] } {
  const parsed = flowDefinitionSchema.safeParse(candidate);
  if (!parsed.success) {
    return { ok: false, faults: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) };
  }
  const faults = findFlowFaults(parsed.data);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, definition: parsed.data };
}

let loaded: FlowLibrary | undefined;

/** Peakdesk's own flows, read once. */
export function builtInFlows(): FlowLibrary {
  loaded ??= loadFlows().flows;
  return loaded;
}
