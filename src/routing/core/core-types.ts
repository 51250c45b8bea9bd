import type { HeapItem, KeyedHeap } from './keyed-heap.ts';

/** Who may serve: entries with equal requirements wait in one line. Capacity is counted in hundredths of a conversation. */
export type Requirement = {
  /** Member of any of these groups; of none in particular where empty. */
  groups: readonly string[];
  /** Worst level that is good enough; 1 is the best. Absent: all levels. */
  worstLevel?: number;
  /** Must answer in this language. */
  language?: string;
  /** Must have all of these besides the group, each at this level or better. */
  skills?: readonly SkillNeed[];
  channel?: string;
  /** Only this person (专属客服, 熟客). */
  only?: string;
  /** Serves `only` even while that person takes nothing else (24 hours after the last talk). */
  evenAway?: boolean;
  /** These had it and stayed silent. */
  except?: readonly string[];
  /** What serving takes of the capacity; 100 is one conversation. */
  weight: number;
};

/** A skill and the worst level that is good enough; 1 is the best. */
export type SkillNeed = { skillId: string; worstLevel: number };

/** One step of what is required: after so many seconds in the queue the next one holds. */
export type Stage = { afterSeconds: number; requirement: Requirement; name: StageName };
/** Words of `routing.stage.*`. */
export type StageName =
  | 'own-agent'
  | 'skilled'
  | 'fewer-skills'
  | 'any-level'
  | 'any-language'
  | 'overflow'
  | 'anybody';

/** Somebody who serves, as the core is told. */
export type AgentSpec = {
  id: string;
  /** Group → level, 1 the best. */
  groups: ReadonlyMap<string, number>;
  languages: readonly string[];
  /** Skill → level, 1 the best. */
  skills?: ReadonlyMap<string, number>;
  /** Channels this person serves; all where absent. */
  channels?: readonly string[];
  /** Hundredths of a conversation. */
  capacity: number;
};

/** 'open' takes conversations, 'away' only those of own regular customers, 'closed' none. */
export type AgentState = 'open' | 'away' | 'closed';

/** An agent in the core; fields change only there. Times in milliseconds. */
export type Agent = AgentSpec & {
  index: number;
  state: AgentState;
  load: number;
  /** Groups and skills together: the fewer, the better others can be kept free for what only they can do. */
  breadth: number;
  /** When this person last got a conversation or became free, by choice of the order. */
  idleSince: number;
  /** Share of the last hour's capacity that lay idle, up to `settledAt`. */
  idleShare: number;
  settledAt: number;
  lines: Line[];
  /** Position in each line's list of free agents, beside `lines`; -1 where not free. */
  positions: number[];
};

/** Entries with the same requirement, and those who can serve them now. */
export type Line = {
  key: string;
  requirement: Requirement;
  waiting: KeyedHeap<Entry>;
  free: Agent[];
  /** For each of `free` at which place in its `lines` this line stands. */
  freeSlots: number[];
};

/** A waiting conversation in the core. */
export type Entry = HeapItem & {
  id: string;
  queuedAt: number;
  stages: readonly Stage[];
  stage: number;
  line: Line;
  weight: number;
  /** What it is about; for the personal match. */
  intent: number;
  /** The caller's own number for it. */
  tag: number;
  timer: StageTimer | undefined;
};

export type StageTimer = HeapItem & { entry: Entry };

/** A step of the choice between people who could serve: the smaller value wins, equal values leave it to the next step. */
export type ChoiceStep = { name: ChoiceName; value(agent: Agent, entry: Entry, now: number): number };
/** Words of `routing.choice.*`; 'only' says that nobody else was free. */
export type ChoiceName =
  | 'only'
  | 'language'
  | 'least-load'
  | 'specialist'
  | 'skill-level'
  | 'match'
  | 'longest-idle'
  | 'fastest';

/** What the core decided; the objects are the core's own and change later. */
export type Choice = {
  /** The step that decided. */
  step: ChoiceName;
  /** How many could have served. */
  candidates: number;
};
