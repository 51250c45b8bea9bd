import { z } from 'zod';
import { skillGroups } from '../../dialogue/index.ts';
import { AppError, type Sql } from '../../platform/index.ts';
import {
  faultIn,
  type RoutingSettings,
  readRoutingSettings,
  routingSettingsSchema,
  saveRoutingSettings,
  withoutGroup,
  withoutSkill,
} from '../../routing/index.ts';
import {
  type AuditAction,
  type AuditDetails,
  listGroups,
  listSkills,
  removeGroup,
  removeSkill,
  type SignedIn,
  saveGroup,
  saveSkill,
} from '../../staff/index.ts';
import { changeAsStaff } from '../change-as-staff.ts';
import { none, type Route, staffRoute } from '../http/route.ts';
import type { ServerParts } from '../server-parts.ts';
import { localized } from '../widget/shop-extras.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'small letters, digits and hyphens');
const nameBody = z.strictObject({ name: z.union([z.string().trim().min(1).max(60), localized]) });

/** The rules of who serves whom, and what they speak of: groups and skills. Each change holds at the next assignment, on every node. */
export const routingSettingsRoutes: readonly Route[] = [
  staffRoute('settings.read', {
    method: 'GET',
    path: '/api/v1/routing/settings',
    summary: 'Groups and what they ask for, reception modes, promises, weights, overflow, silent agents, match',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who }) => ({
      body: await parts.walk.database.inShop(who.shopId, (sql) => readRoutingSettings(sql, who.shopId)),
    }),
  }),
  staffRoute('settings.write', {
    method: 'PUT',
    path: '/api/v1/routing/settings',
    summary: 'Replace the rules of routing; what is not named gets its default',
    params: none,
    query: none,
    body: routingSettingsSchema,
    handle: async ({ parts, who }, { body }) => {
      await change(parts, who, 'routing.changed', { fields: Object.keys(body) }, async (sql) => {
        const groups = new Set((await listGroups(sql, who.shopId)).map((group) => group.groupId));
        const skills = new Set((await listSkills(sql, who.shopId)).map((skill) => skill.skillId));
        const fault = faultIn(body, { groups, skills, channels: new Set(channelsOf(parts)) });
        if (fault)
          throw new AppError('invalid', fault.key, { field: fault.field, userMessageKey: `problem.${fault.key}` });
        await saveRoutingSettings(sql, who.shopId, body);
      });
      return { body };
    },
  }),
  staffRoute('groups.read', {
    method: 'GET',
    path: '/api/v1/routing/choices',
    summary: 'What the rules may name: groups, skills, channels; groups that the AI hands over to cannot be removed',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who }) => ({
      body: await parts.walk.database.inShop(who.shopId, async (sql) => ({
        groups: await listGroups(sql, who.shopId),
        skills: await listSkills(sql, who.shopId),
        channels: channelsOf(parts),
        lastingGroups: skillGroups,
      })),
    }),
  }),
  staffRoute('settings.write', {
    method: 'PUT',
    path: '/api/v1/groups/:groupId',
    summary: 'Add a group or rename it',
    params: z.strictObject({ groupId: id }),
    query: none,
    body: nameBody,
    handle: async ({ parts, who }, { params: { groupId }, body }) => {
      await change(parts, who, 'group.saved', { groupId }, (sql) =>
        saveGroup(sql, who.shopId, { groupId, name: inAllLanguages(body.name) }),
      );
      return { body: {} };
    },
  }),
  staffRoute('settings.write', {
    method: 'DELETE',
    path: '/api/v1/groups/:groupId',
    summary: 'Remove a group that nobody waits in and the AI does not hand over to',
    params: z.strictObject({ groupId: id }),
    query: none,
    body: none,
    handle: async ({ parts, who }, { params: { groupId } }) => {
      await change(parts, who, 'group.removed', { groupId }, async (sql) => {
        const isLasting = skillGroups.some((one) => one === groupId);
        if (isLasting || !(await removeGroup(sql, who.shopId, groupId)))
          throw new AppError('conflict', 'the group is in use', { userMessageKey: 'problem.group-in-use' });
        await rewrite(sql, who, (settings) => withoutGroup(settings, groupId));
      });
      return { body: {} };
    },
  }),
  staffRoute('settings.write', {
    method: 'PUT',
    path: '/api/v1/skills/:skillId',
    summary: 'Add a skill or rename it',
    params: z.strictObject({ skillId: id }),
    query: none,
    body: nameBody,
    handle: async ({ parts, who }, { params: { skillId }, body }) => {
      await change(parts, who, 'skill.saved', { skillId }, (sql) =>
        saveSkill(sql, who.shopId, { skillId, name: inAllLanguages(body.name) }),
      );
      return { body: {} };
    },
  }),
  staffRoute('settings.write', {
    method: 'DELETE',
    path: '/api/v1/skills/:skillId',
    summary: 'Remove a skill, from everybody and every group too',
    params: z.strictObject({ skillId: id }),
    query: none,
    body: none,
    handle: async ({ parts, who }, { params: { skillId } }) => {
      await change(parts, who, 'skill.removed', { skillId }, async (sql) => {
        await removeSkill(sql, who.shopId, skillId);
        await rewrite(sql, who, (settings) => withoutSkill(settings, skillId));
      });
      return { body: {} };
    },
  }),
];

/** Channels by which customers come, in the list's order. */
function channelsOf(parts: ServerParts): string[] {
  return [...parts.walk.channels.keys()];
}

function inAllLanguages(name: z.infer<typeof nameBody>['name']): z.infer<typeof localized> {
  return typeof name === 'string' ? { 'zh-CN': name, 'zh-TW': name, en: name } : name;
}

async function rewrite(sql: Sql, who: SignedIn, next: (settings: RoutingSettings) => RoutingSettings): Promise<void> {
  await saveRoutingSettings(sql, who.shopId, next(await readRoutingSettings(sql, who.shopId)));
}

/** A change of the rules; this node reads them again at once. */
async function change(
  parts: ServerParts,
  who: SignedIn,
  action: AuditAction,
  details: AuditDetails,
  write: (sql: Sql) => Promise<void>,
): Promise<void> {
  await changeAsStaff(parts, who, { action, details, changed: 'routing' }, write);
  parts.shops.forget(who.shopId);
}
