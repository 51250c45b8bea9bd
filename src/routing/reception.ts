import type { ShopId, Sql } from '../platform/index.ts';
import { listRoutableStaff, type RoutableStaff } from '../staff/index.ts';
import type { WorkingHours } from './hours.ts';
import type { LoadLevel } from './load/load-levels.ts';
import {
  type AgentsState,
  type LocalMoment,
  type Reception,
  type ReceptionRule,
  receptionOf,
  ruleFor,
} from './modes.ts';

/** Who answers a conversation that begins now, by the shop's rules; `draw` in [0, 1) decides a mixed mode. */
export async function receive(
  sql: Sql,
  input: {
    shopId: ShopId;
    rules: readonly ReceptionRule[];
    /** Where shifts are followed: the moment at which people must have one. */
    onShiftAt?: Date;
    channelId: string;
    isOpen: boolean;
    level: LoadLevel;
    moment: LocalMoment;
    draw: number;
  },
): Promise<Reception> {
  const rule = ruleFor(input.rules, input.channelId, input.moment);
  if (rule.mode === 'ai-first') return 'ai';
  const agents = input.isOpen ? agentsStateOf(await listRoutableStaff(sql, input.shopId, input.onShiftAt)) : 'closed';
  return receptionOf(rule, agents, input.level, input.draw);
}

/** What the people of a shop are doing as a whole. */
export function agentsStateOf(staff: readonly RoutableStaff[]): AgentsState {
  const there = staff.filter((person) => person.presence !== 'offline' && person.groups.length > 0);
  if (there.length === 0) return 'none-online';
  const online = there.filter((person) => person.presence === 'online');
  if (online.length === 0) return 'all-away';
  return online.some((person) => person.load < person.capacity) ? 'some-free' : 'all-busy';
}

/** The moment on the shop's wall clock and calendar. */
export function localMoment(
  now: Date,
  timeZone: string,
  hours: Pick<WorkingHours, 'holidays' | 'special'>,
): LocalMoment {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(now);
  const [day = '', clock = '00:00'] = text.split(' ');
  const isHoliday = hours.holidays.includes(day) && !hours.special?.some((span) => span.day === day);
  return { weekday: new Date(`${day}T00:00:00Z`).getUTCDay(), clock, isHoliday };
}
