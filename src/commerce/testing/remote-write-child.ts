import { createSecrets, openDatabase, ShopId, silentLog } from '../../platform/index.ts';
import { actionArguments } from '../action-arguments.ts';
import type { ActionName } from '../store-connector.ts';
import { openMirroredStore } from '../stores/remote/mirrored-store.ts';
import { remotePlatforms } from '../stores/remote-platforms.ts';
import { countingDatabase } from './counting-database.ts';

/**
 * A process that makes one write in a shop elsewhere and kills itself at one point of the database (0 for none); the test kills it at
 * points of the network. Arguments: the database's address and role, the secret key, shop, order, action, reason, point, time.
 * Prints how many points there were.
 */
const [url = '', role = '', secretKey = '', shop = '', orderId = '', wanted = '', reason = '', point = '0', time = ''] =
  process.argv.slice(2);
const deadly = Number(point);
let reached = 0;
const plain = openDatabase({ url, role: role === '' ? undefined : role }, { log: silentLog(), maxConnections: 2 });
const secrets = createSecrets({ database: plain, secretKey });
const shopId = ShopId.check(shop);
await secrets.forShop(shopId);
const database = countingDatabase(plain, (_at, where) => {
  // Between the answer to one statement and the sending of the next nothing can have changed.
  if (where.startsWith('before ')) return;
  reached += 1;
  if (reached === deadly) process.kill(process.pid, 'SIGKILL');
});
const [platform] = remotePlatforms.filter((one) => one.platform === 'rest');
if (platform === undefined) throw new Error('there is no such platform');
const name = Object.keys(actionArguments).find((one): one is ActionName => one === wanted);
if (name === undefined) throw new Error(`there is no action ${wanted}`);
const store = openMirroredStore(platform).open({ database, secrets, shopId });
const outcome = await store.perform(
  { storeCustomerId: 'C1', identity: 'verified' },
  name,
  { orderId, reason },
  { idempotencyKey: 'conversation/run/write', now: new Date(time) },
);
process.stdout.write(JSON.stringify({ reached, ok: outcome.ok }), () => process.exit(0));
