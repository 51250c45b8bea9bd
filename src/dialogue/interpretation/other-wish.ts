import type { Understanding } from '../../understanding/index.ts';
import { dialogueSettings } from '../dialogue-settings.ts';
import { commandOfIntent } from './intent-commands.ts';
import type { Running } from './running-flow.ts';

/** The main intent, where it is sure and about something else than the running flow. */
export function clearOtherWish(running: Running, understanding: Understanding): string | undefined {
  const [wish] = understanding.intents;
  const isClear = wish !== undefined && wish.confidence >= dialogueSettings.digressionConfidence;
  return isClear && isOtherWish(wish.intent, running) ? wish.intent : undefined;
}

/** Whether the intent is something else than the running flow and its answers. */
export function isOtherWish(intent: string, { run }: Running): boolean {
  // In a flow a product's bare name is an answer, not a look at the product.
  if (intent === 'product.link') return false;
  const command = commandOfIntent(intent);
  if (command.do === 'flow' || command.do === 'own-order') return command.flow !== run.flow;
  return (
    command.do === 'answer' ||
    command.do === 'hand-off' ||
    (command.do === 'small-talk' && command.topic === 'urge-reply')
  );
}
