import { expect, it } from 'vitest';
import { readTrace } from './read-trace.ts';

it.each([
  [
    'CSV',
    'at,intent\n0,refund\n3.5,track\n',
    [
      { at: '0', intent: 'refund' },
      { at: '3.5', intent: 'track' },
    ],
  ],
  [
    'CSV of a spreadsheet',
    '\ufeffat, note\r\n2026-11-11T00:00:00Z,"a, b"\r\n\r\n',
    [{ at: '2026-11-11T00:00:00Z', note: 'a, b' }],
  ],
  ['JSON Lines', '{"at":0}\n\n{"at":1}\n', [{ at: 0 }, { at: 1 }]],
])('a trace is read as %s', (_form, text, rows) => {
  expect(readTrace(text)).toEqual({ ok: true, rows });
});

it.each([
  ['', 1, 'form'],
  ['at\n', 1, 'form'],
  ['{"at":0}\n{"at":', 2, 'form'],
  ['at,intent\n0,refund\n1\n', 3, 'form'],
  ['foo,bar\n1,2\n', 2, 'moment'],
  ['at\n0\nsoon\n', 3, 'moment'],
  ['{"at":0}\n{"intent":"refund"}', 2, 'moment'],
] as const)('of %j line %i is named', (text, line, why) => {
  expect(readTrace(text)).toEqual({ ok: false, line, why });
});
