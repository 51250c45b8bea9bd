import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choiceSteps } from './choose-agent.ts';
import type { AgentSpec, Requirement, Stage } from './core-types.ts';
import { createRoutingCore, type RoutingCore } from './routing-core.ts';
import { serveByOf, starvationBoundSeconds } from './urgency.ts';

type Given = { entry: string; agent: string; at: number; step: string };

function aCore(): { core: RoutingCore; given: Given[]; clock: { now: number } } {
  const given: Given[] = [];
  const clock = { now: 0 };
  const core = createRoutingCore(
    {
      steps: [
        choiceSteps['least-load'],
        choiceSteps.specialist,
        choiceSteps['skill-level'],
        choiceSteps['longest-idle'],
      ],
    },
    (entry, agent, choice) => given.push({ entry: entry.id, agent: agent.id, at: clock.now, step: choice.step }),
  );
  return { core, given, clock };
}

const anAgent = (id: string, more: Partial<AgentSpec> = {}): AgentSpec => ({
  id,
  groups: new Map([['aftersale', 1]]),
  languages: ['zh-CN'],
  capacity: 100,
  ...more,
});

const stage = (requirement: Partial<Requirement>, afterSeconds = 0): Stage => ({
  afterSeconds,
  name: 'skilled',
  requirement: { groups: ['aftersale'], weight: 100, ...requirement },
});

function open(core: RoutingCore, spec: AgentSpec, now = 0) {
  const agent = core.setAgent(spec, now);
  core.setState(agent, 'open', now);
  return agent;
}

const wait = (
  core: RoutingCore,
  id: string,
  stages: readonly Stage[] = [stage({})],
  queuedAt = 0,
  serveBy = queuedAt,
) => core.enqueue({ id, queuedAt, serveBy, stages }, queuedAt);

describe('who may serve', () => {
  it.each<[string, Partial<AgentSpec>, Partial<Requirement>, boolean]>([
    ['a member of the group', {}, {}, true],
    ['nobody of another group', { groups: new Map([['presale', 1]]) }, {}, false],
    ['nobody whose level is not good enough', { groups: new Map([['aftersale', 4]]) }, { worstLevel: 3 }, false],
    ['nobody without the language', {}, { language: 'en' }, false],
    ['nobody without the skill', {}, { skills: [{ skillId: 'jewellery', worstLevel: 9 }] }, false],
    [
      'somebody with the skill',
      { skills: new Map([['jewellery', 2]]) },
      { skills: [{ skillId: 'jewellery', worstLevel: 2 }] },
      true,
    ],
    [
      'nobody whose skill is not good enough',
      { skills: new Map([['jewellery', 3]]) },
      { skills: [{ skillId: 'jewellery', worstLevel: 2 }] },
      false,
    ],
    ['nobody who does not serve the channel', { channels: ['mail'] }, { channel: 'widget' }, false],
    ['nobody but the own agent', {}, { only: 'other' }, false],
    ['nobody who stayed silent before', {}, { except: ['lin'] }, false],
    ['nobody whose room is smaller than it takes', {}, { weight: 200 }, false],
  ])('%s', (_name, spec, requirement, isServed) => {
    const { core, given } = aCore();
    open(core, anAgent('lin', spec));
    wait(core, 'one', [stage(requirement)]);
    expect(given.length).toBe(isServed ? 1 : 0);
  });

  it('widens what is required step by step, and never goes back', () => {
    const { core, given, clock } = aCore();
    open(core, anAgent('lin', { groups: new Map([['presale', 1]]) }));
    wait(core, 'one', [stage({}), stage({ groups: [] }, 120)]);
    clock.now = 119_000;
    core.advance(119_000);
    expect(given).toEqual([]);
    core.advance(120_000);
    expect(given.map((one) => one.agent)).toEqual(['lin']);
  });

  it('lets somebody away serve only own regulars', () => {
    const { core, given } = aCore();
    const lin = open(core, anAgent('lin'));
    core.setState(lin, 'away', 0);
    wait(core, 'stranger');
    wait(core, 'regular', [stage({ only: 'lin', evenAway: true })]);
    expect(given.map((one) => one.entry)).toEqual(['regular']);
  });
});

