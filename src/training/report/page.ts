import { pageScript, pageStyle } from './page-style.ts';
import { type EvaluationReport, groupings, type ReportedScenario, type ReportedTurn, type Share } from './report.ts';

/** The report as one page that needs nothing else: failures first, filters by shop, flow, kind, emotion and language. */
export function reportPage({ summary, scenarios }: EvaluationReport): string {
  const share = ((summary.passed / summary.total) * 100).toFixed(1);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>Peakdesk evaluation: ${share} %</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<h1>Evaluation</h1>
<p class="soft">Whole conversations, played in the real walk on a throw-away database with a clock that stands still.</p>
<div class="tiles">
${tile(`${share} %`, `${summary.passed} of ${summary.total} conversations passed`, summary.passed < summary.total)}
${tile(String(summary.total - summary.passed), 'failed', summary.passed < summary.total)}
${tile(String(summary.falseStatements), 'false statements', summary.falseStatements > 0)}
${tile(String(summary.turns), `turns in ${summary.seconds} s`, false)}
</div>
<div class="groups">${groupings.map((name) => group(name, summary.by[name])).join('')}</div>
<h2>Conversations <span class="soft">(<span id="shown">${scenarios.length}</span>)</span></h2>
<form>
${groupings.map((name) => select(name, summary.by[name])).join('\n')}
<label>result<select name="result"><option value="">all</option><option>failed</option><option>passed</option></select></label>
<label>words<input name="words" type="search" placeholder="in the conversation"></label>
</form>
${scenarios.map(conversation).join('\n')}
</main>
<script>${pageScript}</script>
</body>
</html>
`;
}

function tile(value: string, words: string, isBad: boolean): string {
  return `<div class="tile${isBad ? ' bad' : ''}"><b>${escaped(value)}</b><span class="soft">${escaped(words)}</span></div>`;
}

function group(name: string, shares: readonly Share[]): string {
  const rows = shares.map(
    (one) =>
      `<div class="share"><span>${escaped(one.name)}</span><span class="bar"><i style="width:${((one.passed / one.total) * 100).toFixed(0)}%"></i></span><span>${one.passed} / ${one.total}</span></div>`,
  );
  return `<section class="group"><h3>${escaped(name)}</h3>${rows.join('')}</section>`;
}

function select(name: string, shares: readonly Share[]): string {
  const options = shares.map((one) => `<option>${escaped(one.name)}</option>`);
  return `<label>${escaped(name)}<select name="${escaped(name)}"><option value="">all</option>${options.join('')}</select></label>`;
}

function conversation(one: ReportedScenario): string {
  const result = one.passed ? 'passed' : 'failed';
  const data = groupings.map((name) => `data-${name}="${escaped(one[name])}"`).join(' ');
  const chips = [one.shop, one.flow, one.kind, one.emotion, one.language, one.customer].filter((chip) => chip !== '');
  return `<details class="case ${result}" ${data} data-result="${result}"${one.passed ? '' : ' open'}>
<summary><span class="mark">${one.passed ? '✓' : '✗'}</span><span class="title">${escaped(one.title)}</span>
${chips.map((chip) => `<span class="chip">${escaped(chip)}</span>`).join('')}<span class="soft">${escaped(one.id)}</span></summary>
<div class="talk">${one.turns.map(talkTurn).join('')}${problemList(one.problems)}</div>
</details>`;
}

function talkTurn(turn: ReportedTurn): string {
  const reply =
    turn.reply === '' ? '<div class="reply none">(no words)</div>' : `<div class="reply">${escaped(turn.reply)}</div>`;
  const buttons = turn.buttons.map((label) => `<span>${escaped(label)}</span>`).join('');
  const trace = [turn.decision, turn.intent, turn.emotion, turn.flow, ...turn.actions, `${turn.milliseconds} ms`];
  return `<div class="said">${escaped(turn.said)}</div>${reply}${buttons === '' ? '' : `<div class="buttons">${buttons}</div>`}
<div class="trace">${trace
    .filter((part) => part !== '')
    .map(escaped)
    .join(' · ')}</div>${problemList([...turn.problems, ...turn.falseStatements.map((text) => `false: ${text}`)])}`;
}

function problemList(problems: readonly string[]): string {
  if (problems.length === 0) return '';
  return `<ul class="problems">${problems.map((problem) => `<li>${escaped(problem)}</li>`).join('')}</ul>`;
}

/** What customers wrote is data here as everywhere. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\u0000', '');
}
