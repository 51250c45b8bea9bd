/** Work of many owners that is taken in turns, so that one with very much of it slows no other down. */
export type FairQueue<Owner, Item> = {
  /** Adds an item under its id; one that waits already stays where it is. `isUrgent` goes before the owner's other items. */
  add(owner: Owner, id: string, item: Item, options?: { isUrgent?: boolean; at?: number }): void;
  /** Takes the next item of an owner that may have more now. */
  take(mayTake?: (owner: Owner) => boolean): { owner: Owner; item: Item; at: number } | undefined;
  size(): number;
  sizeOf(owner: Owner): number;
  /** `at` of the oldest item of each owner. */
  oldest(): Map<Owner, number>;
  /** An owner's items that are not urgent, in the order in which they will be taken. */
  usualOf(owner: Owner): Iterable<Item>;
  clear(): void;
};

type Kept<Item> = { item: Item; at: number };
type Line<Item> = {
  urgent: Map<string, Kept<Item>>;
  usual: Map<string, Kept<Item>>;
  deficit: number;
  /** Whether this round's quantum was given. */
  isPaid: boolean;
  urgentTaken: number;
};

/** After so many urgent items in a row one of the others is taken, so that nobody waits for ever. */
const urgentInARow = 7;

/**
 * Deficit round robin (Shreedhar and Varghese 1995): each round gives every owner the same quantum, and an owner takes items as long as
 * its quantum pays for them. With equal costs owners simply take turns; dearer items come round more rarely.
 */
export function createFairQueue<Owner, Item>(
  options: { quantum?: number; costOf?: (item: Item) => number } = {},
): FairQueue<Owner, Item> {
  const { quantum = 1, costOf = () => 1 } = options;
  // A Map keeps its order: the first owner is the one whose turn it is.
  const ring = new Map<Owner, Line<Item>>();
  let size = 0;

  const toEnd = (owner: Owner, line: Line<Item>): void => {
    line.isPaid = false;
    ring.delete(owner);
    ring.set(owner, line);
  };

  const takeFrom = (owner: Owner, line: Line<Item>): Kept<Item> | undefined => {
    const from = nextLine(line);
    const first = from.entries().next();
    if (first.done) return undefined;
    const [id, kept] = first.value;
    if (!line.isPaid) {
      line.deficit += quantum;
      line.isPaid = true;
    }
    const cost = costOf(kept.item);
    if (line.deficit < cost) return undefined;
    line.deficit -= cost;
    line.urgentTaken = from === line.urgent ? line.urgentTaken + 1 : 0;
    from.delete(id);
    size -= 1;
    // An owner without work saves nothing up.
    if (line.urgent.size + line.usual.size === 0) ring.delete(owner);
    return kept;
  };

  return {
    add: (owner, id, item, { isUrgent = false, at = 0 } = {}) => {
      const line = ring.get(owner) ?? {
        urgent: new Map(),
        usual: new Map(),
        deficit: 0,
        isPaid: false,
        urgentTaken: 0,
      };
      if (line.urgent.has(id) || line.usual.has(id)) return;
      (isUrgent ? line.urgent : line.usual).set(id, { item, at });
      size += 1;
      ring.set(owner, line);
    },
    take: (mayTake = () => true) => {
      let passedOver = 0;
      while (passedOver < ring.size) {
        const first = ring.entries().next();
        if (first.done) return undefined;
        const [owner, line] = first.value;
        const may = mayTake(owner);
        const kept = may ? takeFrom(owner, line) : undefined;
        if (kept) return { owner, ...kept };
        // Who is held back earns nothing meanwhile.
        passedOver = may ? 0 : passedOver + 1;
        toEnd(owner, line);
      }
      return undefined;
    },
    size: () => size,
    sizeOf: (owner) => {
      const line = ring.get(owner);
      return line ? line.urgent.size + line.usual.size : 0;
    },
    oldest: () => {
      const found = new Map<Owner, number>();
      for (const [owner, { urgent, usual }] of ring)
        found.set(owner, Math.min(...[urgent, usual].map((line) => firstOf(line)?.at ?? Number.POSITIVE_INFINITY)));
      return found;
    },
    usualOf: function* (owner) {
      for (const kept of ring.get(owner)?.usual.values() ?? []) yield kept.item;
    },
    clear: () => {
      ring.clear();
      size = 0;
    },
  };
}

function nextLine<Item>(line: Line<Item>): Map<string, Kept<Item>> {
  if (line.urgent.size === 0) return line.usual;
  return line.usual.size > 0 && line.urgentTaken >= urgentInARow ? line.usual : line.urgent;
}

function firstOf<Item>(line: ReadonlyMap<string, Kept<Item>>): Kept<Item> | undefined {
  for (const kept of line.values()) return kept;
  return undefined;
}
