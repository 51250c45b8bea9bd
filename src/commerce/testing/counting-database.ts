import type { Database, Sql } from '../../platform/index.ts';

/** Called before and after each statement of a transaction and around its end; what it throws is thrown there. */
export type AtPoint = (point: number, where: string) => void | Promise<void>;

/**
 * A database on which somebody watches every place where a process may die: before each statement is sent, after each has
 * answered, before the transaction commits and after it has. Fragments of statements count as statements, which does no harm.
 */
export function countingDatabase(database: Database, atPoint: AtPoint): Database {
  let point = 0;
  const reach = (where: string) => {
    point += 1;
    return atPoint(point, where);
  };
  return {
    ...database,
    inShop: async (shopId, work) => {
      await reach('begin');
      const result = await database.inShop(shopId, async (sql) => {
        const done = await work(watched(sql, reach));
        await reach('commit');
        return done;
      });
      await reach('committed');
      return result;
    },
  };
}

function watched(sql: Sql, reach: (where: string) => void | Promise<void>): Sql {
  return new Proxy(sql, {
    apply: (target, self, given: unknown[]) => {
      const [first] = given;
      const isStatement = Array.isArray(first) && 'raw' in first;
      if (!isStatement) return Reflect.apply(target, self, given);
      const where = String(first[0] ?? '')
        .trim()
        .slice(0, 40);
      void reach(`before ${where}`);
      const query = Reflect.apply(target, self, given);
      return new Proxy(query, {
        get: (asked, name) => {
          const value = Reflect.get(asked, name, asked);
          if (name !== 'then' || typeof value !== 'function')
            return typeof value === 'function' ? value.bind(asked) : value;
          return (resolve: (rows: unknown) => unknown, reject: (error: unknown) => unknown) =>
            Promise.resolve(asked)
              .then(async (rows) => {
                await reach(`after ${where}`);
                return rows;
              })
              .then(resolve, reject);
        },
      });
    },
  });
}
