import { AppError } from '../../errors.ts';

/** Reads what PostgreSQL's programs wrote and says what is wrong in one sentence. */
export function toStartError(output: string, facts: { folder: string; port: number | undefined }): AppError {
  for (const [pattern, describe] of knownFailures) {
    if (pattern.test(output)) {
      const { field, message } = describe(facts);
      return new AppError('unavailable', message, { field, cause: new Error(lastLines(output)) });
    }
  }
  return new AppError('unavailable', `the embedded database did not start: ${lastLines(output)}`, {
    field: 'PEAKDESK_DATA',
  });
}

/** True when the port was taken by another program. */
export function isPortTaken(output: string): boolean {
  return /could not bind|Address already in use|could not create any TCP\/IP sockets/i.test(output);
}

type Facts = { folder: string; port: number | undefined };
type Description = { field: string; message: string };

const knownFailures: readonly (readonly [RegExp, (facts: Facts) => Description])[] = [
  [
    /No space left on device|Disk quota exceeded/i,
    ({ folder }) => ({ field: 'PEAKDESK_DATA', message: `the disk of ${folder} is full` }),
  ],
  [
    /could not bind|Address already in use|could not create any TCP\/IP sockets/i,
    ({ port }) => ({ field: 'PEAKDESK_EMBEDDED_POSTGRES_PORT', message: `port ${port} is taken by another program` }),
  ],
  [
    /database files are incompatible with server/i,
    ({ folder }) => ({
      field: 'PEAKDESK_DATA',
      message: `the database in ${folder} was made by another PostgreSQL version`,
    }),
  ],
  [/Read-only file system/i, ({ folder }) => ({ field: 'PEAKDESK_DATA', message: `${folder} is on a read-only disk` })],
  [/ENOTDIR|EEXIST/, ({ folder }) => ({ field: 'PEAKDESK_DATA', message: `${folder} is not a folder` })],
  [/ENOENT.*mkdir/, ({ folder }) => ({ field: 'PEAKDESK_DATA', message: `${folder} cannot be made` })],
  [
    /Permission denied/i,
    ({ folder }) => ({ field: 'PEAKDESK_DATA', message: `the database cannot read or write ${folder}` }),
  ],
  [
    /Cannot allocate memory|could not map anonymous shared memory/i,
    () => ({ field: 'PEAKDESK_DATA', message: 'not enough memory for the embedded database' }),
  ],
  [
    /ld-linux|ld-musl|spawn \S+ ENOENT|failed to execute|cannot execute|error while loading shared libraries/,
    () => ({
      field: 'DATABASE_URL',
      message:
        'the embedded database cannot run on this system (glibc is needed); set DATABASE_URL to a PostgreSQL of your own',
    }),
  ],
];

function lastLines(output: string): string {
  return output.trim().split('\n').slice(-5).join(' | ');
}
