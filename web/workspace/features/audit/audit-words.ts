import words from '../../../i18n/workspace/zh-CN.json';
import type { WorkspaceWords } from '../../../i18n/workspace-words.ts';

type Part = 'action' | 'detail' | 'kind';
type WordOf<Of extends Part> = keyof WorkspaceWords['audit'][Of];

/** Whether a name of the trail has words: what an older or newer version has written may have none and is shown as it is. */
export function hasWords<Of extends Part>(part: Of, name: string): name is WordOf<Of> & string {
  return Object.hasOwn(words.audit[part], name);
}

/** Key of an action's words: a dot would lead into the texts. */
export function actionKey(action: string): string {
  return action.replaceAll('.', '-');
}
