import { createSecrets, openDatabase, ShopId, silentLog } from '../../platform/index.ts';
import { openHostedStore } from '../stores/hosted/hosted-connector.ts';
import { countingDatabase } from './counting-database.ts';

/**
 * A process that makes one refund and kills itself at one point of it: arguments are the database's address and role, the
 * secret key, shop, order and point (0 for none). Prints how many points there were.
 */
const [url = '', role = '', secretKey = '', shop = '', orderId = '', point = '0', time = ''] = process.argv.slice(2);
const deadly = Number(point);
let reached = 0;
const plain = openDatabase({ url, role: role === '' ? undefined : role }, { log: silentLog(), maxConnections: 2 });
const secrets = createSecrets({ database: plain, secretKey });
const shopId = ShopId.check(shop);
await secrets.forShop(shopId);
const database = countingDatabase(plain, (at) => {
  reached = at;
  if (at === deadly) process.kill(process.pid, 'SIGKILL');
});
const store = openHostedStore({ database, secrets, shopId });
const actor = { storeCustomerId: 'C1', identity: 'verified' } as const;
const outcome = await store.perform(
  actor,
  'cancel-order',
  { orderId, reason: 'no-longer-wanted' },
  { idempotencyKey: 'conversation/run/refund', now: new Date(time) },
);
process.stdout.write(JSON.stringify({ reached, ok: outcome.ok }));
await plain.close();
