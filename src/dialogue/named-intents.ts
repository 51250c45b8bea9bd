import type { LocalizedText } from '../commerce/index.ts';
import { dialogueWording, localized } from './wording/packs.ts';

const prefix = 'intent.';

/** The built-in intents that have a name for people, as a taught wish may lead to them. */
export function namedIntents(): readonly { intent: string; name: LocalizedText }[] {
  return Object.keys(dialogueWording['zh-CN'])
    .filter((key) => key.startsWith(prefix))
    .map((key) => ({ intent: key.slice(prefix.length), name: localized(key) }));
}
