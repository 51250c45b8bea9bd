/**
 * A second price calculator that shares no code with the price engine: it tries every allowed choice (each offer on each piece,
 * every way of pairing pieces, every order of coupons) and takes what the shop's rule takes. Slow and plain on purpose; for tests.
 */

export const offerKinds = [
  'flash-price',
  'presale-deposit',
  'member-discount',
  'second-half',
  'full-reduction',
  'coupon',
  'gift',
] as const;
export type OfferKind = (typeof offerKinds)[number];

type Common = { id: string; reach: readonly string[]; goesWith: readonly OfferKind[] };
/** An offer as somebody would write it on paper; `reach` lists product ids, amounts are minor units. */
export type Offer = Common &
  (
    | { kind: 'flash-price'; prices: Readonly<Record<string, number>> }
    | { kind: 'presale-deposit'; deposit: number; worth: number }
    | { kind: 'member-discount'; percent: Readonly<Record<string, number>> }
    | { kind: 'second-half'; percent: number }
    | { kind: 'full-reduction'; from: number; off: number; again: boolean }
    | { kind: 'coupon'; code: string; from: number; off: number; newcomers: boolean }
    | { kind: 'gift'; from: number }
  );

/** A basket with all that decides its price. */
export type Purchase = {
  lines: readonly { productId: string; variantId: string; price: number; quantity: number }[];
  level: string;
  isNew: boolean;
  /** Codes that may be used; undefined: all. */
  codes: readonly string[] | undefined;
  order: readonly OfferKind[];
  never: readonly (readonly [OfferKind, OfferKind])[];
  coupons: number;
};

type Unit = {
  line: number;
  productId: string;
  variantId: string;
  open: number;
  deposit: number;
  has: readonly Offer[];
};
type Saved = { id: string; saved: number };
type State = { units: readonly Unit[]; saved: readonly Saved[] };

/** What the purchase costs, line by line, with what each offer took off. */
export type HandBill = {
  total: number;
  deposit: number;
  lines: readonly number[];
  saved: readonly Saved[];
  gifts: readonly string[];
};

/** Adds up a purchase by trying every choice. */
export function priceByHand(purchase: Purchase, offers: readonly Offer[]): HandBill {
  return billOf(purchase, offers, settle(purchase, offers, startOf(purchase), purchase.order));
}

/**
 * What buying goods for `extra` more in an offer's reach would do: is the offer reached then, and how much more is saved from the
 * thresholds on. The goods take no flash price, deposit, level or half price. Undefined where nothing of the basket is in reach.
 */
export function withMore(
  purchase: Purchase,
  offers: readonly Offer[],
  offer: Offer,
  extra: number,
): { reached: boolean; gain: number; gainOfKind: number } | undefined {
  const cut = purchase.order.findIndex((kind) => kind === 'full-reduction' || kind === 'coupon');
  const later = cut < 0 ? [] : purchase.order.slice(cut);
  const start = settle(purchase, offers, startOf(purchase), cut < 0 ? purchase.order : purchase.order.slice(0, cut));
  const now = settle(purchase, offers, { units: start.units, saved: [] }, later);
  const anchor = inReach(purchase, atStage(purchase, offers, start.units, later, offer.kind), offer)[0];
  if (anchor === undefined) return undefined;
  const more: Unit = { ...anchor, line: -1, variantId: '', open: extra, deposit: 0, has: [] };
  const units = [...start.units, more];
  const then = settle(purchase, offers, { units, saved: [] }, later);
  const reached = sum(
    inReach(purchase, atStage(purchase, offers, units, later, offer.kind), offer).map((unit) => unit.open),
  );
  const ofKind = (state: State) =>
    sum(
      state.saved
        .filter(({ id }) => offers.some((one) => one.id === id && one.kind === offer.kind))
        .map((one) => one.saved),
    );
  return {
    reached: reached >= thresholdOf(offer),
    gain: sum(then.saved.map((one) => one.saved)) - sum(now.saved.map((one) => one.saved)),
    gainOfKind: ofKind(then) - ofKind(now),
  };
}

/** What the pieces in an offer's reach cost where its threshold is looked at, before anything is bought on top. */
export function amountFor(purchase: Purchase, offers: readonly Offer[], offer: Offer): number {
  return sum(
    inReach(purchase, atStage(purchase, offers, startOf(purchase).units, purchase.order, offer.kind), offer).map(
      (unit) => unit.open,
    ),
  );
}

function thresholdOf(offer: Offer): number {
  return 'from' in offer ? offer.from : 0;
}

/** The units as they are when offers of a kind are looked at; gifts are looked at after everything. */
function atStage(
  purchase: Purchase,
  offers: readonly Offer[],
  units: readonly Unit[],
  order: readonly OfferKind[],
  kind: OfferKind,
): readonly Unit[] {
  const end = kind === 'gift' ? order.length : order.indexOf(kind);
  return settle(purchase, offers, { units, saved: [] }, order.slice(0, end < 0 ? order.length : end)).units;
}

