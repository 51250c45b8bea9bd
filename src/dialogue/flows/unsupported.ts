import { flowButton } from '../order-words.ts';
import { textOf } from '../slots/slot-reader.ts';
import { hintOf, type StepContext, type StepOutcome, say } from '../step-context.ts';
import { localized } from '../wording/packs.ts';

/** Outcome for a flow whose action this shop's system does not know: what is possible, or a person. */
export function unsupportedOutcome(context: StepContext): StepOutcome | undefined {
  const { definition, run, facts, flows } = context;
  const { action, title, whenUnsupported } = definition;
  if (action === undefined || facts.store.actions.includes(action)) return undefined;
  const possible = (whenUnsupported?.flows ?? []).filter(({ flow }) => {
    const other = flows.get(flow);
    return other !== undefined && (other.action === undefined || facts.store.actions.includes(other.action));
  });
  if (possible.length === 0) {
    return { kind: 'hand-off', run, reason: 'no-right', speech: { sayings: [say('unsupported.none', { title })] } };
  }
  const said = textOf(hintOf(run, 'said')).toLowerCase();
  const asked = possible.filter(({ words }) => words.some((word) => said.includes(word)));
  const chosen = whenUnsupported?.isStarted ? possible[0] : asked.length === 1 ? asked[0] : undefined;
  if (chosen !== undefined) {
    const instead = flows.get(chosen.flow)?.title ?? chosen.flow;
    return {
      kind: 'switch',
      run,
      flow: chosen.flow,
      speech: { sayings: [say('unsupported.instead', { title, instead })] },
    };
  }
  const buttons = possible.map(({ flow }) => flowButton(flow, flows.get(flow)?.title));
  const human = { label: localized('button.human'), value: 'intent:human.request' };
  return { kind: 'end', run, speech: { sayings: [say('unsupported.offer', { title })], buttons: [...buttons, human] } };
}
