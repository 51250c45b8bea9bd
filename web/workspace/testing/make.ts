import type { Conversation, ConversationDetail, InboxItem, Message, SessionView, StaffView } from '../../api/index.ts';

type Loose<Whole> = { [Name in keyof Whole]?: unknown };

/** A conversation for tests; only what a test is about has to be named. */
export function makeConversation(given: Loose<Conversation> = {}): Conversation {
  return read({
    shopId: 'demo',
    conversationId: 'c1',
    customerId: 'k1',
    channelId: 'widget',
    status: 'open',
    handler: { kind: 'ai' },
    version: 1,
    lastSeq: 0,
    language: 'zh-CN',
    emotion: 'neutral',
    intensity: 0,
    subject: '',
    tags: [],
    lastMessageText: '',
    lastMessageAt: '2026-11-21T08:00:00.000Z',
    customerReadSeq: 0,
    customerDeliveredSeq: 0,
    agentReadSeq: 0,
    createdAt: '2026-11-21T08:00:00.000Z',
    ...given,
  });
}

/** A message for tests. */
export function makeMessage(seq: number, given: Loose<Message> = {}): Message {
  return read({
    shopId: 'demo',
    conversationId: 'c1',
    seq,
    messageId: `m${seq}`,
    author: { kind: 'customer', id: 'k1' },
    content: [{ kind: 'text', text: `words ${seq}` }],
    isPrivate: false,
    delivery: 'stored',
    createdAt: new Date(Date.UTC(2026, 10, 21, 8, 0, seq)).toISOString(),
    ...given,
  });
}

/** An open conversation for tests. */
export function makeDetail(messages: readonly Message[], given: Loose<Conversation> = {}): ConversationDetail {
  return read({
    conversation: makeConversation({ lastSeq: messages.at(-1)?.seq ?? 0, ...given }),
    messages,
    customer: {
      shopId: 'demo',
      customerId: 'k1',
      displayName: '王雨桐',
      language: 'zh-CN',
      profile: {},
      createdAt: '2026-11-21T08:00:00.000Z',
      lastSeenAt: '2026-11-21T08:00:00.000Z',
    },
    draft: '',
    viewers: [],
    abilities: {},
  });
}

/** A row of the list for tests. */
export function makeInboxItem(conversation: Loose<Conversation>, given: Loose<InboxItem> = {}): InboxItem {
  return read({
    conversation: makeConversation(conversation),
    customerName: '王雨桐',
    memberLevel: '',
    assigneeName: '',
    unread: 0,
    ...given,
  });
}

/** A colleague for tests. */
export function makeStaff(given: Loose<StaffView> = {}): StaffView {
  return read({
    staffId: 's1',
    name: '周蔓',
    email: 'zhou.man@nuanyu.example',
    role: 'agent',
    presence: 'online',
    capacity: 4,
    load: 0,
    languages: ['zh-CN'],
    groups: [],
    skills: [],
    channels: [],
    isDisabled: false,
    hasTotp: false,
    ...given,
  });
}

/** Somebody signed in, for tests. */
export function makeSession(abilities: readonly string[], given: Loose<StaffView> = {}): SessionView {
  return {
    staff: makeStaff(given),
    shop: { shopId: 'demo', name: '暖屿优选', timeZone: 'Asia/Shanghai', currency: 'CNY', language: 'zh-CN' },
    abilities: Object.fromEntries(abilities.map((ability) => [ability, true])),
  };
}

/** As it would come from the server: ids are texts there. */
function read<Whole>(given: unknown): Whole {
  const made: Whole = JSON.parse(JSON.stringify(given));
  return made;
}
