import { z } from 'zod';
import { answerIncident, endIncident, listForStaff, tellIncidentJob } from '../../incidents/index.ts';
import { AppError, enqueueJob, type Sql } from '../../platform/index.ts';
import { type AuditAction, type AuditDetails, appendAudit, type SignedIn } from '../../staff/index.ts';
import { none, type Route, staffRoute } from '../http/route.ts';

const params = z.strictObject({ incidentId: z.uuid() });
const text = z.string().trim().min(2).max(1_000);
const incidentsShown = 20;

/** Questions that many ask at once: what they are, the one approved answer, the end. */
export const incidentRoutes: readonly Route[] = [
  staffRoute('overview.read', {
    method: 'GET',
    path: '/api/v1/incidents',
    summary: 'Questions that many ask at once, open ones first',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who: { shopId } }) => {
      const found = await parts.walk.database.inShop(shopId, (sql) => listForStaff(sql, shopId, incidentsShown));
      return { body: { incidents: found.map(({ grams: _grams, key: _key, shopId: _shopId, ...shown }) => shown) } };
    },
  }),
  staffRoute('incidents.answer', {
    method: 'POST',
    path: '/api/v1/incidents/:incidentId/answer',
    summary: 'Approve the one answer: all who wait and have asked get it now, all who ask get it from now on',
    params,
    query: none,
    body: z.strictObject({ answer: z.strictObject({ 'zh-CN': text, 'zh-TW': text, en: text }) }),
    handle: async ({ parts, who }, { params: { incidentId }, body: { answer } }) => {
      const { shopId } = who;
      const now = parts.walk.clock.now();
      await parts.walk.database.inShop(shopId, async (sql) => {
        const isOpen = await answerIncident(sql, { shopId, incidentId, answer, staffId: who.staff.staffId, now });
        if (!isOpen) throw new AppError('conflict', 'this incident is over');
        await enqueueJob(sql, { shopId, name: tellIncidentJob, payload: { incidentId } });
        await audit(sql, who, 'incident.answered', incidentId, { text: answer['zh-CN'].slice(0, 200) }, now);
      });
      parts.walk.relay.announce({ type: 'incident.changed', shopId, payload: { incidentId, state: 'answered' } });
      parts.wakeJobs?.(shopId);
      return { body: {} };
    },
  }),
  staffRoute('incidents.answer', {
    method: 'POST',
    path: '/api/v1/incidents/:incidentId/end',
    summary: 'End an incident: the question is answered as usual again',
    params,
    query: none,
    body: none,
    handle: async ({ parts, who }, { params: { incidentId } }) => {
      const { shopId } = who;
      const now = parts.walk.clock.now();
      await parts.walk.database.inShop(shopId, async (sql) => {
        const isOpen = await endIncident(sql, { shopId, incidentId, staffId: who.staff.staffId, now });
        if (!isOpen) throw new AppError('conflict', 'this incident is over');
        await audit(sql, who, 'incident.ended', incidentId, { by: 'hand' }, now);
      });
      parts.walk.relay.announce({ type: 'incident.changed', shopId, payload: { incidentId, state: 'ended' } });
      return { body: {} };
    },
  }),
];

async function audit(
  sql: Sql,
  who: SignedIn,
  action: AuditAction,
  incidentId: string,
  details: AuditDetails,
  now: Date,
): Promise<void> {
  await appendAudit(sql, {
    shopId: who.shopId,
    actor: { kind: 'staff', staffId: who.staff.staffId, name: who.staff.name },
    action,
    target: `incident/${incidentId}`,
    details,
    now,
  });
}
