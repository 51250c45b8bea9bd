import type { ContentPart } from '../conversations/index.ts';

/** A message as it came from a channel, already verified and translated to our content. */
export type Inbound = {
  channelId: string;
  /** The channel's own id of the person. */
  personId: string;
  /** The channel itself proves who the person is (signed token, platform identity). */
  isVerified: boolean;
  /** The channel's id of this message; repeated deliveries carry the same one. */
  messageId?: string;
  /** Id given by the sender's own window. */
  clientId?: string;
  content: readonly ContentPart[];
  language?: 'zh-CN' | 'zh-TW' | 'en';
  sentAt: Date;
};

/** A message to be sent to one person; `idempotencyKey` is the same for every retry. */
export type Outbound = {
  shopId: string;
  personId: string;
  conversationId: string;
  seq: number;
  content: readonly ContentPart[];
  /** Written by a machine: the channel shows the AI mark. */
  isFromAi: boolean;
  idempotencyKey: string;
};

export type Receipt =
  | { state: 'sent'; channelMessageId?: string }
  | { state: 'failed'; isRetryable: boolean; reason: string };

/** What a channel can show and what it allows; the browser draws settings, icons and limits from it. */
export type ChannelDescriptor = {
  label: { 'zh-CN': string; 'zh-TW': string; en: string };
  icon: string;
  textLimit: number;
  media: readonly ('image' | 'file' | 'voice' | 'video')[];
  hasButtons: boolean;
  hasTyping: boolean;
  /** Shows forms as forms; elsewhere what they ask for is asked in words. */
  hasForms?: true;
  /** `pull`: the customer's window fetches stored messages by itself; `push`: each message is sent by a job. */
  delivery: 'pull' | 'push';
  /** Hours within which the shop may answer after the customer's last message; undefined: always. */
  replyWindowHours?: number;
  /** How long short first fragments wait for more words, in milliseconds. */
  mergeMilliseconds: number;
  /** How much one person may write here, over all nodes; absent where the platform keeps the pace itself. */
  pace?: { perSecond: number; burst: number };
};

/** One way for customers to write. `raw` is whatever the channel's transport delivers. */
export type Channel = {
  id: string;
  descriptor: ChannelDescriptor;
  /** Verifies and translates; an invalid delivery throws AppError 'invalid' or 'unauthenticated'. */
  receive(raw: unknown): readonly Inbound[];
  send(outbound: Outbound): Promise<Receipt>;
};
