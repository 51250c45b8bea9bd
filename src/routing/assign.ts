import type { StaffId } from '../platform/index.ts';
import type { RoutableStaff } from '../staff/index.ts';
import { choiceSteps } from './core/choose-agent.ts';
import type { AgentSpec, AgentState, ChoiceStep, Entry } from './core/core-types.ts';
import { createMatchBook, type MatchRecord, matchStep } from './core/match-book.ts';
import { createRoutingCore } from './core/routing-core.ts';
import { type RoutingSettings, usualRoutingSettings } from './routing-settings.ts';
import { stagesOf, weightOfKey } from './stages.ts';
import { type AssignmentDetails, serveByMillis, type WaitingEntry } from './waiting-entry.ts';

/** Who gets which conversation and why; the key is one of `routing.reason.*`. */
export type Assignment = {
  entry: WaitingEntry;
  staffId: StaffId;
  reason: { key: 'wanted' | 'skill-longest-idle' | 'language-longest-idle' | 'overflow'; group: string; level: number };
  details: AssignmentDetails;
};

/** What was learned of a person and a wish. */
export type LearnedMatch = MatchRecord & { staffId: StaffId; intent: string };

/** What a shop decides and has learned, besides who waits and who is there. */
export type RoutingContext = { settings?: RoutingSettings; matches?: readonly LearnedMatch[] };

const rolesThatAnswer = ['owner', 'supervisor', 'agent'];

/** Order in which waiting entries are served: by reasons and wait together, see `core/urgency.ts`. */
export function inServingOrder<One extends WaitingEntry>(entries: readonly One[], _now: Date): One[] {
  return [...entries].sort(
    (one, other) => serveByMillis(one) - serveByMillis(other) || one.queuedAt.getTime() - other.queuedAt.getTime(),
  );
}

/** Gives waiting conversations to free people on the routing core: never above anybody's capacity, each load counted as it grows. */
export function assign(
  entries: readonly WaitingEntry[],
  staff: readonly RoutableStaff[],
  now: Date,
  context: RoutingContext = {},
): Assignment[] {
  const settings = context.settings ?? usualRoutingSettings;
  const people = new Map<string, RoutableStaff>(staff.map((person) => [person.staffId, person]));
  const byId = new Map(entries.map((entry) => [entry.entryId, entry]));
  const numbers = numberIntents(context.matches ?? []);
  const assignments: Assignment[] = [];
  const at = now.getTime();
  const book = createMatchBook();
  const core = createRoutingCore(
    { steps: stepsOf(settings, book, byId, (context.matches?.length ?? 0) > 0) },
    (waiting, agent, choice) => {
      const entry = byId.get(waiting.id);
      const person = people.get(agent.id);
      if (entry && person) assignments.push(toAssignment(entry, person, waiting, { ...choice }, at));
    },
  );
  for (const person of staff) enterPerson(core, person, settings, at);
  for (const match of context.matches ?? []) {
    const agent = core.agents().get(match.staffId);
    if (agent) book.load(agent.index, numbers.get(match.intent) ?? 0, match);
  }
  for (const entry of inServingOrder(entries, now))
    core.enqueue(
      {
        id: entry.entryId,
        queuedAt: entry.queuedAt.getTime(),
        serveBy: serveByMillis(entry),
        stages: stagesNow(stagesOf(entry, people, settings), (at - entry.queuedAt.getTime()) / 1_000),
        intent: numbers.get(entry.intent ?? '') ?? 0,
      },
      at,
    );
  const left = new Map<string, number>();
  for (const entry of core.entries().keys()) {
    const group = byId.get(entry)?.groupId ?? '';
    left.set(group, (left.get(group) ?? 0) + 1);
  }
  for (const assignment of assignments) assignment.details.leftWaiting = left.get(assignment.entry.groupId) ?? 0;
  return assignments;
}

