import { builtInFlows } from '../flows/load-flows.ts';
import { interpret } from '../interpret.ts';
import type { Command } from '../types.ts';
import { acceptCommands } from './accept-commands.ts';
import { commandJsonSchema, readWireCommands } from './command-schema.ts';
import type { UnderstandRequest } from './gateway-types.ts';
import { createMask, knownOfFacts, knownOfUnderstanding, orderPatterns } from './mask.ts';
import type { ModelCalls } from './model-calls.ts';
import {
  candidatesShown,
  understandPromptVersion,
  understandSystemPrompt,
  understandUserPrompt,
} from './prompts/understand-prompt.ts';

/** Longer messages are left to the embedded understander. */
const longestMessage = 2000;

/** Commands that a model reads in the message; undefined where it was not asked, did not answer or wrote what is not borne out. */
export async function understandByModel(
  request: UnderstandRequest,
  ask: ModelCalls['ask'],
  refused: () => void,
): Promise<readonly Command[] | undefined> {
  const { text, understanding, state, facts } = request;
  const flows = builtInFlows();
  if (text.trim() === '' || text.length > longestMessage) return undefined;
  const embedded = interpret(understanding, state, facts, { text }, flows);
  if (needsNoModel(request, embedded)) return undefined;
  const mask = createMask(
    [...knownOfUnderstanding(understanding), ...knownOfFacts(facts)],
    orderPatterns(facts.store.orderNumberPatterns),
  );
  const reply = await ask({
    task: 'understand',
    shopId: request.shopId,
    promptVersion: understandPromptVersion,
    ...(request.timeLeft === undefined ? {} : { timeLeft: request.timeLeft }),
    ...(request.onCall === undefined ? {} : { onCall: request.onCall }),
    system: understandSystemPrompt(flows),
    user: understandUserPrompt(request, flows, mask.hide),
    schema: {
      name: 'commands',
      schema: commandJsonSchema(flows),
      // A grammar of this one message for engines to which that costs nothing.
      choices: { intent: candidatesOf(request), intents: candidatesOf(request) },
    },
    temperature: 0,
    maxTokens: 400,
    maxCharacters: 8000,
    read: (whole) => readWireCommands(whole) !== undefined,
    reuse: { versions: [], until: Number.MAX_SAFE_INTEGER },
  });
  const wire = reply === undefined ? undefined : readWireCommands(reply.text);
  if (wire === undefined) return undefined;
  const commands = acceptCommands(wire, { request, embedded, flows, restore: mask.restore });
  if (commands === undefined) refused();
  else reply?.keep();
  return commands;
}

function candidatesOf({ understanding }: UnderstandRequest): readonly string[] {
  return understanding.intents.slice(0, candidatesShown).map((one) => one.intent);
}

/** A yes or no, a wish for a person, a danger and a pressed button are read by our own rules alone. */
function needsNoModel({ text, state, understanding }: UnderstandRequest, embedded: readonly Command[]): boolean {
  const isSettled = embedded.some((command) => ['affirm', 'deny', 'hand-off'].includes(command.kind));
  const isPressed = /^(?:intent|flow):/.test(text.trim());
  const isOption = state.expecting?.options.some((one) => [one.value, one.label].includes(text.trim())) ?? false;
  return isSettled || isPressed || isOption || understanding.risks.length > 0 || state.handOff !== undefined;
}
