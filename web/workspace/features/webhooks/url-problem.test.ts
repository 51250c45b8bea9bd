import { expect, it } from 'vitest';
import { urlProblem } from './url-problem.ts';

it.each([
  ['https://erp.example/hooks', false, undefined],
  [' https://erp.example/hooks ', false, undefined],
  ['http://erp.example/hooks', false, 'secure'],
  ['http://192.168.0.7:3000/', true, undefined],
  ['https://me:secret@erp.example/', false, 'password'],
  ['erp.example', false, 'address'],
  ['ftp://erp.example/', true, 'address'],
  ['', false, 'address'],
])('%j, own network %s: %s', (url, allowsPrivate, problem) => {
  expect(urlProblem({ url, allowsPrivate })).toBe(problem);
});
