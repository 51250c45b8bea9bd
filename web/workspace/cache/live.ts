import type { ConversationDetail, ServerLine } from '../../api/index.ts';

export type Viewer = ConversationDetail['viewers'][number];

/** What is true of a conversation only now and stored nowhere: who types, who looks, what the AI is just writing. */
export type LiveState = {
  /** Text that the AI has written so far and not sent yet. */
  streaming: string;
  isAiTyping: boolean;
  isCustomerTyping: boolean;
  /** What the customer is typing, where the channel tells it. */
  customerText: string;
  viewers: readonly Viewer[];
};

export const quiet: LiveState = {
  streaming: '',
  isAiTyping: false,
  isCustomerTyping: false,
  customerText: '',
  viewers: [],
};

/** The live state after a line from the server. */
export function withLine(live: LiveState, line: ServerLine): LiveState {
  switch (line.type) {
    case 'reply-delta':
      return { ...live, streaming: grown(live.streaming, line), isAiTyping: true };
    case 'viewers':
      return { ...live, viewers: line.viewers };
    case 'typing':
      return withTyping(live, line);
    case 'message':
      return afterMessage(live, line.message.author.kind);
    default:
      return live;
  }
}

/** A piece takes the place of what stands from its beginning on; one after a missed piece is left out. */
function grown(known: string, { from, text }: { from: number; text: string }): string {
  return from > known.length ? known : known.slice(0, from) + text;
}

function withTyping(live: LiveState, line: Extract<ServerLine, { type: 'typing' }>): LiveState {
  if (line.by === 'ai') return { ...live, isAiTyping: line.isTyping, ...(line.isTyping ? {} : { streaming: '' }) };
  if (line.by === 'customer')
    return { ...live, isCustomerTyping: line.isTyping, customerText: line.isTyping ? (line.text ?? '') : '' };
  return {
    ...live,
    viewers: live.viewers.map((viewer) =>
      viewer.name === line.name ? { ...viewer, isTyping: line.isTyping } : viewer,
    ),
  };
}

function afterMessage(live: LiveState, author: string): LiveState {
  if (author === 'ai') return { ...live, isAiTyping: false, streaming: '' };
  if (author === 'customer') return { ...live, isCustomerTyping: false, customerText: '' };
  return live;
}
