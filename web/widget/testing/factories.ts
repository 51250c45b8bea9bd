import type { CustomerConversation, CustomerMessage, ServerLine, WidgetSession } from '../../api/index.ts';
import type { ShownMessage } from '../state/widget-state.ts';

/** The conversation of most tests. */
export const conversationId = '0192f000-0000-7000-8000-000000000001';

/** A message of the given seq; text by the AI unless told otherwise. */
export function aMessage(seq: number, given: Partial<ShownMessage> = {}): ShownMessage {
  return {
    seq,
    messageId: `m${seq}`,
    author: { kind: 'ai' },
    content: [{ kind: 'text', text: `text ${seq}` }],
    createdAt: new Date(Date.UTC(2026, 10, 11, 12, 0, seq)).toISOString(),
    ...given,
  };
}

/** The same as the server sends it; ids that a test makes up pass through JSON. */
export function onTheWire(message: ShownMessage): CustomerMessage {
  return JSON.parse(JSON.stringify(message));
}

export function aMessageLine(message: ShownMessage, of = conversationId): ServerLine {
  return { type: 'message', conversationId: of, message: onTheWire(message) };
}

export function aConversation(given: Partial<CustomerConversation> = {}): CustomerConversation {
  return {
    conversationId,
    lastSeq: 0,
    status: 'open',
    handler: 'ai',
    shopReadSeq: 0,
    customerReadSeq: 0,
    customerDeliveredSeq: 0,
    ...given,
  };
}

export function aSession(given: Partial<WidgetSession> = {}): WidgetSession {
  return {
    token: 'token-1',
    visitorId: 'visitor-1',
    expiresAt: '2036-01-01T00:00:00.000Z',
    shop: {
      shopId: 'demo',
      name: '暖屿优选',
      welcome: '您好',
      humansAvailable: true,
      hoursText: '9:00–22:00',
      popularQuestions: [],
      mergeTyping: true,
    },
    language: 'zh-CN',
    customerName: '',
    isVerified: false,
    messages: [],
    ...given,
  };
}
