import { join } from 'node:path';
import { createChannels } from './channels/index.ts';
import {
  caseDeadlineHandler,
  caseDeadlineJob,
  fetchChangeHandler,
  fetchChangeJob,
  importUploadHandler,
  importUploadJob,
  lookAtParcelsHandler,
  lookAtParcelsJob,
  performApprovalHandler,
  performApprovalJob,
  remotePlatforms,
  scheduleCaseDeadlines,
  scheduleParcelLooks,
  scheduleParcelWatch,
  scheduleStoreSyncs,
  syncStoreHandler,
  syncStoreJob,
  watchParcelsHandler,
  watchParcelsJob,
} from './commerce/index.ts';
import { tellApproval } from './desk/index.ts';
import { createModelDirectory, type ModelGateway } from './dialogue/models/index.ts';
import type { Ground } from './ground.ts';
import { startIncidentWatch, tellIncidentHandler, tellIncidentJob } from './incidents/index.ts';
import {
  type Admission,
  createAdmission,
  createBus,
  createHttpSmsSender,
  createLatencyLimit,
  createMailer,
  type EventBus,
  type JobWorker,
  loadSecretKey,
  type Mailer,
  makeOwner,
  type OutboxRelay,
  peerLinkOf,
  pruneHandler,
  pruneJob,
  type SmsSender,
  startJobWorker,
  startOutboxRelay,
  startPruning,
  startTracing,
  version,
} from './platform/index.ts';
import { createLoadBoard, type LoadBoard, type Router, startLoadMeasure, startRouter } from './routing/index.ts';
import { createToolSource } from './tools/index.ts';
import { embeddedIntentsFolder, loadPack, openIntentsByEmbedder } from './understanding/index.ts';
import {
  admitInto,
  createReceiver,
  createShopDirectory,
  createTurnCommits,
  deliverHandler,
  deliverJob,
  type LiveShopDirectory,
  listShops,
  type Receiver,
  startDelivery,
  startTurnWorker,
  type TurnWorker,
  type WalkParts,
} from './walk/index.ts';
import {
  createSender,
  sendHandler,
  sendJob,
  startWebhooks,
  tellOwnerHandler,
  tellOwnerJob,
  type Webhooks,
} from './webhooks/index.ts';

/** The running product without its door to the network: everything that takes messages in and answers them. */
export type App = {
  ground: Ground;
  bus: EventBus;
  relay: OutboxRelay;
  shops: LiveShopDirectory;
  walk: WalkParts;
  receiver: Receiver;
  turns: TurnWorker;
  router: Router;
  load: LoadBoard;
  admission: Admission;
  wakeJobs: JobWorker['wake'];
  wakeWebhooks: Webhooks['wake'];
  mailer: Mailer | undefined;
  sms: SmsSender | undefined;
  jobs: JobWorker;
  /** What is told to shops' own systems; it has a worker of its own, so that slow ones hold up nothing else. */
  webhooks: Webhooks & { jobs: JobWorker };
  models: ModelGateway | undefined;
  stop(): Promise<void>;
};

/** Parts that a test or a command puts in place of ours. */
export type AppOverrides = Partial<Pick<WalkParts, 'loadLevel' | 'channels'>> & {
  models?: ModelGateway;
  sms?: SmsSender;
};

/**
 * Messages that are stored at a time: learned from how long that takes. What is done within 100 ms is never too slow, and some are always let
 * in: on a machine that others use, too, a slow moment is no overload.
 */
const inboundLimit = { most: 4_000, least: 384, first: 768, tolerance: 2, quick: 100 };
/** Storing that takes longer goes before answering. */
const slowMilliseconds = 120;

