import type { Http } from './http.ts';
import type {
  ActionName,
  ContentPart,
  ConversationDetail,
  CustomerPanel,
  ExplainedTurn,
  Message,
  Suggestion,
} from './index.ts';
import type { ActionAnswer, InboxPage, InboxView, SendAnswer } from './staff-views.ts';

export type SendFields = {
  clientId: string;
  content: readonly ContentPart[];
  isPrivate: boolean;
  /** Last message that the sender had seen. */
  expectedSeq?: number;
};

export type ActionFields = {
  action: ActionName;
  arguments: unknown;
  phase: 'check' | 'perform';
  idempotencyKey: string;
};

/** Calls about the inbox and one conversation. */
export function conversationCalls(http: Http) {
  const at = (conversationId: string, tail = '') => `/conversations/${conversationId}${tail}`;
  return {
    inbox: (question: { view: InboxView; search?: string; cursor?: string; signal?: AbortSignal }) => {
      const { signal, ...query } = question;
      return http<InboxPage>('GET', '/conversations', { query, ...(signal ? { signal } : {}) });
    },
    conversation: (id: string) => http<ConversationDetail>('GET', at(id)),
    olderMessages: (id: string, before: number, limit: number) =>
      http<{ messages: readonly Message[] }>('GET', at(id, '/messages'), { query: { before, limit } }),
    send: (id: string, fields: SendFields) => http<SendAnswer>('POST', at(id, '/messages'), { body: fields }),
    take: (id: string) => http<unknown>('POST', at(id, '/take')),
    giveBack: (id: string) => http<unknown>('POST', at(id, '/return')),
    transfer: (id: string, to: ({ staffId: string } | { groupId: string }) & { note?: string }) =>
      http<unknown>('POST', at(id, '/transfer'), { body: to }),
    close: (id: string) => http<unknown>('POST', at(id, '/close')),
    reopen: (id: string) => http<unknown>('POST', at(id, '/reopen')),
    setTags: (id: string, tags: readonly string[]) => http<unknown>('PUT', at(id, '/tags'), { body: { tags } }),
    markRead: (id: string, seq: number) => http<unknown>('POST', at(id, '/read'), { body: { seq } }),
    saveDraft: (id: string, text: string) => http<unknown>('PUT', at(id, '/draft'), { body: { text } }),
    panel: (id: string) => http<CustomerPanel>('GET', at(id, '/panel')),
    suggestions: (id: string) => http<{ suggestions: readonly Suggestion[] }>('GET', at(id, '/suggestions')),
    recordSuggestion: (
      id: string,
      suggestionId: string,
      use: { outcome: 'adopted' | 'edited' | 'ignored'; text: string },
    ) => http<unknown>('POST', at(id, `/suggestions/${suggestionId}`), { body: use }),
    turn: (id: string, turnId: string) => http<ExplainedTurn>('GET', at(id, `/turns/${turnId}`)),
    act: (id: string, fields: ActionFields) =>
      http<ActionAnswer>('POST', at(id, '/actions'), { body: fields, idempotencyKey: fields.idempotencyKey }),
  };
}
