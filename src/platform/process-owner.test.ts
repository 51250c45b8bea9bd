import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { describe, expect, test } from 'vitest';
import { isDeadHere, makeOwner } from './process-owner.ts';

describe('who holds a turn', () => {
  const own = makeOwner();
  const gone = spawnSync(process.execPath, ['-e', '']).pid;

  test.each([
    ['this process itself', own, false],
    ['a process of this machine that has ended', `${hostname()}/${gone}/${randomUUID()}`, true],
    ['an earlier life of the same process number', `${hostname()}/${process.pid}/${randomUUID()}`, true],
    ['a process that runs', `${hostname()}/${process.ppid}/${randomUUID()}`, false],
    ['another machine', `elsewhere/${gone}/${randomUUID()}`, false],
    ['a name of an older version', randomUUID(), false],
  ])('%s', (_, owner, isDead) => expect(isDeadHere(owner, own)).toBe(isDead));
});
