import type { Channel } from '../channels/index.ts';
import type { IdentityProof, Order, Product, StoreConnector } from '../commerce/index.ts';
import type { ModelGateway } from '../dialogue/models/index.ts';
import type { IncidentWatch } from '../incidents/index.ts';
import type { KnowledgeIndex, OwnIntent } from '../knowledge/index.ts';
import type {
  Clock,
  Database,
  Log,
  Mailer,
  Metrics,
  OutboxRelay,
  Secrets,
  ShopId,
  SmsSender,
} from '../platform/index.ts';
import type { LoadLevel, WorkingHours } from '../routing/index.ts';
import type { ToolSource } from '../tools/index.ts';
import type { IntentsByEmbedder, OwnIntentReader, Understander } from '../understanding/index.ts';
import type { TurnCommits } from './commit-together.ts';

/** What a shop may set about its conversations. */
export type ShopSettings = {
  tone: 'warm' | 'plain';
  workingHours: WorkingHours;
  /** Origins whose pages may open the widget, besides our own. */
  trustedOrigins: readonly string[];
  /** What proves who a customer is; null is what the shop's platform does by default. */
  identityClues: readonly IdentityProof[] | null;
};

/** Everything of one shop that a turn needs in memory; replaced as a whole when catalogue or knowledge change. */
export type ShopRuntime = {
  shopId: ShopId;
  name: string;
  language: 'zh-CN' | 'zh-TW' | 'en';
  timeZone: string;
  currency: string;
  settings: ShopSettings;
  store: StoreConnector;
  products: ReadonlyMap<string, Product>;
  understander: Understander;
  knowledge: KnowledgeIndex;
  /** Wishes that the shop has taught, by id. */
  ownIntents: ReadonlyMap<string, OwnIntent>;
  /** Id of the taught wish of normalised words. */
  readOwnIntent: OwnIntentReader['read'];
  /** Reads with other taught wishes than those released, for trying them out. */
  learnOwnIntents(intents: readonly OwnIntent[]): OwnIntentReader;
};

/** Shops of this process by id; loading happens once per shop and release. */
export type ShopDirectory = { get(shopId: ShopId): Promise<ShopRuntime> };

/** What one-time codes are made and sent with; a way without its sender is not offered. */
export type CodeSenders = { secrets: Secrets; mailer?: Mailer | undefined; sms?: SmsSender | undefined };

/** The walk's explicit arguments, made in app.ts. */
export type WalkParts = {
  database: Database;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  relay: OutboxRelay;
  shops: ShopDirectory;
  /** Where turns that are ready at the same time meet for one transaction. */
  commits: TurnCommits;
  channels: ReadonlyMap<string, Channel>;
  /** Senders of one-time codes; absent where customers cannot prove themselves in a talk. */
  codes?: CodeSenders;
  /** Tools of servers that shops have connected; absent where none are asked. */
  tools?: ToolSource;
  /** Absent without a configured model: everything works by the embedded understanding and templates. */
  models?: ModelGateway;
  /** Intent models that read an embedder's vectors too; absent where none are kept. */
  intentsByEmbedder?: IntentsByEmbedder;
  loadLevel(shopId: ShopId): LoadLevel;
  /** Absent where nobody looks for questions that surge. */
  incidents?: IncidentWatch;
  /** Name of this process in leases. */
  owner: string;
};

/** Orders and cases that a turn reads at most. */
export const ordersPerTurn = 20;
export type { Order };
