import type { EvaluationResult, ScenarioResult } from '../evaluate.ts';

/** The whole report as data: what the terminal, the page and other programs read. */
export type EvaluationReport = {
  summary: Summary;
  /** Failures first, in the order of the files. */
  scenarios: readonly ReportedScenario[];
};
export type Summary = {
  total: number;
  passed: number;
  falseStatements: number;
  turns: number;
  seconds: number;
  /** Passed and total by each way of looking at them. */
  by: Readonly<Record<Grouping, readonly Share[]>>;
};
export type Share = { name: string; passed: number; total: number };

export const groupings = ['shop', 'flow', 'kind', 'emotion', 'language'] as const;
export type Grouping = (typeof groupings)[number];

export type ReportedScenario = Readonly<Record<Grouping, string>> & {
  id: string;
  title: string;
  customer: string;
  passed: boolean;
  turns: readonly ReportedTurn[];
  /** What is wrong in the end, or why the conversation broke down. */
  problems: readonly string[];
};
export type ReportedTurn = {
  said: string;
  reply: string;
  buttons: readonly string[];
  decision: string;
  intent: string;
  emotion: string;
  flow: string;
  actions: readonly string[];
  milliseconds: number;
  problems: readonly string[];
  falseStatements: readonly string[];
};

/** Makes the report of a run. */
export function reportOf({ results, seconds }: EvaluationResult): EvaluationReport {
  const scenarios = results.map(reported).toSorted((a, b) => Number(a.passed) - Number(b.passed));
  const turns = scenarios.flatMap((one) => one.turns);
  return {
    summary: {
      total: scenarios.length,
      passed: scenarios.filter((one) => one.passed).length,
      falseStatements: turns.reduce((sum, turn) => sum + turn.falseStatements.length, 0),
      turns: turns.length,
      seconds: Math.round(seconds * 10) / 10,
      by: {
        shop: sharesOf(scenarios, 'shop'),
        flow: sharesOf(scenarios, 'flow'),
        kind: sharesOf(scenarios, 'kind'),
        emotion: sharesOf(scenarios, 'emotion'),
        language: sharesOf(scenarios, 'language'),
      },
    },
    scenarios,
  };
}

function sharesOf(scenarios: readonly ReportedScenario[], grouping: Grouping): Share[] {
  const names = [...new Set(scenarios.map((one) => one[grouping]))].toSorted();
  return names.map((name) => {
    const those = scenarios.filter((one) => one[grouping] === name);
    return { name, passed: those.filter((one) => one.passed).length, total: those.length };
  });
}

function reported({ scenario, turns, outcome, broken, isPassed }: ScenarioResult): ReportedScenario {
  const { id, title, shop, flow, kind, emotion, language, customer } = scenario;
  return {
    id,
    title,
    shop,
    flow,
    kind,
    emotion,
    language,
    customer: customer ?? '',
    passed: isPassed,
    turns: turns.map(({ played, findings, falseStatements }) => ({
      said: played.said.length > 400 ? `${played.said.slice(0, 400)}… (${played.said.length})` : played.said,
      reply: played.reply,
      buttons: played.buttons.map((button) => button.label),
      decision: played.trace?.decisions.at(-1)?.kind ?? '',
      intent: played.trace?.understanding.intents[0]?.intent ?? '',
      emotion: `${played.trace?.understanding.emotion ?? ''} ${played.trace?.understanding.intensity ?? ''}`.trim(),
      flow: played.trace?.flow ?? '',
      actions: (played.trace?.actions ?? []).map((action) => `${action.name}:${action.state}`),
      milliseconds: Math.round(played.milliseconds * 10) / 10,
      problems: findings.map(({ rule, expected, found }) => `${rule}: expected ${expected}, found ${found}`),
      falseStatements: falseStatements.map(({ kind: what, text }) => `${what} ${text}`),
    })),
    problems: [
      ...(broken === undefined ? [] : [`broke down: ${broken}`]),
      ...outcome.map(({ rule, expected, found }) => `${rule}: expected ${expected}, found ${found}`),
    ],
  };
}
