import type { Connection } from './connection.ts';

/**
 * One look at open windows: one that has said something since the last look is there, one that was silent is asked for a sign of life,
 * and one that has been asked and was silent again is cut off. In a crowd nobody is asked, for everybody speaks.
 */
export function checkAlive(connections: Iterable<Pick<Connection, 'silentLooks' | 'ping' | 'terminate'>>): void {
  for (const connection of connections) {
    if (connection.silentLooks > 1) {
      connection.terminate();
      continue;
    }
    if (connection.silentLooks === 1) connection.ping();
    connection.silentLooks += 1;
  }
}
