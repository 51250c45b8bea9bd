import { readFile } from 'node:fs/promises';
import postgres from 'postgres';

/** Seconds of processor time since some start: of this process, of all processes of the database, of the whole machine. */
export type CpuTimes = { own: number; database: number; machine: number; at: number };

/** Who used the processors while something was measured; a shared machine is told apart from a slow program. */
export type CpuMeter = {
  /** Words for the time since the last call: per operation, and what others on the machine took. */
  lap(operations: number): Promise<string>;
  read(): Promise<CpuTimes>;
  stop(): Promise<void>;
};

/** Ticks of /proc on Linux. */
const ticksPerSecond = 100;

/** Starts to measure; elsewhere than on Linux only this process is known. */
export async function startCpuMeter(ownerUrl: string): Promise<CpuMeter> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  const read = async (): Promise<CpuTimes> => {
    const pids = await sql<{ pid: number }[]>`select pid from pg_stat_activity`;
    const each = await Promise.all(pids.map(({ pid }) => secondsOf(pid)));
    const { user, system } = process.cpuUsage();
    return {
      own: (user + system) / 1e6,
      database: each.reduce((sum, seconds) => sum + seconds, 0),
      machine: await machineSeconds(),
      at: performance.now() / 1_000,
    };
  };
  let last = await read();
  return {
    read,
    lap: async (operations) => {
      const now = await read();
      const own = now.own - last.own;
      const database = now.database - last.database;
      const others = Math.max(0, now.machine - last.machine - own - database) / (now.at - last.at);
      last = now;
      const each = (seconds: number) => `${((seconds * 1_000) / operations).toFixed(2)} ms`;
      return `processor time each: ${each(own)} here, ${each(database)} in the database; other programs used ${others.toFixed(2)} cores`;
    },
    stop: () => sql.end(),
  };
}

async function secondsOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / ticksPerSecond;
}

async function machineSeconds(): Promise<number> {
  const text = await readFile('/proc/stat', 'utf8').catch(() => '');
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = (text.split('\n')[0] ?? '')
    .split(/\s+/)
    .map(Number);
  return (user + nice + system + irq + softirq) / ticksPerSecond;
}
