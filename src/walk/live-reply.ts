import type { ConversationId, OutboxRelay, ShopEvent, ShopId } from '../platform/index.ts';
import type { LoadLevel } from '../routing/index.ts';

/**
 * What open windows see of a reply before it is committed: that somebody writes, then the sentences that the guard has let through.
 * It is passing and may be lost; only the committed message counts and takes its place.
 */
export type LiveReply = {
  /** Shows one more guarded sentence. */
  say(sentence: string): void;
  /** All that is shown now. */
  shown(): string;
  /** What is going to be committed: a shown text that it does not begin with is taken back. */
  agree(text: string): void;
  /** The reply is stored; its message replaces what is shown. `hasReply` is false where nothing is said. */
  committed(hasReply: boolean): void;
  /** Ends the turn whatever came of it; a draft that was not committed is taken back. */
  end(): void;
};

/** A turn that takes longer than this tells the windows that the AI writes. */
const typingAfter = 300;
/** Longest piece in one event: notes between processes stay under 2,000 bytes. */
const longestPiece = 300;

type Parts = { relay: Pick<OutboxRelay, 'announce'> };

/** Which conversation it is shown in, who answers there, and how busy the shop is. */
export type LivePlace = {
  shopId: ShopId;
  conversationId: ConversationId;
  handler: 'ai' | 'agent' | 'queue';
  loadLevel: LoadLevel;
};

/** Starts with the turn; conversations that the AI does not answer show nothing. */
export function startLiveReply(parts: Parts, place: LivePlace): LiveReply {
  const isAnswering = place.handler === 'ai' && place.loadLevel !== 'overload';
  const announce = announcer(parts, place);
  let text = '';
  let isTyping = false;
  let isDone = !isAnswering;
  const timer = isAnswering ? setTimeout(() => setTyping(true), typingAfter) : undefined;
  timer?.unref();

  function setTyping(value: boolean): void {
    if (isTyping === value) return;
    isTyping = value;
    announce({ type: 'typing.changed', payload: { by: 'ai', isTyping: value } });
  }

  function withdraw(): void {
    if (text === '') return;
    text = '';
    announce({ type: 'reply.streamed', payload: { from: 0, text: '' } });
  }

  return {
    say: (sentence) => {
      const added = text === '' ? sentence.trimStart() : sentence;
      if (isDone || added === '') return;
      setTyping(true);
      for (const piece of piecesOf(added)) {
        announce({ type: 'reply.streamed', payload: { from: text.length, text: piece } });
        text += piece;
      }
    },
    shown: () => text,
    agree: (final) => {
      if (!final.startsWith(text.trimEnd())) withdraw();
    },
    committed: (hasReply) => {
      isDone = true;
      clearTimeout(timer);
      if (!hasReply) setTyping(false);
    },
    end: () => {
      clearTimeout(timer);
      if (isDone) return;
      isDone = true;
      withdraw();
      setTyping(false);
    },
  };
}

type Passing =
  | Pick<Extract<ShopEvent, { type: 'typing.changed' }>, 'type' | 'payload'>
  | Pick<Extract<ShopEvent, { type: 'reply.streamed' }>, 'type' | 'payload'>;

function announcer({ relay }: Parts, { shopId, conversationId }: LivePlace): (event: Passing) => void {
  return (event) => relay.announce({ ...event, shopId, conversationId });
}

/** Cuts between characters, never inside of one. */
function piecesOf(text: string): readonly string[] {
  const characters = [...text];
  const pieces: string[] = [];
  for (let at = 0; at < characters.length; at += longestPiece)
    pieces.push(characters.slice(at, at + longestPiece).join(''));
  return pieces;
}