function startOf(purchase: Purchase): State {
  const units: Unit[] = [];
  purchase.lines.forEach(({ productId, variantId, price, quantity }, line) => {
    for (let piece = 0; piece < quantity; piece += 1)
      units.push({ line, productId, variantId, open: price, deposit: 0, has: [] });
  });
  return { units, saved: [] };
}

function settle(purchase: Purchase, offers: readonly Offer[], start: State, order: readonly OfferKind[]): State {
  let state = start;
  for (const kind of order) {
    const here = offers.filter((offer) => offer.kind === kind);
    if (kind === 'second-half') state = pairUp(purchase, here, state);
    else if (kind === 'full-reduction' || kind === 'coupon') state = bestSequence(purchase, here, state);
    else if (kind !== 'gift') state = pieceByPiece(purchase, here, state);
  }
  return state;
}

function billOf(purchase: Purchase, offers: readonly Offer[], { units, saved }: State): HandBill {
  const together = new Map<string, number>();
  for (const one of saved) together.set(one.id, (together.get(one.id) ?? 0) + one.saved);
  return {
    total: sum(units.map((unit) => unit.open + unit.deposit)),
    deposit: sum(units.map((unit) => unit.deposit)),
    lines: purchase.lines.map((_line, line) =>
      sum(units.filter((unit) => unit.line === line).map((unit) => unit.open + unit.deposit)),
    ),
    saved: [...together].filter(([, amount]) => amount > 0).map(([id, amount]) => ({ id, saved: amount })),
    gifts: offers
      .filter((offer) => offer.kind === 'gift')
      .filter((offer) => {
        const amount = sum(inReach(purchase, units, offer).map((unit) => unit.open));
        return amount > 0 && amount >= thresholdOf(offer);
      })
      .map((offer) => offer.id),
  };
}

/** Two offers meet on a piece if each of them allows the other and the shop does not forbid the two kinds. */
function meets(purchase: Purchase, one: Offer, other: Offer): boolean {
  const forbidden = purchase.never.some(
    (pair) => pair.includes(one.kind) && pair.includes(other.kind) && one.kind !== other.kind,
  );
  return one.goesWith.includes(other.kind) && other.goesWith.includes(one.kind) && !forbidden;
}

function allows(purchase: Purchase, unit: Unit, offer: Offer): boolean {
  return offer.reach.includes(unit.productId) && unit.has.every((had) => meets(purchase, had, offer));
}

function inReach(purchase: Purchase, units: readonly Unit[], offer: Offer): readonly Unit[] {
  return units.filter((unit) => unit.open > 0 && allows(purchase, unit, offer));
}

/** Flash prices, deposits and levels: each piece takes of all that it may take what leaves least to pay. */
function pieceByPiece(purchase: Purchase, offers: readonly Offer[], state: State): State {
  const saved: Saved[] = [];
  const units = state.units.map((unit) => {
    const before = unit.open + unit.deposit;
    let best: { unit: Unit; offer: Offer; pays: number } | undefined;
    for (const offer of offers) {
      const taken = allows(purchase, unit, offer) ? taking(purchase, unit, offer) : undefined;
      if (taken === undefined) continue;
      const pays = taken.open + taken.deposit;
      if (best === undefined || pays < best.pays) best = { unit: taken, offer, pays };
    }
    if (best === undefined) return unit;
    saved.push({ id: best.offer.id, saved: before - best.pays });
    return { ...best.unit, has: [...unit.has, best.offer] };
  });
  return { units, saved: [...state.saved, ...saved] };
}

function taking(purchase: Purchase, unit: Unit, offer: Offer): Unit | undefined {
  if (offer.kind === 'flash-price') {
    const price = offer.prices[unit.variantId];
    if (price === undefined || price >= unit.open + unit.deposit || unit.open === 0) return undefined;
    return { ...unit, open: price < unit.deposit ? 0 : price - unit.deposit };
  }
  if (offer.kind === 'member-discount') {
    const percent = offer.percent[purchase.level];
    const open = percent === undefined ? unit.open : rounded(unit.open, percent);
    return open < unit.open ? { ...unit, open } : undefined;
  }
  if (offer.kind !== 'presale-deposit' || offer.worth < offer.deposit || unit.open < offer.deposit) return undefined;
  return {
    ...unit,
    deposit: unit.deposit + offer.deposit,
    open: unit.open > offer.worth ? unit.open - offer.worth : 0,
  };
}

/** Half of an amount and the like, in whole minor units, a half upwards. */
function rounded(amount: number, percent: number): number {
  const hundredths = amount * percent;
  return (hundredths - (hundredths % 100)) / 100 + (hundredths % 100 >= 50 ? 1 : 0);
}

