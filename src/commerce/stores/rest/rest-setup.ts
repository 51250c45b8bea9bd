import { z } from 'zod';
import { type LocalizedText, type OrderStatus, orderStatuses } from '../../types.ts';
import { settingOf, words } from '../kit/connection-fields.ts';
import type { ConnectionSettings } from '../remote/remote-platform.ts';
import { namesIn } from './fill-template.ts';
import { type JsonPath, readJsonPath } from './json-path.ts';
import { defaultMapping, defaultStatuses, requiredPaths } from './rest-defaults.ts';

/** Paths by section and field, such as `order` → `total`; a field that is not read is absent. */
export type Mapping = Readonly<Record<string, Readonly<Record<string, JsonPath>>>>;

/** A write as the owner describes it. */
export type WriteTemplate = z.output<typeof writeTemplate>;

/** The settings of a connection, checked. */
export type RestSetup = {
  base: string;
  headers: Readonly<Record<string, string>>;
  ordersPath: string;
  orderPath: string;
  /** Empty where there is no catalogue. */
  productsPath: string;
  mapping: Mapping;
  statuses: Readonly<Record<string, OrderStatus>>;
  moneyUnit: 'minor' | 'major';
  currency: string;
  timeZone: string;
  writes: Partial<Record<'cancel' | 'address' | 'refund', WriteTemplate>>;
};

/** A setting that is wrong, in words for its owner. */
export type WrongSetting = { ok: false; field: string; problem: LocalizedText };

const path = z.string().startsWith('/').max(500);
const writeTemplate = z.strictObject({
  method: z.enum(['POST', 'PUT', 'PATCH', 'DELETE']).default('POST'),
  path,
  body: z.json().optional(),
});
const writeTemplates = z.strictObject({
  cancel: writeTemplate.exactOptional(),
  address: writeTemplate.exactOptional(),
  refund: writeTemplate.exactOptional(),
});
const sections: Readonly<Record<string, Readonly<Record<string, string>>>> = defaultMapping;

/** Names that the templates may use. */
const names = {
  list: ['since', 'sinceSeconds', 'sinceMilliseconds', 'cursor'],
  products: ['cursor'],
  order: ['id'],
  cancel: ['id', 'reason', 'key'],
  address: ['id', 'key', 'name', 'phone', 'country', 'province', 'city', 'district', 'detail', 'zip'],
  refund: ['id', 'reason', 'key', 'amount', 'currency'],
} as const;

