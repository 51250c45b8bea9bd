import { z } from 'zod';
import { StaffId } from '../../platform/index.ts';
import {
  changeStaff,
  inviteStaff,
  listGroups,
  listRoutableStaff,
  listStaff,
  presences,
  roles,
} from '../../staff/index.ts';
import { none, type Route, staffRoute } from '../http/route.ts';
import { toStaffView, toStaffViews } from '../views/staff-view.ts';
import { staffParts } from './session.ts';

/** Colleagues, presence, groups, invitations. */
export const staffRoutes: readonly Route[] = [
  staffRoute('presence.set', {
    method: 'PUT',
    path: '/api/v1/presence',
    summary: 'Take conversations, pause, or leave',
    params: none,
    query: none,
    body: z.strictObject({ presence: z.enum(presences) }),
    usesIdempotencyKey: false,
    handle: async ({ edge, who }, { body }) => {
      await edge.hub.choosePresence(who.shopId, who.staff.staffId, body.presence);
      return { body: { presence: body.presence } };
    },
  }),
  staffRoute('staff.read', {
    method: 'GET',
    path: '/api/v1/staff',
    summary: 'All colleagues with presence and load',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who }) => ({
      body: await parts.walk.database.inShop(who.shopId, async (sql) => ({
        staff: toStaffViews(await listStaff(sql, who.shopId), await listRoutableStaff(sql, who.shopId)),
      })),
    }),
  }),
  staffRoute('staff.manage', {
    method: 'PATCH',
    path: '/api/v1/staff/:staffId',
    summary: "Change a colleague's role, capacity, languages, channels, groups or skills, or close the account",
    params: z.strictObject({ staffId: StaffId.schema }),
    query: none,
    body: z.strictObject({
      role: z.enum(roles).optional(),
      name: z.string().trim().min(1).max(100).optional(),
      capacity: z.number().int().min(0).max(100).optional(),
      languages: z
        .array(z.enum(['zh-CN', 'zh-TW', 'en']))
        .min(1)
        .max(3)
        .optional(),
      channels: z.array(z.string().min(1).max(60)).max(50).optional(),
      skills: z
        .array(z.strictObject({ skillId: z.string().min(1).max(80), level: z.number().int().min(1).max(9) }))
        .max(50)
        .optional(),
      groups: z
        .array(z.strictObject({ groupId: z.string().min(1).max(100), level: z.number().int().min(1).max(9) }))
        .max(50)
        .optional(),
      isDisabled: z.boolean().optional(),
    }),
    handle: async ({ parts, who }, { params: { staffId }, body }) => {
      const change = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
      const member = await changeStaff(staffParts(parts), who, staffId, change);
      const routables = await parts.walk.database.inShop(who.shopId, (sql) => listRoutableStaff(sql, who.shopId));
      return {
        body: {
          staff: toStaffView(
            member,
            routables.find((one) => one.staffId === staffId),
          ),
        },
      };
    },
  }),
  staffRoute('staff.invite', {
    method: 'POST',
    path: '/api/v1/staff/invitations',
    summary: 'Invite somebody; the link works once and for seven days',
    params: none,
    query: none,
    body: z.strictObject({ email: z.email().max(300), role: z.enum(roles) }),
    response: z.object({ link: z.string(), expiresAt: z.string() }),
    handle: async ({ parts, who, meta }, { body }) => {
      const { token, expiresAt } = await inviteStaff(staffParts(parts), who, body);
      const link = `${meta.ownOrigin}/accept-invitation?shop=${who.shopId}&token=${encodeURIComponent(token)}`;
      return { status: 201, body: { link, expiresAt: expiresAt.toISOString() } };
    },
  }),
  staffRoute('groups.read', {
    method: 'GET',
    path: '/api/v1/groups',
    summary: 'Skill groups',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who }) => ({
      body: { groups: await parts.walk.database.inShop(who.shopId, (sql) => listGroups(sql, who.shopId)) },
    }),
  }),
];