/** Each product takes the half-price offer and the pairing that save most. */
function pairUp(purchase: Purchase, offers: readonly Offer[], state: State): State {
  let units = [...state.units];
  const saved: Saved[] = [];
  for (const productId of new Set(units.map((unit) => unit.productId))) {
    let best: { offer: Offer; off: number; pairs: readonly Pair[] } | undefined;
    for (const offer of offers) {
      if (offer.kind !== 'second-half') continue;
      const free = units
        .map((unit, index) => ({ unit, index }))
        .filter(({ unit }) => unit.productId === productId && allows(purchase, unit, offer))
        .sort((first, second) => second.unit.open - first.unit.open)
        .map(({ index }) => index);
      for (const pairs of pairings(free)) {
        const off = sum(pairs.map(([, second]) => offOf(units[second], offer.percent)));
        if (off > (best?.off ?? 0)) best = { offer, off, pairs };
      }
    }
    if (best === undefined) continue;
    const { offer, off, pairs } = best;
    saved.push({ id: offer.id, saved: off });
    units = units.map((unit, index) => {
      const pair = pairs.find((one) => one.includes(index));
      if (pair === undefined || offer.kind !== 'second-half') return unit;
      return {
        ...unit,
        open: pair[1] === index ? rounded(unit.open, offer.percent) : unit.open,
        has: [...unit.has, offer],
      };
    });
  }
  return { units, saved: [...state.saved, ...saved] };
}

type Pair = readonly [dearer: number, cheaper: number];

function offOf(unit: Unit | undefined, percent: number): number {
  return unit === undefined ? 0 : unit.open - rounded(unit.open, percent);
}

/** Every way to make pairs of a row that is sorted dearest first; the neighbours come first. */
function pairings(row: readonly number[]): readonly (readonly Pair[])[] {
  const [first, ...others] = row;
  if (first === undefined) return [[]];
  const paired = others.flatMap((second) =>
    pairings(others.filter((one) => one !== second)).map((rest): readonly Pair[] => [[first, second], ...rest]),
  );
  return [...paired, ...pairings(others)];
}

/** One full reduction, or coupons one after the other in any order: of all sequences the one that saves most. */
function bestSequence(purchase: Purchase, offers: readonly Offer[], state: State): State {
  const most = offers[0]?.kind === 'coupon' ? purchase.coupons : 1;
  const usable = offers.filter(
    (offer) =>
      offer.kind !== 'coupon' ||
      ((purchase.isNew || !offer.newcomers) && (purchase.codes === undefined || purchase.codes.includes(offer.code))),
  );
  let best: State = { units: state.units, saved: [] };
  const walk = (here: State, left: readonly Offer[], room: number): void => {
    if (sum(here.saved.map((one) => one.saved)) > sum(best.saved.map((one) => one.saved))) best = here;
    if (room === 0) return;
    for (const offer of left) {
      const next = takeOff(purchase, here, offer);
      if (next !== undefined)
        walk(
          next,
          left.filter((one) => one !== offer),
          room - 1,
        );
    }
  };
  walk({ units: state.units, saved: [] }, usable, most);
  return { units: best.units, saved: [...state.saved, ...best.saved] };
}

function takeOff(purchase: Purchase, state: State, offer: Offer): State | undefined {
  if (offer.kind !== 'full-reduction' && offer.kind !== 'coupon') return undefined;
  const row = inReach(purchase, state.units, offer);
  const whole = sum(row.map((unit) => unit.open));
  let off = 0;
  for (let left = whole; left >= offer.from && whole > 0; left -= offer.from) {
    off += offer.off;
    if (offer.kind === 'coupon' || !offer.again || offer.from === 0) break;
  }
  if (off > whole) off = whole;
  if (off === 0) return undefined;
  const shares = shared(row, off);
  const units = state.units.map((unit) => {
    const share = shares.get(unit);
    return share === undefined ? unit : { ...unit, open: unit.open - share, has: [...unit.has, offer] };
  });
  return { units, saved: [...state.saved, { id: offer.id, saved: off }] };
}

/** In proportion, in whole minor units: whoever is furthest below its exact share gets the next one, the earlier of equals. */
function shared(row: readonly Unit[], off: number): ReadonlyMap<Unit, number> {
  const whole = sum(row.map((unit) => unit.open));
  const shares = new Map(row.map((unit) => [unit, (off * unit.open - ((off * unit.open) % whole)) / whole]));
  for (let left = off - sum([...shares.values()]); left > 0; left -= 1) {
    let furthest: Unit | undefined;
    for (const unit of row) if (furthest === undefined || behind(unit) > behind(furthest)) furthest = unit;
    if (furthest !== undefined) shares.set(furthest, (shares.get(furthest) ?? 0) + 1);
  }
  return shares;

  function behind(unit: Unit): number {
    return off * unit.open - (shares.get(unit) ?? 0) * whole;
  }
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
