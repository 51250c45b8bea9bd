import postgres from 'postgres';
import { testDatabase } from '../../src/platform/testing.ts';

/** An empty PostgreSQL database for a shop, on the server that tests share; dropped at the end. */
export async function scratchDatabase(name: string): Promise<{ url: string; close(): Promise<void> }> {
  const testing = await testDatabase();
  const admin = postgres(testing.owner.url, { max: 1, onnotice: () => {} });
  // A name with the process in it: one that is left over is dropped by the next run.
  const database = `test_${process.pid}_${name}`;
  await admin.unsafe(`create database ${database}`);
  const url = new URL(testing.owner.url);
  url.pathname = `/${database}`;
  return {
    url: url.href,
    close: async () => {
      await admin.unsafe(`drop database if exists ${database} with (force)`);
      await admin.end({ timeout: 2 });
      await testing.close();
    },
  };
}
