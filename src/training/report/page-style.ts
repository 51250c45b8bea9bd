/** Styles of the report's page: calm, light and dark, red only for what needs a hand. */
export const pageStyle = `
:root { color-scheme: light dark; --ground: #f6f7f8; --paper: #fff; --ink: #1d2329; --soft: #5c6873; --line: #dfe3e7;
  --accent: #0b6b5d; --accent-soft: #e3f1ee; --bad: #b3261e; --bad-soft: #fdeceb; --good: #1f7a43; --said: #e9eef6; }
@media (prefers-color-scheme: dark) { :root { --ground: #14181b; --paper: #1c2125; --ink: #e7ebee; --soft: #9aa7b1; --line: #323a41;
  --accent: #5cc4b2; --accent-soft: #1c3531; --bad: #ff8a80; --bad-soft: #3d2220; --good: #6fce93; --said: #26313f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.6 system-ui, "PingFang SC", "Noto Sans CJK SC",
  "Microsoft YaHei", sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 1080px; margin: 0 auto; padding: 24px 20px 80px; }
h1 { font-size: 22px; margin: 0 0 4px; } h2 { font-size: 16px; margin: 32px 0 8px; }
.soft { color: var(--soft); }
.tiles { display: flex; flex-wrap: wrap; gap: 12px; margin: 20px 0; }
.tile { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 12px 18px; min-width: 150px; }
.tile b { display: block; font-size: 26px; line-height: 1.25; } .tile.bad b { color: var(--bad); }
.groups { columns: 310px 3; column-gap: 12px; }
.group { break-inside: avoid; margin: 0 0 12px; background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 10px 14px; }
.group h3 { font-size: 13px; margin: 0 0 6px; color: var(--soft); font-weight: 600; }
.share { display: grid; grid-template-columns: 1fr 70px 64px; gap: 8px; align-items: center; font-size: 13px; }
.share span:last-child { text-align: right; }
.bar { height: 6px; border-radius: 3px; background: var(--bad-soft); overflow: hidden; } .bar i { display: block; height: 100%; background: var(--accent); }
form { position: sticky; top: 0; background: var(--ground); padding: 12px 0; display: flex; flex-wrap: wrap; gap: 8px; z-index: 1;
  border-bottom: 1px solid var(--line); }
label { font-size: 12px; color: var(--soft); display: grid; gap: 2px; }
select, input { font: inherit; font-size: 14px; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 6px;
  padding: 5px 8px; min-width: 110px; }
select:focus-visible, input:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
details.case { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; margin: 10px 0; }
details.case.failed { border-left: 4px solid var(--bad); }
details.case > summary { padding: 10px 14px; cursor: pointer; display: flex; gap: 10px; flex-wrap: wrap; align-items: baseline; }
summary .title { font-weight: 600; flex: 1 1 300px; }
.mark { font-weight: 700; } .failed .mark { color: var(--bad); } .passed .mark { color: var(--good); }
.chip { font-size: 12px; color: var(--soft); border: 1px solid var(--line); border-radius: 99px; padding: 0 8px; }
.talk { padding: 0 14px 14px; }
.said, .reply { max-width: 76%; width: fit-content; padding: 8px 12px; border-radius: 12px; white-space: pre-wrap; overflow-wrap: anywhere; margin: 8px 0 2px; }
.said { background: var(--said); margin-left: auto; border-bottom-right-radius: 3px; }
.reply { background: var(--accent-soft); border-bottom-left-radius: 3px; } .reply.none { color: var(--soft); }
.buttons { display: flex; flex-wrap: wrap; gap: 6px; margin: 4px 0; } .buttons span { border: 1px solid var(--accent); color: var(--accent);
  border-radius: 99px; padding: 0 10px; font-size: 13px; }
.trace { font-size: 12px; color: var(--soft); }
.problems { margin: 4px 0 8px; padding: 8px 12px; background: var(--bad-soft); color: var(--bad); border-radius: 8px; font-size: 13px; list-style: none;
  overflow-wrap: anywhere; }
[hidden] { display: none !important; }
@media print { form { display: none; } }
`;

/** What the page does: it shows only the conversations that the filters let through. */
export const pageScript = `
const form = document.querySelector('form');
const cases = [...document.querySelectorAll('details.case')];
const shown = document.querySelector('#shown');
function filter() {
  const wanted = new FormData(form);
  const words = String(wanted.get('words') || '').toLowerCase();
  let count = 0;
  for (const one of cases) {
    const fits = ['shop', 'flow', 'kind', 'emotion', 'language', 'result'].every(
      (name) => !wanted.get(name) || one.dataset[name] === wanted.get(name));
    one.hidden = !fits || (words !== '' && !one.textContent.toLowerCase().includes(words));
    if (!one.hidden) count += 1;
  }
  shown.textContent = String(count);
}
form.addEventListener('input', filter);
form.addEventListener('submit', (event) => event.preventDefault());
filter();
`;
