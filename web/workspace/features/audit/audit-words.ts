import type { AuditAction } from '../../../api/index.ts';
import texts from '../../../i18n/workspace/zh-CN.json';
import type { WorkspaceWords } from '../../../i18n/workspace-words.ts';

type Part = 'action' | 'detail' | 'kind';
type WordOf<Of extends Part> = keyof WorkspaceWords['audit'][Of];

/** An action without its dot, which would lead into the texts. */
type ActionKey<Action extends string> = Action extends `${infer Noun}.${infer Verb}` ? `${Noun}-${Verb}` : Action;

/** Words of the trail; an action of the server without any does not compile. */
const words = texts.audit satisfies { action: Readonly<Record<ActionKey<AuditAction>, string>> };

/** Whether a name of the trail has words: what an older or newer version has written may have none and is shown as it is. */
export function hasWords<Of extends Part>(part: Of, name: string): name is WordOf<Of> & string {
  return Object.hasOwn(words[part], name);
}

/** Key of an action's words. */
export function actionKey(action: string): string {
  return action.replaceAll('.', '-');
}
