import { type EvaluationReport, groupings, type ReportedScenario } from './report.ts';

/** Every failed conversation with what went wrong, for a terminal. */
export function failuresText({ scenarios }: EvaluationReport): string {
  return scenarios
    .filter((one) => !one.passed)
    .map((one) => `${failureText(one)}\n`)
    .join('');
}

function failureText(one: ReportedScenario): string {
  const lines = [`✗ ${one.id} ${one.title} (${one.flow}, ${one.kind}, ${one.language})`];
  for (const turn of one.turns) {
    lines.push(`    > ${oneLine(turn.said)}`);
    const isWrong = turn.problems.length + turn.falseStatements.length > 0;
    if (!isWrong) continue;
    lines.push(`    < ${oneLine(turn.reply)}`);
    lines.push(`      [${turn.decision} ${turn.intent} ${turn.emotion} ${turn.flow} ${turn.actions.join(' ')}]`);
    for (const problem of turn.problems) lines.push(`      · ${oneLine(problem)}`);
    for (const statement of turn.falseStatements) lines.push(`      ! false: ${statement}`);
  }
  for (const problem of one.problems) lines.push(`      · ${oneLine(problem)}`);
  return lines.join('\n');
}

function oneLine(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > 300 ? `${flat.slice(0, 300)}…` : flat;
}

/** The figures, for a terminal. */
export function summaryText({ summary }: EvaluationReport): string {
  const lines = groupings.map((grouping) => {
    const shares = summary.by[grouping].map(({ name, passed, total }) => `${name} ${passed}/${total}`);
    return `${grouping.padEnd(9)}${shares.join(' · ')}`;
  });
  const share = ((summary.passed / summary.total) * 100).toFixed(1);
  return [
    ...lines,
    `${summary.passed} of ${summary.total} conversations passed (${share} %), ${summary.turns} turns, ${summary.falseStatements} false statements, ${summary.seconds} s`,
  ].join('\n');
}
