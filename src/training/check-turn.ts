import type { PlayedTurn } from './play-scenario.ts';
import type { Scenario, ScenarioTurn } from './scenario.ts';

/** Something that is not as expected: which rule, and what was there instead. */
export type Finding = { rule: string; expected: string; found: string };

/** Actions that only tell colleagues something. */
const harmless = ['create-ticket'];

/** Compares one turn with what is expected of it; an empty list is a pass. */
export function checkTurn(played: PlayedTurn, turn: ScenarioTurn): Finding[] {
  if (turn.silent) return played.reply === '' ? [] : [{ rule: 'silent', expected: 'no words', found: played.reply }];
  const { trace } = played;
  if (trace === undefined) return [{ rule: 'answered', expected: 'a turn', found: 'none' }];
  const actions = (state: string) => trace.actions.filter((one) => one.state === state).map((one) => one.name);
  const done = actions('done').filter((name) => !harmless.includes(name));
  const intents = [...trace.understanding.intents.slice(0, 1), ...trace.understanding.furtherIntents];
  const found: (Finding | undefined)[] = [
    oneOf('decision', turn.decision, [trace.decisions.at(-1)?.kind ?? 'none']),
    oneOf(
      'intent',
      turn.intent,
      intents.map((one) => one.intent),
    ),
    oneOf('emotion', turn.emotion, [trace.understanding.emotion]),
    oneOf('flow', turn.flow, [trace.flow]),
    same('does', list(turn.does), done),
    ...(turn.previews === undefined ? [] : [holds('previews', turn.previews, actions('checked'))]),
    ...(turn.refuses === undefined ? [] : [holds('refuses', turn.refuses, actions('refused'))]),
    ...(turn.ticket === undefined ? [] : [ticketRule(turn.ticket, actions('done'))]),
    ...(turn.group === undefined ? [] : [oneOf('group', turn.group, [trace.handOff?.skillGroup ?? 'none'])]),
    ...turn.says.map((pattern) => matching('says', pattern, played.reply, true)),
    ...turn.not.map((pattern) => matching('must not say', pattern, played.reply, false)),
    ...turn.offers.map((pattern) => matching('offers', pattern, labelsOf(played), true)),
    ...turn.facts.map((fact) => factRule(fact, played)),
  ];
  return found.filter((one) => one !== undefined);
}

/** What the whole conversation must have left behind in the shop. */
export function checkOutcome(
  scenario: Scenario,
  outcome: { orders: Readonly<Record<string, string>>; cases: readonly string[]; others: readonly string[] },
): Finding[] {
  const expected = Object.entries(scenario.after);
  const wrong = expected
    .filter(([tail, status]) => outcome.orders[tail] !== status)
    .map(([tail, status]) => finding('order in the end', `${tail} ${status}`, outcome.orders[tail] ?? 'unchanged'));
  const surprising = Object.entries(outcome.orders)
    .filter(([tail]) => !(tail in scenario.after))
    .map(([tail, status]) => finding('order in the end', `${tail} unchanged`, status));
  return [
    ...wrong,
    ...surprising,
    ...[same('cases in the end', scenario.cases, outcome.cases)].filter((one) => one !== undefined),
    ...outcome.others.map((other) => finding('records in the end', 'unchanged', other)),
  ];
}

function list(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

function finding(rule: string, expected: string, found: string): Finding {
  return { rule, expected, found };
}

function oneOf(
  rule: string,
  wanted: string | readonly string[] | undefined,
  found: readonly string[],
): Finding | undefined {
  if (wanted === undefined || list(wanted).some((one) => found.includes(one))) return undefined;
  return finding(rule, list(wanted).join(' or '), found.join(', ') || 'none');
}

function holds(rule: string, wanted: string, found: readonly string[]): Finding | undefined {
  return found.includes(wanted) ? undefined : finding(rule, wanted, found.join(', ') || 'none');
}

function same(rule: string, wanted: readonly string[], found: readonly string[]): Finding | undefined {
  const isSame = wanted.toSorted().join() === found.toSorted().join();
  return isSame ? undefined : finding(rule, wanted.join(', ') || 'nothing', found.join(', ') || 'nothing');
}

function ticketRule(wanted: boolean, done: readonly string[]): Finding | undefined {
  const isThere = done.includes('create-ticket');
  return isThere === wanted ? undefined : finding('ticket', wanted ? 'one' : 'none', isThere ? 'one' : 'none');
}

function matching(rule: string, pattern: string, text: string, isWanted: boolean): Finding | undefined {
  return new RegExp(pattern, 'iu').test(text) === isWanted ? undefined : finding(rule, pattern, text || 'no words');
}

function labelsOf(played: PlayedTurn): string {
  return played.buttons.map((button) => button.label).join('\n');
}

function factRule(wanted: string, { trace }: PlayedTurn): Finding | undefined {
  const facts = trace?.facts ?? [];
  const isThere = facts.some((fact) => fact.id.includes(wanted) || String(fact.value) === wanted);
  return isThere ? undefined : finding('facts', wanted, facts.map((fact) => fact.id).join(', ') || 'none');
}
