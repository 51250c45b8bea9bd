import { commandOfIntent } from './intent-commands.ts';
import { plainWish } from './plain-wish.ts';
import type { Running } from './running-flow.ts';
import type { WishContext } from './wishes.ts';
import { steeringWords } from './words.ts';

/**
 * The wish that somebody turns to in the middle of another, by its plain words behind those of a change of mind ("先别退,给我
 * 换一件吧"), where the classifier hears none; undefined where there is none or it is the running one.
 */
export function turnedWish({ run }: Running, context: WishContext): string | undefined {
  const text = context.understanding.normalized.toLowerCase();
  const plain = steeringWords.turning.test(text) ? plainWish(context) : undefined;
  const command = plain === undefined ? undefined : commandOfIntent(plain);
  return command?.do === 'flow' && command.flow !== run.flow && context.flows.has(command.flow) ? plain : undefined;
}
