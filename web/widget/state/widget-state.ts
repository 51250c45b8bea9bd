import type {
  ContentPart,
  CustomerConversation,
  CustomerMessage,
  ImageReference,
  WidgetShop,
} from '../../api/index.ts';
import type { TextKey } from '../i18n.ts';

/** What a customer may send. */
export type CustomerPart = Extract<ContentPart, { kind: 'text' | 'image' | 'form-answer' | 'rating' }>;

/** Words for something that went wrong, with what is to be filled in. */
export type Trouble = { key: TextKey; values?: Readonly<Record<string, string | number>> };

/** A message that the server has not confirmed yet. `clientId` makes a repeated send one message. */
export type PendingMessage = {
  clientId: string;
  content: readonly CustomerPart[];
  createdAt: string;
  /** `failed`: refused for good; it stays until the customer sends it again or deletes it. */
  status: 'waiting' | 'failed';
  trouble?: Trouble;
};

/** A picture on its way to the server; sent as a message when it has arrived. */
export type Upload = {
  uploadId: string;
  name: string;
  /** Local address of the bytes, for the preview. */
  previewUrl: string;
  /** 0 to 1. */
  progress: number;
  image?: ImageReference;
  trouble?: Trouble;
};

/** A message as the window keeps it; a confirmation gives its id as plain text. */
export type ShownMessage = Omit<CustomerMessage, 'messageId'> & { messageId: string };

/** The messages of one conversation by seq, each once. */
export type Thread = { conversationId: string; messages: readonly ShownMessage[] };

/** `offline`: the browser has no network; `away`: the server does not answer. */
export type ConnectionState = 'idle' | 'connecting' | 'online' | 'offline' | 'away';

/** What the customer looked at when the window was opened from the shop's page. */
export type AskContext = { productId?: string; title: string };

export type WidgetState = {
  isOpen: boolean;
  connection: ConnectionState;
  /** Why there can be no chat at all on this page. */
  refusal?: Trouble;
  shop?: WidgetShop;
  /** Earlier conversations that this window has seen, then the current one. */
  threads: readonly Thread[];
  conversation?: CustomerConversation;
  /** Since when the conversation waits for a person, by this window's clock (ms). */
  queuedSince?: number;
  hasOlder: boolean;
  isLoadingOlder: boolean;
  pending: readonly PendingMessage[];
  uploads: readonly Upload[];
  typing?: { by: 'staff' | 'ai'; name: string };
  /** Reply that is still being written. */
  streamed: string;
  /** Messages that came in while the window was looked at and were not streamed; shown letter by letter. */
  revealed: ReadonlySet<string>;
  context?: AskContext;
  /** The rating request was put away for this conversation. */
  ratingSkipped: ReadonlySet<string>;
  /** The customer asked to rate before the end. */
  isRating: boolean;
};

export const initialState: WidgetState = {
  isOpen: false,
  connection: 'idle',
  threads: [],
  hasOlder: false,
  isLoadingOlder: false,
  pending: [],
  uploads: [],
  streamed: '',
  revealed: new Set(),
  ratingSkipped: new Set(),
  isRating: false,
};
