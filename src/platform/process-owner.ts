import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** Name under which this process holds what only one may do: machine, process, and something that tells two lives of one process number apart. */
export function makeOwner(): string {
  return [hostname(), process.pid, randomUUID()].join('/');
}

/** Whether an owner is a process of this machine that lives no more; of other machines nobody knows. */
export function isDeadHere(owner: string, own: string): boolean {
  const [host, pid] = owner.split('/');
  if (owner === own || host !== hostname() || pid === undefined || !/^\d+$/.test(pid)) return false;
  // The same number in another life is a process that is gone.
  return Number(pid) === process.pid || !doesLive(Number(pid));
}

function doesLive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process lives, too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
