import type { KnowledgeFinding } from './check-knowledge.ts';
import type { FaqEntry } from './types.ts';

/** How often each approved answer went out in a period, and how often a person had to take over right after it. */
export type EntryUses = {
  since: Date;
  /** Answered turns of the period; of a few nothing can be said. */
  turns: number;
  byEntry: ReadonlyMap<string, { hits: number; handedOver: number }>;
  /** Since when an entry is released as it stands. */
  releasedAt: ReadonlyMap<string, Date>;
};

const leastTurns = 100;
const leastDays = 14;
const leastHits = 3;
const muchHandedOver = 0.4;

/** Entries that nobody was ever answered with, and such that often did not help. */
export function findingsOfUse(faqs: readonly FaqEntry[], uses: EntryUses, now: Date): readonly KnowledgeFinding[] {
  if (uses.turns < leastTurns) return [];
  const oldEnough = now.getTime() - leastDays * 24 * 3_600_000;
  return faqs.flatMap((entry): readonly KnowledgeFinding[] => {
    const { hits, handedOver } = uses.byEntry.get(entry.id) ?? { hits: 0, handedOver: 0 };
    const releasedAt = uses.releasedAt.get(entry.id)?.getTime() ?? now.getTime();
    if (hits === 0)
      return Math.max(releasedAt, uses.since.getTime()) > oldEnough
        ? []
        : [{ kind: 'never-hit', items: [entry.id], detail: entry.questions['zh-CN'][0] ?? entry.topic }];
    const isPoor = hits >= leastHits && handedOver / hits >= muchHandedOver;
    return isPoor ? [{ kind: 'hit-then-person', items: [entry.id], detail: `${handedOver} / ${hits}` }] : [];
  });
}