/** Checks the settings of a connection; the first that is wrong is named. Pure. */
export function readRestSetup(settings: ConnectionSettings): { ok: true; setup: RestSetup } | WrongSetting {
  const base = settingOf(settings, 'url').replace(/\/+$/, '');
  if (!/^https?:\/\/[^?#]+$/.test(base) || !URL.canParse(base))
    return wrong('url', '网址', '網址', 'the address', 'https://');
  const ordersPath = settingOf(settings, 'ordersPath');
  const orderPath = settingOf(settings, 'orderPath');
  // A form cannot tell an emptied field from one that was never filled in.
  const productsPath = settingOf(settings, 'productsPath').replace(/^-$/, '');
  const problem =
    wrongPath('ordersPath', ordersPath, names.list) ??
    wrongPath('orderPath', orderPath, names.order) ??
    (productsPath === '' ? undefined : wrongPath('productsPath', productsPath, names.products));
  if (problem !== undefined) return problem;
  if (!/since/i.test(namesIn(ordersPath).join()) || !namesIn(orderPath).includes('id'))
    return unlike(/since/i.test(namesIn(ordersPath).join()) ? 'orderPath' : 'ordersPath');
  const headers = readHeaders(settings);
  if (headers === undefined) return unlike('authorization');
  const mapping = readMapping(settingOf(settings, 'mapping', '{}'));
  if ('ok' in mapping) return mapping;
  const statuses = z.record(z.string(), z.enum(orderStatuses)).safeParse(json(settingOf(settings, 'statuses', '{}')));
  if (!statuses.success) return unlike('statuses', statuses.error.issues[0]?.path.join('.'));
  const writes = readWrites(settingOf(settings, 'writes', '{}'), mapping.mapping);
  if ('ok' in writes) return writes;
  const timeZone = settingOf(settings, 'timeZone', 'UTC');
  if (!isTimeZone(timeZone)) return unlike('timeZone');
  const currency = settingOf(settings, 'currency', 'CNY').toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) return unlike('currency');
  return {
    ok: true,
    setup: {
      base,
      headers,
      ordersPath,
      orderPath,
      productsPath,
      mapping: mapping.mapping,
      statuses: { ...defaultStatuses, ...statuses.data },
      moneyUnit: settingOf(settings, 'moneyUnit', 'minor') === 'major' ? 'major' : 'minor',
      currency,
      timeZone,
      writes: writes.writes,
    },
  };
}

function wrongPath(field: string, value: string, allowed: readonly string[]): WrongSetting | undefined {
  return path.safeParse(value).success && namesIn(value).every((name) => allowed.includes(name))
    ? undefined
    : unlike(field);
}

/** One header with the key; the ones that belong to the connection itself cannot be set. */
function readHeaders(settings: ConnectionSettings): Readonly<Record<string, string>> | undefined {
  const name = settingOf(settings, 'headerName', 'Authorization').toLowerCase();
  const value = settingOf(settings, 'authorization');
  if (!/^[a-z][a-z0-9-]{0,60}$/.test(name) || /^(host|content-.*|connection|transfer-encoding|cookie)$/.test(name))
    return undefined;
  return /^[\x20-\x7e]*$/.test(value) ? (value === '' ? {} : { [name]: value }) : undefined;
}

function readMapping(text: string): { mapping: Mapping } | WrongSetting {
  const given = z.record(z.string(), z.record(z.string(), z.string())).safeParse(json(text));
  if (!given.success) return unlike('mapping', given.error.issues[0]?.path.join('.'));
  for (const [section, fields] of Object.entries(given.data))
    for (const field of Object.keys(fields))
      if (!Object.hasOwn(sections, section) || !Object.hasOwn(sections[section] ?? {}, field))
        return unlike('mapping', `${section}.${field}`);
  const mapping: Record<string, Record<string, JsonPath>> = {};
  for (const [section, defaults] of Object.entries(sections)) {
    const read: Record<string, JsonPath> = {};
    for (const [field, written] of Object.entries({ ...defaults, ...given.data[section] })) {
      const found = written === '' ? undefined : readJsonPath(written);
      const isMissing = found === undefined && (written !== '' || requiredPaths.includes(`${section}.${field}`));
      if (isMissing) return unlike('mapping', `${section}.${field}`);
      if (found !== undefined) read[field] = found;
    }
    mapping[section] = read;
  }
  return { mapping };
}

/** A refund has to be found again by its key, or one that has arrived would be made twice. */
function readWrites(text: string, mapping: Mapping): { writes: RestSetup['writes'] } | WrongSetting {
  const read = writeTemplates.safeParse(json(text));
  if (!read.success) return unlike('writes', read.error.issues[0]?.path.join('.'));
  for (const kind of ['cancel', 'address', 'refund'] as const) {
    const template = read.data[kind];
    if (template === undefined) continue;
    const allowed: readonly string[] = names[kind];
    const used = namesIn([template.path, template.body ?? null]);
    if (!used.every((name) => allowed.includes(name)) || !used.includes('id')) return unlike('writes', kind);
    if (
      kind === 'refund' &&
      (!used.includes('key') || !used.includes('amount') || mapping['refunds']?.['key'] === undefined)
    )
      return unlike('writes', 'refund (amount, key)');
  }
  return { writes: read.data };
}

function json(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function wrong(field: string, simplified: string, traditional: string, english: string, hint: string): WrongSetting {
  return {
    ok: false,
    field,
    problem: words(
      `${simplified}填写有误，应以 ${hint} 开头。`,
      `${traditional}填寫有誤，應以 ${hint} 開頭。`,
      `Check ${english}: it begins with ${hint}.`,
    ),
  };
}

/** A setting that is not written as its help says; `where` is the part of it. */
function unlike(field: string, where = ''): WrongSetting {
  const place = where === '' ? '' : ` (${where})`;
  return {
    ok: false,
    field,
    problem: words(
      `这一项的写法与说明不符${place}，请对照文档修改。`,
      `這一項的寫法與說明不符${place}，請對照文件修改。`,
      `This is not written as its help says${place}; see the documentation.`,
    ),
  };
}
