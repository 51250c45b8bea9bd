import { AppError, isUniqueViolation, type ShopId, type Sql, StaffId } from '../platform/index.ts';
import type { Presence, Role, StaffMember } from './types.ts';

/** Columns of `staff` as the driver gives them. */
export type StaffRow = {
  shop_id: ShopId;
  staff_id: StaffId;
  email: string;
  name: string;
  role: Role;
  password_hash: string | null;
  totp_sealed: Buffer | null;
  totp_enabled_at: Date | null;
  languages: string[];
  capacity: number;
  presence: Presence;
  failed_sign_ins: number;
  locked_until: Date | null;
  disabled_at: Date | null;
  created_at: Date;
};

/** One account, or undefined. */
export async function findStaff(sql: Sql, shopId: ShopId, staffId: StaffId): Promise<StaffMember | undefined> {
  const rows = await sql<StaffRow[]>`select * from staff where shop_id = ${shopId} and staff_id = ${staffId}`;
  return rows[0] && toStaffMember(rows[0]);
}

/** Account row by e-mail with its secrets, for signing in; `lock` keeps it until the end of the transaction. */
export async function findRowByEmail(
  sql: Sql,
  shopId: ShopId,
  email: string,
  options: { lock?: boolean } = {},
): Promise<StaffRow | undefined> {
  const rows = await sql<StaffRow[]>`
    select * from staff where shop_id = ${shopId} and email = ${normalEmail(email)}
    ${options.lock ? sql`for update` : sql``}`;
  return rows[0];
}

/** Account row by id with its secrets; `lock` keeps it until the end of the transaction. */
export async function findRow(
  sql: Sql,
  shopId: ShopId,
  staffId: StaffId,
  options: { lock?: boolean } = {},
): Promise<StaffRow | undefined> {
  const rows = await sql<StaffRow[]>`
    select * from staff where shop_id = ${shopId} and staff_id = ${staffId} ${options.lock ? sql`for update` : sql``}`;
  return rows[0];
}

/** All accounts of a shop by name. */
export async function listStaff(sql: Sql, shopId: ShopId): Promise<StaffMember[]> {
  const rows = await sql<StaffRow[]>`select * from staff where shop_id = ${shopId} order by name, staff_id`;
  return rows.map(toStaffMember);
}

/** Names by id, for lists and threads. */
export async function listStaffNames(sql: Sql, shopId: ShopId): Promise<Map<StaffId, string>> {
  const rows = await sql<{ staff_id: StaffId; name: string }[]>`
    select staff_id, name from staff where shop_id = ${shopId}`;
  return new Map(rows.map((row) => [row.staff_id, row.name]));
}

export type NewStaff = {
  shopId: ShopId;
  staffId?: StaffId;
  email: string;
  name: string;
  role: Role;
  passwordHash: string;
  languages?: readonly string[];
  capacity?: number;
};

/** Adds an account; AppError 'conflict' when the e-mail has one already. */
export async function insertStaff(sql: Sql, input: NewStaff): Promise<StaffMember> {
  try {
    const rows = await sql.savepoint(
      (inner) => inner<StaffRow[]>`
        insert into staff (shop_id, staff_id, email, name, role, password_hash, languages, capacity)
        values (${input.shopId}, ${input.staffId ?? StaffId.make()}, ${normalEmail(input.email)}, ${input.name}, ${input.role},
                ${input.passwordHash}, ${[...(input.languages ?? ['zh-CN'])]}, ${input.capacity ?? 8})
        returning *`,
    );
    const [row] = rows;
    if (!row) throw new AppError('bug', 'insert returned no row');
    return toStaffMember(row);
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError('conflict', 'this e-mail has an account already', {
        field: 'email',
        userMessageKey: 'problem.email-taken',
      });
    throw error;
  }
}

/** What may be changed of an account by its shop. */
export type StaffPatch = {
  role?: Role;
  capacity?: number;
  languages?: readonly string[];
  /** Channels served; all where empty. */
  channels?: readonly string[];
  isDisabled?: boolean;
  name?: string;
};

/** Changes an account; undefined where it does not exist. */
export async function updateStaff(
  sql: Sql,
  input: { shopId: ShopId; staffId: StaffId; patch: StaffPatch; now: Date },
): Promise<StaffMember | undefined> {
  const { patch } = input;
  const rows = await sql<StaffRow[]>`
    update staff set
      role = coalesce(${patch.role ?? null}, role),
      name = coalesce(${patch.name ?? null}, name),
      capacity = coalesce(${patch.capacity ?? null}::int, capacity),
      languages = coalesce(${patch.languages ? [...patch.languages] : null}::text[], languages),
      channels = coalesce(${patch.channels ? [...patch.channels] : null}::text[], channels),
      disabled_at = case ${patch.isDisabled ?? null}::boolean
        when true then coalesce(disabled_at, ${input.now}) when false then null else disabled_at end,
      presence = case when ${patch.isDisabled ?? false} then 'offline' else presence end
    where shop_id = ${input.shopId} and staff_id = ${input.staffId} returning *`;
  return rows[0] && toStaffMember(rows[0]);
}

/** How many enabled owners a shop has; the last one cannot be removed. */
export async function countOwners(sql: Sql, shopId: ShopId): Promise<number> {
  const rows = await sql<{ owners: number }[]>`
    select count(*)::int as owners from staff where shop_id = ${shopId} and role = 'owner' and disabled_at is null`;
  return rows[0]?.owners ?? 0;
}

/** E-mail as it is stored and compared. */
export function normalEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase();
}

/** Row → account without secrets. */
export function toStaffMember(row: StaffRow): StaffMember {
  return {
    staffId: row.staff_id,
    email: row.email,
    name: row.name,
    role: row.role,
    languages: row.languages,
    capacity: row.capacity,
    presence: row.presence,
    hasTotp: row.totp_enabled_at !== null,
    isDisabled: row.disabled_at !== null,
    createdAt: row.created_at.toISOString(),
  };
}
