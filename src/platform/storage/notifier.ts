import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Database } from './database.ts';

/** Tells other processes on the same database something small, at most fifty times a second. */
export type Notifier = {
  /** Queues a note (no line breaks, under 2,000 bytes); equal notes within one beat are sent once. */
  send(note: string): void;
  stop(): Promise<void>;
};

/** Notes of other processes arrive at `onNote`; own ones do not. `onReady` is called after each (re)connect: notes may have been missed. */
export async function createNotifier(_parts: {
  database: Database;
  channel: string;
  log: Log;
  onNote: (note: string) => void;
  onReady?: () => void;
}): Promise<Notifier> {
  throw new AppError('bug', 'not built yet');
}
