import type { Admission, Config, EventBus, Mailer, Secrets, ShopId, SmsSender } from '../platform/index.ts';
import type { LoadBoard, Router } from '../routing/index.ts';
import type { LiveShopDirectory, Receiver, WalkParts } from '../walk/index.ts';

/** What the server needs of the running product; `app.ts` has all of it. */
export type ServerParts = {
  /** `folder` is the checkout's: `dist/web` in it holds the built pages. */
  ground: { config: Config; folder: string; secrets: Secrets };
  bus: EventBus;
  shops: LiveShopDirectory;
  walk: WalkParts;
  receiver: Receiver;
  router: Pick<Router, 'places' | 'onPlaces'>;
  /** Send one-time codes; without them that way is not offered. */
  mailer?: Mailer | undefined;
  sms?: SmsSender | undefined;
  /** The load ladder, to be read and pinned; absent where nothing is measured. */
  load?: LoadBoard;
  /** Looks for due jobs of a shop at once; without it they are found by the next poll. */
  wakeJobs?: (shopId: ShopId) => void;
  /** Looks at once for what is to be told to the shop's own systems; without it the next look finds it. */
  wakeWebhooks?: (shopId: ShopId) => void;
  /** Keeps out what cannot be served quickly. */
  admission?: Admission;
};
