import { describe, expect, it } from 'vitest';
import type { ScenarioResult } from '../evaluate.ts';
import { scenarioSchema } from '../scenario.ts';
import { reportPage } from './page.ts';
import { reportOf } from './report.ts';
import { failuresText, summaryText } from './terminal.ts';

function aResult(title: string, isPassed: boolean, said = '多少钱'): ScenarioResult {
  const body = scenarioSchema.parse({ title, flow: 'price', language: 'zh-CN', turns: [{ say: said }] });
  const played = { said, at: '2026-11-21T04:00:00Z', reply: '¥1', buttons: [], shown: '', milliseconds: 3 };
  const findings = isPassed ? [] : [{ rule: 'says', expected: '399', found: '¥1' }];
  const falseStatements = isPassed ? [] : [{ kind: 'money' as const, text: '¥1', value: '100' }];
  return {
    scenario: { ...body, id: `demo/x#${title}`, shop: 'demo', file: 'demo/x.json' },
    turns: [{ played, findings, falseStatements }],
    outcome: [],
    isPassed,
  };
}

const report = reportOf({
  seconds: 1,
  results: [aResult('a good talk', true), aResult('a bad talk', false, '<script>alert(1)</script>')],
});

describe('the report of an evaluation', () => {
  it('puts failures first and counts by every way of looking at them', () => {
    expect(report.scenarios.map((one) => one.title)).toEqual(['a bad talk', 'a good talk']);
    expect(report.summary).toMatchObject({ total: 2, passed: 1, falseStatements: 1, turns: 2 });
    expect(report.summary.by.flow).toEqual([{ name: 'price', passed: 1, total: 2 }]);
  });

  it('tells in the terminal what was said, expected and false', () => {
    const text = failuresText(report);
    expect(text).toContain('a bad talk');
    expect(text).toContain('says: expected 399, found ¥1');
    expect(text).toContain('false: money ¥1');
    expect(text).not.toContain('a good talk');
    expect(summaryText(report)).toContain('1 of 2 conversations passed (50.0 %)');
  });

  it('is one page that loads nothing and runs nothing that a customer wrote', () => {
    const page = reportPage(report);
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(page).not.toContain('<script>alert(1)');
    expect(page).not.toMatch(/(src|href)=/);
    expect(page.indexOf('a bad talk')).toBeLessThan(page.indexOf('a good talk'));
  });
});
