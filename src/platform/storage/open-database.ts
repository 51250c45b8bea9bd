import { AppError } from '../errors.ts';
import type { Database, DatabaseAddress, DatabaseOptions } from './database.ts';

/** Opens a connection pool. */
export function openDatabase(_address: DatabaseAddress, _options: DatabaseOptions): Database {
  throw new AppError('bug', 'not built yet');
}