/** Builds every room in order. What runs is written here; nothing registers itself. */
export async function buildApp(ground: Ground, overrides: AppOverrides = {}): Promise<App> {
  const { clock, config, database, log, metrics, secrets } = ground;
  const tracing = await startTracing({ endpoint: config.otlpEndpoint, serviceVersion: version });
  const bus = createBus(log);
  const broker = config.natsUrl ? { url: config.natsUrl, secretKey: await loadSecretKey(config) } : undefined;
  const openLink = peerLinkOf({ database, log, broker });
  const relay = startOutboxRelay({ database, bus, log, openLink });
  const owner = makeOwner();
  const load = createLoadBoard({ database, bus, relay, clock, log, node: owner });
  await load.start();
  const incidents = startIncidentWatch({ database, bus, relay, clock, log });
  const pack = await loadPack({
    cacheFolder: join(ground.folder, 'dist/models'),
    packFolder: join(ground.folder, 'src/understanding/pack'),
  });
  const shops = createShopDirectory({ database, secrets, bus, log, pack, dataFolder: config.dataFolder });
  const directory = overrides.models
    ? undefined
    : createModelDirectory({ ...ground, bus, dataFolder: config.dataFolder, own: config.model });
  const models = overrides.models ?? directory;
  const mailer = config.smtpUrl === undefined ? undefined : createMailer(config.smtpUrl);
  const sms = overrides.sms ?? (config.smsUrl === undefined ? undefined : createHttpSmsSender(config.smsUrl));
  const tools = createToolSource({ database, secrets, log, now: () => clock.now() });
  const walk: WalkParts = {
    database,
    clock,
    log,
    metrics,
    relay,
    shops,
    commits: createTurnCommits(database),
    channels: overrides.channels ?? createChannels(),
    codes: { secrets, mailer, sms },
    tools,
    ...(models ? { models } : {}),
    intentsByEmbedder: openIntentsByEmbedder(embeddedIntentsFolder(config.dataFolder), pack.card.dataHash),
    loadLevel: overrides.loadLevel ?? load.level,
    incidents,
    owner,
  };
  const admission = createAdmission({ limit: createLatencyLimit(inboundLimit), slowMilliseconds });
  const turns = startTurnWorker(walk, admission.isCrowded);
  const receiver = admitInto(createReceiver(walk, turns.wake), admission);
  const router = startRouter({ database, clock, log, bus, relay, node: owner });
  const connections = { database, secrets, clock, log, platforms: remotePlatforms };
  const jobs = startJobWorker({
    database,
    handlers: {
      [deliverJob]: deliverHandler(walk),
      [tellIncidentJob]: tellIncidentHandler({ database, clock, relay }),
      [pruneJob]: pruneHandler({ database, clock }),
      [caseDeadlineJob]: caseDeadlineHandler({ database, secrets, clock, log }),
      [syncStoreJob]: syncStoreHandler(connections),
      [fetchChangeJob]: fetchChangeHandler(connections),
      [tellOwnerJob]: tellOwnerHandler({ database, mailer }),
      [importUploadJob]: importUploadHandler({ database, secrets, log }),
      [watchParcelsJob]: watchParcelsHandler({ database, clock }),
      [lookAtParcelsJob]: lookAtParcelsHandler({ database, secrets, clock, log, publicUrl: config.publicUrl }),
      [performApprovalJob]: performApprovalHandler({
        database,
        secrets,
        now: () => clock.now(),
        onDone: (shopId, approval, outcome) => tellApproval(walk, shopId, approval, outcome),
      }),
    },
    clock,
    log,
  });
  const webhookJobs = startJobWorker({
    database,
    handlers: { [sendJob]: sendHandler({ database, secrets, clock, send: createSender() }) },
    clock,
    log,
    concurrency: 32,
    pollMilliseconds: 1_000,
  });
  const webhooks = startWebhooks({ database, bus, clock, log, wakeJobs: webhookJobs.wake });
  const stopMeasure = overrides.loadLevel
    ? () => undefined
    : startLoadMeasure({
        database,
        clock,
        log,
        metrics,
        board: load,
        sources: {
          turnAges: turns.ages,
          activeShops: turns.activeShops,
          model: (shopId) => models?.health(shopId),
          refused: admission.refused,
        },
      });
  const stopHelping = bus.subscribe(['work.waiting'], (event) => {
    if (event.payload.kind === 'turns') turns.look();
  });
  const stopPruning = startPruning({ database, log });
  const stopDelivery = startDelivery({ ...walk, bus, wakeJobs: jobs.wake });
  await scheduleCaseDeadlines(database);
  await scheduleStoreSyncs(connections);
  await scheduleParcelWatch({ database, clock });
  await scheduleParcelLooks({ database, clock });
  for (const shop of await listShops(database)) router.wake(shop.shopId);
  return {
    ground,
    bus,
    relay,
    shops,
    walk,
    receiver,
    turns,
    router,
    load,
    admission,
    wakeJobs: jobs.wake,
    wakeWebhooks: webhooks.wake,
    mailer,
    sms,
    jobs,
    webhooks: { ...webhooks, jobs: webhookJobs },
    models,
    stop: async () => {
      stopMeasure();
      load.stop();
      incidents.stop();
      stopDelivery();
      stopHelping();
      stopPruning();
      await turns.stop();
      await router.stop();
      await webhooks.stop();
      await webhookJobs.stop();
      await jobs.stop();
      await relay.stop();
      shops.stop();
      mailer?.close();
      await directory?.stop();
      await tracing.stop();
    },
  };
}
