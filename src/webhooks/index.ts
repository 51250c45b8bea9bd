/** Outgoing webhooks: a shop's own systems hear what happens, signed, at least once, with a log of every try. */
export { type DeliveryFilter, listDeliveries, type ResendWish, resend } from './delivery-log.ts';
export {
  addEndpoint,
  changeEndpoint,
  type EndpointParts,
  listEndpoints,
  removeEndpoint,
  rotateSecret,
  switchEndpoint,
  usualKeepHours,
} from './endpoint-store.ts';
export { sendJob } from './gather-events.ts';
export { type PublicEventType, publicEventSchemas, publicEventTypes, testEventType } from './public-events.ts';
export { type SendParts, sendHandler } from './send-job.ts';
export { createSender, type SendMessage } from './send-message.ts';
export { startWebhooks, type Webhooks } from './start-webhooks.ts';
export { tellOwnerHandler, tellOwnerJob } from './tell-owners.ts';
export { testEndpoint } from './test-endpoint.ts';
export {
  type DeliveryState,
  deliveryStates,
  type EndpointInput,
  endpointInput,
  type WebhookDelivery,
  type WebhookEndpoint,
} from './types.ts';
