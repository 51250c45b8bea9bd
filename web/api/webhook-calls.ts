import type { Http } from './http.ts';
import type { WebhookDelivery, WebhookDeliveryState, WebhookEndpoint, WebhookEventName } from './index.ts';

/** Endpoints of the shop, and the events that there are. */
export type WebhookState = { endpoints: readonly WebhookEndpoint[]; events: readonly WebhookEventName[] };

/** What is entered of an endpoint; no events are all events. */
export type WebhookFields = {
  url: string;
  description: string;
  types: readonly WebhookEventName[];
  allowsPrivate: boolean;
};

export type WebhookFilter = { state?: WebhookDeliveryState; type?: string; before?: string };

/** A new secret with the state after it. */
export type WebhookSecretAnswer = WebhookState & { endpointId: string; secret: string };

/** Calls about the addresses that are told of events. */
export function webhookCalls(http: Http) {
  const of = (endpointId: string, more = '') => `/webhooks/${endpointId}${more}`;
  return {
    webhooks: () => http<WebhookState>('GET', '/webhooks'),
    addWebhook: (body: WebhookFields) => http<WebhookSecretAnswer>('POST', '/webhooks', { body }),
    changeWebhook: (endpointId: string, body: WebhookFields) => http<WebhookState>('PUT', of(endpointId), { body }),
    switchWebhook: (endpointId: string, isOn: boolean) =>
      http<WebhookState>('PUT', of(endpointId, '/state'), { body: { isOn } }),
    removeWebhook: (endpointId: string) => http<WebhookState>('DELETE', of(endpointId)),
    rotateWebhookSecret: (endpointId: string, keepHours: number) =>
      http<WebhookSecretAnswer>('POST', of(endpointId, '/secret'), { body: { keepHours } }),
    testWebhook: (endpointId: string) => http<{ delivery: WebhookDelivery }>('POST', of(endpointId, '/test')),
    webhookDeliveries: async (endpointId: string, query: WebhookFilter) => {
      const answer = await http<{ deliveries: readonly WebhookDelivery[]; nextCursor?: string }>(
        'GET',
        of(endpointId, '/deliveries'),
        { query },
      );
      return { items: answer.deliveries, ...(answer.nextCursor ? { nextCursor: answer.nextCursor } : {}) };
    },
    resendWebhook: (endpointId: string, deliveryId?: string) =>
      http<{ count: number }>('POST', of(endpointId, '/resend'), { body: deliveryId ? { deliveryId } : {} }),
  };
}
