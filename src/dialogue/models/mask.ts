import type { Address } from '../../commerce/index.ts';
import type { Understanding } from '../../understanding/index.ts';
import type { AnswerPlan, TurnFacts } from '../types.ts';
import { type PersonalKind, type PersonalPattern, personalPatterns } from './personal-patterns.ts';

/** Personal values that the shop's records or the understander know. */
export type KnownValue = { kind: PersonalKind; value: string };

/** Placeholders for one call: the same value gets the same one in every text that is hidden. */
export type Mask = {
  hide(text: string): string;
  /** The text with the values put back; undefined where it names a placeholder that was never given out. */
  restore(text: string): string | undefined;
};

export function createMask(known: readonly KnownValue[], patterns: readonly PersonalPattern[] = []): Mask {
  const all = [...known.flatMap(patternOf), ...patterns, ...personalPatterns];
  const placeholderOf = new Map<string, string>();
  const valueBehind = new Map<string, string>();

  function placeholder(kind: PersonalKind, value: string): string {
    const given = placeholderOf.get(value);
    if (given !== undefined) return given;
    const made = `[${kind}_${valueBehind.size + 1}]`;
    placeholderOf.set(value, made);
    valueBehind.set(made, value);
    return made;
  }

  return {
    hide: (text) => {
      let hidden = '';
      let at = 0;
      for (const span of spansIn(text, all)) {
        if (span.end <= at) continue;
        // Where two spans overlap the rest of the later one is hidden too.
        const start = Math.max(span.start, at);
        hidden += text.slice(at, start) + placeholder(span.kind, text.slice(start, span.end));
        at = span.end;
      }
      return hidden + text.slice(at);
    },
    restore: (text) => {
      let isInvented = false;
      const restored = text.replace(/\[[A-Z]+_\d+\]/g, (found) => {
        isInvented ||= !valueBehind.has(found);
        return valueBehind.get(found) ?? '';
      });
      return isInvented ? undefined : restored;
    },
  };
}

/** What the records of a turn tell of the customer. */
export function knownOfFacts({ customer, orders, cases }: TurnFacts): readonly KnownValue[] {
  const addresses = [
    ...(customer?.defaultAddress ? [customer.defaultAddress] : []),
    ...orders.map((one) => one.address),
  ];
  return [
    ...(customer === undefined
      ? []
      : [
          ...namesOf(customer.name),
          { kind: 'EMAIL' as const, value: customer.email },
          { kind: 'PHONE' as const, value: customer.phone },
        ]),
    ...addresses.flatMap(knownOfAddress),
    ...orders.map((order) => ({ kind: 'ORDER' as const, value: order.orderId })),
    ...orders.flatMap((order) =>
      order.parcels.map(({ trackingNumber }) => ({ kind: 'PARCEL' as const, value: trackingNumber })),
    ),
    ...cases.map((one) => ({ kind: 'NUMBER' as const, value: one.caseId })),
  ];
}

/** What the embedded understander has found in the message. */
export function knownOfUnderstanding({ entities }: Understanding): readonly KnownValue[] {
  return entities.flatMap(({ type, text }) => {
    const kind = kindOfEntity[type];
    return kind === undefined ? [] : [{ kind, value: text }];
  });
}

/** Ids and personal parameters of a plan that is to be worded. */
export function knownOfPlan({ facts, sayings }: AnswerPlan): readonly KnownValue[] {
  return [
    ...facts.flatMap(({ kind, value }) => (kind === 'id' ? [{ kind: 'NUMBER' as const, value: String(value) }] : [])),
    ...sayings.flatMap(({ parameters }) =>
      Object.entries(parameters).flatMap(([name, value]) => {
        const kind = kindOfParameter[name];
        if (kind === undefined) return [];
        const values = typeof value === 'object' ? Object.values(value) : [String(value)];
        return values.map((one) => ({ kind, value: one }));
      }),
    ),
  ];
}

/** The shop's own forms of order numbers; one that is no regular expression is left out. */
export function orderPatterns(sources: readonly string[]): readonly PersonalPattern[] {
  return sources.flatMap((source) => {
    try {
      return [{ kind: 'ORDER' as const, pattern: new RegExp(source, 'giu') }];
    } catch {
      return [];
    }
  });
}

const kindOfEntity: Partial<Record<string, PersonalKind>> = {
  'order-number': 'ORDER',
  'tracking-number': 'PARCEL',
  phone: 'PHONE',
  email: 'EMAIL',
  'person-name': 'NAME',
  address: 'ADDRESS',
  zip: 'ZIP',
  'tax-number': 'NUMBER',
};

const kindOfParameter: Partial<Record<string, PersonalKind>> = {
  name: 'NAME',
  customerName: 'NAME',
  receiver: 'NAME',
  phone: 'PHONE',
  email: 'EMAIL',
  contact: 'CONTACT',
  address: 'ADDRESS',
  orderId: 'ORDER',
  trackingNumber: 'PARCEL',
  caseId: 'NUMBER',
  ticketId: 'NUMBER',
  taxNumber: 'NUMBER',
};

function knownOfAddress(address: Address): readonly KnownValue[] {
  const { name, phone, province, city, district, detail, zip } = address;
  return [
    ...namesOf(name),
    { kind: 'PHONE', value: phone },
    { kind: 'ADDRESS', value: `${province}${city}${district}${detail}` },
    { kind: 'ADDRESS', value: detail },
    { kind: 'ZIP', value: zip },
  ];
}

/** The whole name and, of several words, each. */
function namesOf(name: string): readonly KnownValue[] {
  const words = name.trim().split(/\s+/);
  return [name.trim(), ...(words.length > 1 ? words : [])].map((value) => ({ kind: 'NAME', value }));
}

function patternOf({ kind, value }: KnownValue): readonly PersonalPattern[] {
  const text = halfWidth(value).trim();
  if (text.length < 2) return [];
  const escaped = text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, '\\s+');
  // "1001" is not the order in "21001", and "Lee" is not in "sleeve".
  const before = /^[\p{Script=Latin}\d]/u.test(text) ? '(?<![\\p{Script=Latin}\\d])' : '';
  const after = /[\p{Script=Latin}\d]$/u.test(text) ? '(?![\\p{Script=Latin}\\d])' : '';
  return [{ kind, pattern: new RegExp(`${before}${escaped}${after}`, 'giu') }];
}

type Span = { kind: PersonalKind; start: number; end: number };

/** In order of the text; of those that begin together the longest first. */
function spansIn(original: string, patterns: readonly PersonalPattern[]): readonly Span[] {
  const text = halfWidth(original);
  const spans = patterns.flatMap(({ kind, pattern, group = 0 }) =>
    [...text.matchAll(pattern)].flatMap((match): Span[] => {
      const found = match[group] ?? '';
      // A captured part always stands at the end of its match.
      const end = match.index + match[0].length;
      return found === '' ? [] : [{ kind, start: end - found.length, end }];
    }),
  );
  return spans.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Full-width signs as half-width ones, each in its place, so that positions stay those of the original. */
function halfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ');
}
