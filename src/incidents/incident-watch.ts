import { v7 } from 'uuid';
import type { Clock, Database, EventBus, Log, OutboxRelay, ShopId } from '../platform/index.ts';
import { appendAudit } from '../staff/index.ts';
import { alike, createSurgeDetector, type Surge, type SurgeDetector } from './detect-surge.ts';
import { endCold, keepHot, linkConversations, listOpen, openIncident } from './incident-store.ts';
import { likeness } from './likeness.ts';
import type { Incident, Question } from './types.ts';

/** Watches what is asked in this process, and knows the incidents of all. */
export type IncidentWatch = {
  observe(shopId: ShopId, question: Omit<Question, 'at'>): void;
  /** The open incident with an approved answer that a question belongs to. */
  answerTo(
    shopId: ShopId,
    question: Pick<Question, 'intent' | 'confidence' | 'subject' | 'grams'>,
  ): Incident | undefined;
  /** Looks at all shops at once, as the timer does; for tests. */
  look(): Promise<void>;
  stop(): void;
};

type Watched = {
  detector: SurgeDetector;
  open: readonly Incident[];
  /** New members of open incidents, by key. */
  joined: Map<string, { conversationId: Question['conversationId']; seq: number }[]>;
  seenAt: number;
};

const lookMilliseconds = 5_000;
/** A shop in which nothing was asked for so long is forgotten. */
const idleMilliseconds = 3_600_000;
const joinedAtMost = 5_000;

/** Starts watching. `now` is in monotone milliseconds. */
export function startIncidentWatch(parts: {
  database: Database;
  bus: EventBus;
  relay: Pick<OutboxRelay, 'announce'>;
  clock: Clock;
  log: Log;
  now?: () => number;
}): IncidentWatch {
  const { database, bus, relay, clock, log, now = () => performance.now() } = parts;
  const shops = new Map<ShopId, Watched>();

  const watched = (shopId: ShopId): Watched => {
    const known = shops.get(shopId);
    if (known) return known;
    const made: Watched = { detector: createSurgeDetector(), open: [], joined: new Map(), seenAt: now() };
    shops.set(shopId, made);
    void readOpen(shopId).catch((error: unknown) => log.warn({ err: error, shopId }, 'incidents could not be read'));
    return made;
  };

  const readOpen = async (shopId: ShopId): Promise<void> => {
    const open = await database.inShop(shopId, (sql) => listOpen(sql, shopId));
    const shop = shops.get(shopId);
    if (shop) shop.open = open;
  };

  const tell = (shopId: ShopId, incidentId: string, state: Incident['state']): void =>
    relay.announce({ type: 'incident.changed', shopId, payload: { incidentId, state } });

  const open = async (shopId: ShopId, surge: Surge): Promise<void> => {
    const at = clock.now();
    const opened = await database.inShop(shopId, async (sql) => {
      const found = await openIncident(sql, { shopId, incidentId: v7(), surge, now: at });
      await linkConversations(sql, shopId, found.incidentId, surge.members);
      if (found.isNew)
        await appendAudit(sql, {
          shopId,
          actor: { kind: 'system' },
          action: 'incident.opened',
          target: `incident/${found.incidentId}`,
          details: { intent: surge.intent, subject: surge.subject, perMinute: surge.perMinute },
          now: at,
        });
      return found;
    });
    if (!opened.isNew) return;
    log.info(
      { shopId, incidentId: opened.incidentId, key: surge.key, perMinute: surge.perMinute },
      'a question surges',
    );
    tell(shopId, opened.incidentId, 'found');
  };

  const lookAt = async (shopId: ShopId, shop: Watched, at: number): Promise<void> => {
    const surges = shop.detector.look(at);
    const openKeys = new Set(shop.open.map((incident) => incident.key));
    for (const surge of surges) if (!openKeys.has(surge.key)) await open(shopId, surge);
    if (shop.open.length > 0) await keepUp(shopId, shop, at);
  };

  /** Keeps open incidents alive, links who has asked since, ends those that nobody asks any more. */
  const keepUp = async (shopId: ShopId, shop: Watched, at: number): Promise<void> => {
    const joined = [...shop.joined];
    shop.joined.clear();
    const instant = clock.now();
    const ended = await database.inShop(shopId, async (sql) => {
      for (const incident of shop.open)
        if (shop.detector.isHot(incident.key, at)) await keepHot(sql, shopId, incident.incidentId, instant);
      for (const [key, members] of joined) {
        const incident = shop.open.find((one) => one.key === key);
        if (incident) await linkConversations(sql, shopId, incident.incidentId, members);
      }
      const cold = await endCold(sql, shopId, instant);
      for (const incidentId of cold)
        await appendAudit(sql, {
          shopId,
          actor: { kind: 'system' },
          action: 'incident.ended',
          target: `incident/${incidentId}`,
          details: { by: 'surge-over' },
          now: instant,
        });
      return cold;
    });
    for (const incidentId of ended) tell(shopId, incidentId, 'ended');
  };

  const look = async (): Promise<void> => {
    const at = now();
    for (const [shopId, shop] of [...shops]) {
      if (at - shop.seenAt > idleMilliseconds && shop.open.length === 0) shops.delete(shopId);
      else
        await lookAt(shopId, shop, at).catch((error: unknown) =>
          log.warn({ err: error, shopId }, 'surging questions were not looked at'),
        );
    }
  };

  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    void look().finally(() => {
      isLooking = false;
    });
  }, lookMilliseconds);
  timer.unref();
  const unsubscribe = bus.subscribe(['incident.changed'], ({ shopId }) =>
    shops.has(shopId) ? readOpen(shopId) : undefined,
  );

  return {
    observe: (shopId, question) => {
      const shop = watched(shopId);
      shop.seenAt = now();
      const keys = shop.detector.observe({ ...question, at: shop.seenAt });
      for (const { key } of shop.open) {
        if (!keys.includes(key)) continue;
        const joined = shop.joined.get(key) ?? [];
        if (joined.length < joinedAtMost) joined.push({ conversationId: question.conversationId, seq: question.seq });
        shop.joined.set(key, joined);
      }
    },
    answerTo: (shopId, question) =>
      watched(shopId).open.find((incident) => incident.answer !== undefined && belongsTo(incident, question)),
    look,
    stop: () => {
      clearInterval(timer);
      unsubscribe();
    },
  };
}

/** A question belongs to an incident by its wish and what it is about; where the wish has no name, by likeness. */
export function belongsTo(
  incident: Pick<Incident, 'intent' | 'subject' | 'grams'>,
  question: Pick<Question, 'intent' | 'confidence' | 'subject' | 'grams'>,
): boolean {
  if (incident.intent === 'oos') return likeness(new Set(incident.grams), question.grams) >= alike;
  if (question.intent !== incident.intent || question.confidence < 0.4) return false;
  return incident.subject === '' || incident.subject === question.subject;
}
