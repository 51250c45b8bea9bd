import type { ContentPart, Message } from '../conversations/index.ts';
import type { DialogueState } from '../dialogue/index.ts';
import type { Sql } from '../platform/index.ts';
import type { Turn } from './gather.ts';

/** What stands in a message in place of a one-time code. */
const hiddenCode = '••••••';

/** Longest words around a code; six digits in a longer text are something else. */
const wordsAround = 30;

export type CodeGiven = { code: string; messages: readonly Message[] };

/**
 * Takes the one-time code out of the customer's words while one is awaited: nothing behind this, neither understanders and models nor
 * the trace, sees it. Undefined where none was sent or none is there.
 */
export function takeCode(incoming: readonly Message[], state: DialogueState): CodeGiven | undefined {
  if (state.proof === undefined) return undefined;
  const codes: string[] = [];
  const messages = incoming.map((message) => ({
    ...message,
    content: message.content.map((part) => {
      if (part.kind !== 'text') return part;
      const found = codeIn(part.text);
      if (found === undefined) return part;
      codes.push(found.code);
      return { ...part, text: found.shown };
    }),
  }));
  const code = codes.at(-1);
  return code === undefined ? undefined : { code, messages };
}

function codeIn(text: string): { code: string; shown: string } | undefined {
  const plain = text.normalize('NFKC');
  const found = /(?<![\d.-])(\d{3})[\s-]?(\d{3})(?![\d.-])/.exec(plain);
  if (found === null || plain.length - found[0].length > wordsAround) return undefined;
  return { code: `${found[1]}${found[2]}`, shown: plain.replace(found[0], hiddenCode) };
}

/** Hides the code in the stored messages too, so that staff, search and backups never hold it. */
export async function storeWithoutCode(sql: Sql, { shop, conversation, incoming }: Turn): Promise<void> {
  const { shopId } = shop;
  const { conversationId } = conversation;
  for (const { seq, content } of incoming.filter((message) => holdsHidden(message.content))) {
    await sql`
      update messages set content = ${sql.json(JSON.parse(JSON.stringify(content)))}
      where shop_id = ${shopId} and conversation_id = ${conversationId} and seq = ${seq}`;
    await sql`
      update conversations set last_message_text = ${hiddenCode}
      where shop_id = ${shopId} and conversation_id = ${conversationId} and last_seq = ${seq}`;
  }
}

function holdsHidden(content: readonly ContentPart[]): boolean {
  return content.some((part) => part.kind === 'text' && part.text.includes(hiddenCode));
}
