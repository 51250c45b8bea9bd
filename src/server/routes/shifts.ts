import { z } from 'zod';
import { publicDaysOf } from '../../commerce/index.ts';
import { AppError, type Sql, StaffId } from '../../platform/index.ts';
import { addDays, copyWeek, overlapIn, planShift } from '../../routing/index.ts';
import {
  type AuditAction,
  type AuditDetails,
  listShifts,
  replaceShifts,
  type Shift,
  type SignedIn,
} from '../../staff/index.ts';
import { changeAsStaff } from '../change-as-staff.ts';
import { none, type Route, staffRoute } from '../http/route.ts';
import type { ServerParts } from '../server-parts.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 09:00');
const span = z
  .strictObject({ from: clock, to: z.union([clock, z.literal('24:00')]) })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'ends when it begins' });
const week = z.strictObject({ from: z.iso.date() });

/** Who works when, and the public holidays that move the week. */
export const shiftRoutes: readonly Route[] = [
  staffRoute('staff.read', {
    method: 'GET',
    path: '/api/v1/shifts',
    summary: 'Shifts of seven days from a day on, by the wall clock of the shop',
    params: none,
    query: week,
    body: none,
    handle: async ({ parts, who }, { query: { from } }) => ({
      body: { shifts: await parts.walk.database.inShop(who.shopId, (sql) => weekOf(sql, who, from)) },
    }),
  }),
  staffRoute('shifts.write', {
    method: 'PUT',
    path: '/api/v1/shifts/:staffId/:day',
    summary: 'Replace what somebody works on a day; none is a free day, an end before the beginning is on the next day',
    params: z.strictObject({ staffId: StaffId.schema, day: z.iso.date() }),
    query: none,
    body: z.strictObject({ spans: z.array(span).max(3) }),
    handle: async ({ parts, who }, { params: { staffId, day }, body }) => {
      const spans = body.spans.toSorted((one, other) => one.from.localeCompare(other.from));
      const overlap = overlapIn(spans);
      if (overlap !== undefined)
        throw new AppError('invalid', 'the spans overlap', {
          field: `spans.${overlap}.from`,
          userMessageKey: 'problem.shifts-overlap',
        });
      await plan(parts, who, 'shifts.changed', { staffId, day }, async (sql, timeZone) => {
        const known = await sql`select 1 from staff where shop_id = ${who.shopId} and staff_id = ${staffId}`;
        if (known.length === 0) throw new AppError('not-found', 'no such member of staff');
        const shifts = spans.map((one) => planShift({ staffId, day, ...one }, timeZone));
        await replaceShifts(sql, who.shopId, [{ staffId, day }], shifts);
      });
      return { body: {} };
    },
  }),
  staffRoute('shifts.write', {
    method: 'POST',
    path: '/api/v1/shifts/copy',
    summary: 'Copy the week before to the seven days from a day on, where nothing is planned yet',
    params: none,
    query: none,
    body: week,
    handle: async ({ parts, who }, { body: { from } }) => {
      let copied: Shift[] = [];
      await plan(parts, who, 'shifts.copied', { from }, async (sql, timeZone) => {
        copied = copyWeek(await weekOf(sql, who, addDays(from, -7)), await weekOf(sql, who, from), 7);
        const shifts = copied.map((shift) => planShift(shift, timeZone));
        await replaceShifts(sql, who.shopId, [], shifts);
      });
      return { body: { copied: copied.length } };
    },
  }),
  staffRoute('staff.read', {
    method: 'GET',
    path: '/api/v1/public-holidays',
    summary: 'Public holidays of a year and the days worked in lieu, as announced; none outside the mainland',
    params: none,
    query: z.strictObject({ year: z.coerce.number().int().min(2004).max(2100) }),
    body: none,
    handle: async ({ parts, who }, { query: { year } }) => {
      const { timeZone } = await parts.shops.get(who.shopId);
      return { body: { days: publicDaysOf(timeZone, year) } };
    },
  }),
];

async function weekOf(sql: Sql, who: SignedIn, from: string): Promise<Shift[]> {
  return await listShifts(sql, who.shopId, { from, to: addDays(from, 6) });
}

/** A change of shifts, by the shop's wall clock. */
async function plan(
  parts: ServerParts,
  who: SignedIn,
  action: AuditAction,
  details: AuditDetails,
  write: (sql: Sql, timeZone: string) => Promise<void>,
): Promise<void> {
  const { timeZone } = await parts.shops.get(who.shopId);
  await changeAsStaff(parts, who, { action, details, changed: 'team' }, (sql) => write(sql, timeZone));
}