/** Only the step that holds by now: what comes later is looked at when it has come. */
function stagesNow(stages: ReturnType<typeof stagesOf>, waitedSeconds: number) {
  const stage = stages.findLast((one) => one.afterSeconds <= waitedSeconds) ?? stages[0];
  return stage ? [{ ...stage, afterSeconds: 0 }] : [];
}

function enterPerson(
  core: ReturnType<typeof createRoutingCore>,
  person: RoutableStaff,
  settings: RoutingSettings,
  now: number,
): void {
  const agent = core.setAgent(specOf(person), now);
  agent.idleSince = person.lastAssignedAt?.getTime() ?? 0;
  core.setLoad(agent, loadOf(person, settings), now);
  core.setState(agent, stateOf(person, now), now);
  agent.idleShare = person.capacity === 0 ? 0 : Math.max(0, 1 - agent.load / agent.capacity);
}

/** What somebody can, as the core is told. */
export function specOf(person: RoutableStaff): AgentSpec {
  return {
    id: person.staffId,
    groups: new Map(person.groups.map((group) => [group.groupId, group.level])),
    languages: person.languages,
    skills: new Map((person.skills ?? []).map((skill) => [skill.skillId, skill.level])),
    ...(person.channels?.length ? { channels: person.channels } : {}),
    capacity: person.capacity * 100,
  };
}

/** What somebody holds, in hundredths: conversations weigh by their channel and kind. */
export function loadOf(person: RoutableStaff, settings: RoutingSettings): number {
  if (!person.heldByChannel) return person.load * 100;
  return Object.entries(person.heldByChannel).reduce(
    (sum, [key, count]) => sum + count * weightOfKey(key, settings),
    0,
  );
}

/** What somebody takes now; after a shift and while wrapping up nothing new, but nobody is cut off. */
export function stateOf(person: RoutableStaff, now: number): AgentState {
  if (!rolesThatAnswer.includes(person.role) || person.presence === 'offline') return 'closed';
  if (person.shiftEndsAt && person.shiftEndsAt.getTime() <= now) return 'closed';
  const isWrappingUp = person.wrapUpUntil !== undefined && person.wrapUpUntil.getTime() > now;
  return person.presence === 'away' || isWrappingUp ? 'away' : 'open';
}

function stepsOf(
  settings: RoutingSettings,
  book: ReturnType<typeof createMatchBook>,
  entries: ReadonlyMap<string, WaitingEntry>,
  hasLearned: boolean,
): ChoiceStep[] {
  const language: ChoiceStep = {
    name: 'language',
    value: (agent, entry: Entry) => (agent.languages.includes(entries.get(entry.id)?.language ?? '') ? 0 : 1),
  };
  const all = { ...choiceSteps, language, match: matchStep(book, settings.matchSharpness) };
  return settings.steps.flatMap((name) =>
    name === 'match' && !(hasLearned && settings.matchSharpness > 0) ? [] : [all[name]],
  );
}

function numberIntents(matches: readonly LearnedMatch[]): Map<string, number> {
  return new Map([...new Set(matches.map((match) => match.intent))].map((intent, index) => [intent, index + 1]));
}

function toAssignment(
  entry: WaitingEntry,
  person: RoutableStaff,
  waiting: Entry,
  choice: Pick<AssignmentDetails, 'step' | 'candidates'>,
  now: number,
): Assignment {
  const level = person.groups.find((group) => group.groupId === entry.groupId)?.level;
  const stage = waiting.stages[waiting.stage]?.name ?? 'skilled';
  const speaks = person.languages.includes(entry.language);
  const key =
    stage === 'own-agent'
      ? 'wanted'
      : level === undefined
        ? 'overflow'
        : speaks
          ? 'skill-longest-idle'
          : 'language-longest-idle';
  return {
    entry,
    staffId: person.staffId,
    reason: { key, group: entry.groupId, level: level ?? 0 },
    details: {
      stage,
      ...choice,
      waitedSeconds: Math.max(0, Math.round((now - entry.queuedAt.getTime()) / 1_000)),
      leftWaiting: 0,
      urgency: entry.urgency ?? [],
      level: level ?? 0,
    },
  };
}
