import type { AfterSalesCase } from '../../types.ts';
import type { MedusaApi, MedusaRefusal } from './medusa-api.ts';
import { anything, type MedusaOrder, type MedusaReturn, returnAnswer, returnsAnswer } from './medusa-documents.ts';

/**
 * Returns of Medusa: begun, filled with items, confirmed; received, filled, confirmed. Each part is asked for before it is written, so
 * that a try that broke off goes on where it stopped.
 */

/** Field of a return's metadata that says by which key it was made. */
const keyField = 'peakdesk_key';

/** Opens and confirms a return of a case's pieces; answers its id. */
export async function openReturn(
  api: MedusaApi,
  order: MedusaOrder,
  one: AfterSalesCase,
  idempotencyKey: string,
): Promise<{ ok: true; id: string } | MedusaRefusal> {
  const begun = (await returnsOf(api, order)).find((each) => each.metadata?.[keyField] === idempotencyKey);
  const id = begun?.id ?? (await begin(api, order, one, idempotencyKey));
  if (typeof id !== 'string') return id;
  if (begun !== undefined && begun.status !== 'open') return { ok: true, id };
  if ((begun?.items ?? []).length === 0) {
    const items = itemsOf(order, one);
    const filled = await api.write(`/admin/returns/${id}/request-items`, { items }, anything);
    if (!filled.ok) return filled;
  }
  const confirmed = await api.write(`/admin/returns/${id}/request`, { no_notification: true }, anything);
  return confirmed.ok ? { ok: true, id } : confirmed;
}

/** Books the goods of a return as received, into the place from which they were sent. */
export async function receiveReturn(
  api: MedusaApi,
  order: MedusaOrder,
  id: string,
  one: AfterSalesCase,
): Promise<MedusaRefusal | undefined> {
  const now = (await returnsOf(api, order)).find((each) => each.id === id);
  if (now === undefined || now.status === 'received') return undefined;
  const begun = await api.write(`/admin/returns/${id}/receive`, {}, anything);
  // A receipt that an earlier try has begun is filled again.
  if (!begun.ok && !/active order change|already/i.test(begun.platformText)) return begun;
  const items = itemsOf(order, one);
  const filled = await api.write(`/admin/returns/${id}/receive-items`, { items }, anything);
  if (!filled.ok) return filled;
  const confirmed = await api.write(`/admin/returns/${id}/receive/confirm`, { no_notification: true }, anything);
  return confirmed.ok ? undefined : confirmed;
}

/** Calls a return off; one that is called off already, or whose goods are back, stays as it is. */
export async function cancelReturn(api: MedusaApi, order: MedusaOrder, id: string): Promise<MedusaRefusal | undefined> {
  const now = (await returnsOf(api, order)).find((each) => each.id === id);
  if (now === undefined || now.status === 'canceled' || /received/.test(now.status)) return undefined;
  const cancelled = await api.write(`/admin/returns/${id}/cancel`, { no_notification: true }, anything);
  return cancelled.ok ? undefined : cancelled;
}

async function begin(
  api: MedusaApi,
  order: MedusaOrder,
  one: AfterSalesCase,
  idempotencyKey: string,
): Promise<string | MedusaRefusal> {
  const location = order.fulfillments?.find((each) => each.location_id != null)?.location_id;
  const begun = await api.write(
    '/admin/returns',
    {
      order_id: order.id,
      ...(location == null ? {} : { location_id: location }),
      description: `Peakdesk ${one.caseId}: ${one.reason}`,
      no_notification: true,
      metadata: { [keyField]: idempotencyKey },
    },
    returnAnswer,
  );
  return begun.ok ? begun.answer.return.id : begun;
}

async function returnsOf(api: MedusaApi, order: MedusaOrder): Promise<readonly MedusaReturn[]> {
  const query = { order_id: order.id, limit: '100', fields: 'id,status,metadata,*items' };
  return (await api.read('/admin/returns', query, returnsAnswer)).returns;
}

function itemsOf(order: MedusaOrder, one: AfterSalesCase): { id: string; quantity: number }[] {
  const lines = order.items.map((item) => ({ lineId: item.id, quantity: item.quantity }));
  return one.lineIds.flatMap((lineId) => {
    const line = lines.find((each) => each.lineId === lineId);
    return line === undefined ? [] : [{ id: lineId, quantity: one.quantities?.[lineId] ?? line.quantity }];
  });
}
