import type { Route } from '../http/route.ts';
import { groupOf } from './openapi.ts';

/** The routes as one page to read, without any script. */
export function docsPage(routes: readonly Route[]): string {
  const groups = new Map<string, Route[]>();
  for (const route of routes) groups.set(groupOf(route), [...(groups.get(groupOf(route)) ?? []), route]);
  const sections = [...groups].map(
    ([group, members]) => `<h2>${escapeHtml(group)}</h2><table>${members.map(rowOf).join('')}</table>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Peakdesk API</title><style>
body{font:15px/1.6 system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1c2430;background:#fff}
h2{margin:2rem 0 .5rem;font-size:1.1rem;text-transform:capitalize}table{border-collapse:collapse;width:100%}td{padding:.35rem .6rem;border-top:1px solid #e3e7ee;vertical-align:top}
td:first-child{width:5rem;font-weight:600}code{font:13px ui-monospace,monospace}.who{color:#5a6573;white-space:nowrap}
@media(prefers-color-scheme:dark){body{background:#14181f;color:#e4e8ee}td{border-color:#2b323d}.who{color:#9aa5b3}}
</style><h1>Peakdesk API</h1><p>The full description with all fields: <a href="/openapi.json">/openapi.json</a>.
Staff sign in with a cookie and send <code>x-peakdesk: 1</code>; windows of customers send <code>Authorization: Bearer …</code>.
Every changing call accepts <code>Idempotency-Key</code>. Errors are problem details (RFC 9457).</p>${sections.join('')}</html>`;
}

function rowOf(route: Route): string {
  return `<tr><td>${route.method}</td><td><code>${escapeHtml(route.path)}</code><br>${escapeHtml(route.summary)}</td><td class="who">${escapeHtml(route.access)}</td></tr>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