describe('who of several', () => {
  it('takes the specialist and keeps the all-rounder free', () => {
    const { core, given } = aCore();
    open(
      core,
      anAgent('all', {
        groups: new Map([
          ['aftersale', 1],
          ['presale', 1],
        ]),
      }),
    );
    open(core, anAgent('one'), 5);
    wait(core, 'a', [stage({})], 10);
    expect(given[0]).toMatchObject({ agent: 'one', step: 'specialist' });
  });

  it('takes whoever has least to do, then the better level, then the longest idle', () => {
    const { core, given } = aCore();
    open(core, anAgent('busy', { capacity: 400 }));
    open(core, anAgent('better', { capacity: 400 }), 5);
    wait(core, '1', [stage({})], 10);
    wait(core, '2', [stage({})], 11);
    wait(core, '3', [stage({})], 12);
    expect(given.map((one) => one.agent)).toEqual(['busy', 'better', 'busy']);
    open(core, anAgent('expert', { capacity: 400, groups: new Map([['aftersale', 1]]) }), 13);
    open(core, anAgent('novice', { capacity: 400, groups: new Map([['aftersale', 5]]) }), 13);
    wait(core, '4', [stage({})], 14);
    expect(given[3]).toMatchObject({ agent: 'expert', step: 'skill-level' });
  });
});

/** A random day: people come and go, conversations of two weights come with random reasons, end, give up. */
const happenings = fc.array(
  fc.record({
    wait: fc.integer({ min: 0, max: 900 }),
    what: fc.constantFrom('come', 'come', 'come', 'end', 'leave', 'presence'),
    who: fc.nat(5),
    group: fc.constantFrom('aftersale', 'presale'),
    weight: fc.constantFrom(100, 50),
    reasons: fc.integer({ min: -600, max: 5_000 }),
  }),
  { maxLength: 120 },
);

describe('whatever happens', () => {
  it('nobody holds more than the cap, nothing is given twice, nobody waits beside somebody free, and the bound holds', () => {
    fc.assert(
      fc.property(happenings, (day) => {
        const { core, given, clock } = aCore();
        const people = ['a', 'b', 'c', 'd'].map((id, index) =>
          open(
            core,
            anAgent(id, {
              capacity: 200,
              groups: new Map(
                index < 2
                  ? [['aftersale', 1]]
                  : [
                      ['aftersale', 1],
                      ['presale', 1],
                    ],
              ),
            }),
          ),
        );
        const held = new Map<string, number[]>();
        const came = new Map<string, { at: number; group: string; weight: number }>();
        let seen = 0;
        for (const [index, one] of day.entries()) {
          clock.now += one.wait * 1_000;
          const { now } = clock;
          const agent = people[one.who % people.length];
          if (!agent) continue;
          if (one.what === 'come') {
            const id = String(index);
            came.set(id, { at: now, group: one.group, weight: one.weight });
            const serveBy = serveByOf(now, [{ key: 'risk', seconds: one.reasons }]);
            wait(core, id, [stage({ groups: [one.group], weight: one.weight })], now, serveBy);
          } else if (one.what === 'end') {
            const weight = held.get(agent.id)?.pop();
            if (weight !== undefined) core.finish(agent, weight, now);
          } else if (one.what === 'leave') {
            const [entry] = core.entries().values();
            if (entry) core.leave(entry);
          } else core.setState(agent, agent.state === 'open' ? 'closed' : 'open', now);
          for (const { entry, agent: who } of given.slice(seen)) {
            const served = came.get(entry);
            held.set(who, [...(held.get(who) ?? []), served?.weight ?? 0]);
            // Nobody who waits on, could have been served by the same person and came long before was passed over.
            for (const other of core.entries().values()) {
              const waits = came.get(other.id);
              const couldServe = people.find((person) => person.id === who)?.groups.has(waits?.group ?? '');
              if (waits && served && couldServe)
                expect(served.at - waits.at).toBeLessThanOrEqual(starvationBoundSeconds * 1_000);
            }
          }
          seen = given.length;
          for (const person of people) {
            expect(person.load).toBeLessThanOrEqual(person.capacity);
            expect(person.load).toBe((held.get(person.id) ?? []).reduce((sum, weight) => sum + weight, 0));
          }
          for (const entry of core.entries().values()) {
            const idle = people.find(
              (person) =>
                person.state === 'open' &&
                person.load === 0 &&
                person.groups.has(entry.line.requirement.groups[0] ?? ''),
            );
            expect(idle).toBeUndefined();
          }
        }
        expect(new Set(given.map((one) => one.entry)).size).toBe(given.length);
      }),
      { numRuns: 300 },
    );
  });

  it('a customer with every reason there is goes before a calm one only if the calm one came less than the bound before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -9_999, max: 99_999 }),
        fc.integer({ min: -9_999, max: 99_999 }),
        (urgent, calm) => {
          const calmKey = serveByOf(0, [{ key: 'risk', seconds: calm }]);
          const urgentKey = serveByOf(starvationBoundSeconds * 1_000 + 1, [{ key: 'risk', seconds: urgent }]);
          expect(calmKey).toBeLessThan(urgentKey);
        },
      ),
    );
  });
});
