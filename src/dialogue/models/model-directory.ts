import {
  type Clock,
  createGuardedFetch,
  type Database,
  type EventBus,
  type Log,
  type Metrics,
  type Secrets,
  ShopId,
  toAppError,
} from '../../platform/index.ts';
import { createEmbedding, type Embedding } from './embedding.ts';
import { createModelGateway, type ProviderGateway } from './gateway.ts';
import type { ModelGateway } from './gateway-types.ts';
import { listWeights } from './local-gguf/model-folder.ts';
import { openLocalModels } from './local-gguf/open-local-models.ts';
import type { ModelProvider } from './model-provider.ts';
import { createOpenAiCompatibleEmbedder } from './openai-compatible/openai-compatible-embedder.ts';
import { createOpenAiCompatibleProvider } from './openai-compatible/openai-compatible-provider.ts';
import { localUrl, type OpenShopModel, openStoredModel, readStoredModel } from './shop-model.ts';
import { testConnection } from './test-connection.ts';
import { startUsageLedger } from './usage-ledger.ts';

export type ModelDirectoryParts = {
  database: Database;
  secrets: Secrets;
  bus: EventBus;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  dataFolder: string;
  /** The installation's own model, for shops that have set none. */
  own: { url: string | undefined; key: string | undefined; name: string | undefined; timeoutMs: number };
};

/** The models of all shops as one gateway; each shop's own settings count from the moment they are saved, in every process. */
export type ModelDirectory = ModelGateway & {
  /** Reads a shop's settings ahead of its first call; tells whether it has a model. */
  prepare(shopId: ShopId): Promise<boolean>;
  stop(): Promise<void>;
};

/** A shop's way to its models. */
type ShopModels = { chat: ProviderGateway | undefined; embedding: Embedding | undefined };

const prices = (model: Pick<OpenShopModel, 'inputPrice' | 'outputPrice'>) => ({
  input: model.inputPrice ?? 0,
  output: model.outputPrice ?? 0,
});

/** Makes the directory. A shop whose settings cannot be used is served without a model, and the log says why. */
export function createModelDirectory(parts: ModelDirectoryParts): ModelDirectory {
  const { database, secrets, bus, clock, log, metrics, own } = parts;
  const shops = new Map<ShopId, Promise<ShopModels>>();
  const local = openLocalModels(parts.dataFolder, log);
  const ledger = startUsageLedger({
    database,
    clock,
    log,
    onTotal: (shopId, hour, { all, own: mine }) =>
      void shops.get(shopId)?.then(({ chat }) => chat?.budget.learn(shopId, hour, all - mine)),
  });

  const gateway = (provider: ModelProvider, model?: OpenShopModel): ProviderGateway =>
    createModelGateway({
      provider,
      clock,
      log,
      metrics,
      options: {
        totalTimeoutMs: own.timeoutMs,
        ...(model ? { prices: prices(model) } : {}),
        ...(model?.tokensPerHour ? { tokensPerShopAndHour: model.tokensPerHour } : {}),
        // One model in this process has two cores; a second call beside the first would only slow both down.
        // It reads the whole prompt before its first word, so that the first word has no limit of its own.
        ...(provider.isLocal ? { concurrent: 1, waiting: 2, firstTokenTimeoutMs: own.timeoutMs } : {}),
      },
      onSpent: (shopId, report) => ledger.spent(ShopId.check(shopId), report),
    });
  const ownChat = own.url === undefined ? undefined : gateway(providerOf({ ...own, url: own.url }, 'private'));

  function providerOf(
    { url, key, name }: { url: string; key?: string | undefined; name?: string | undefined | null },
    allowed: 'public' | 'private',
  ): ModelProvider {
    if (url === localUrl) return local.chat(name ?? undefined);
    return createOpenAiCompatibleProvider({
      url,
      name: name ?? 'default',
      ...(key === undefined ? {} : { key }),
      send: createGuardedFetch(allowed),
    });
  }

  function embeddingOf(model: OpenShopModel): Embedding | undefined {
    const url = model.embeddingUrl ?? model.url;
    if (model.embeddingName === null || url === null) return undefined;
    const isSamePlace = model.url !== null && url !== localUrl && new URL(url).origin === new URL(model.url).origin;
    const embedder =
      url === localUrl
        ? local.embedder(model.embeddingName)
        : createOpenAiCompatibleEmbedder({
            url,
            name: model.embeddingName,
            ...(model.key !== undefined && isSamePlace ? { key: model.key } : {}),
            send: createGuardedFetch(model.allowsPrivate ? 'private' : 'public'),
          });
    return createEmbedding({ embedder, clock, log, metrics });
  }

  async function load(shopId: ShopId): Promise<ShopModels> {
    const stored = await database.inShop(shopId, (sql) => readStoredModel(sql, shopId));
    try {
      const model = await openStoredModel(secrets, shopId, stored);
      const allowed = model.allowsPrivate ? 'private' : 'public';
      const chat = model.url === null ? ownChat : gateway(providerOf({ ...model, url: model.url }, allowed), model);
      return { chat, embedding: embeddingOf(model) };
    } catch (error) {
      log.error({ shopId, reason: toAppError(error).message }, "a shop's model settings cannot be used");
      return { chat: undefined, embedding: undefined };
    }
  }

  function of(shopId: string): Promise<ShopModels> {
    const id = ShopId.check(shopId);
    const known = shops.get(id);
    if (known) return known;
    const loading = load(id);
    shops.set(id, loading);
    // Settings that could not be read are tried again at the next use.
    loading.then(
      ({ chat }) => void settled.set(id, chat),
      () => void shops.delete(id),
    );
    return loading;
  }

  /** Settled shops only: health is asked for without waiting. */
  const settled = new Map<string, ProviderGateway | undefined>();
  const healthOf = (shopId: string | undefined) =>
    (shopId === undefined ? ownChat : (settled.get(shopId) ?? ownChat))?.health();

  /** A database that is away takes the model with it, never the turn. */
  const quietly = (shopId: string) => of(shopId).catch(() => undefined);
  const forget = bus.subscribe(['settings.changed'], ({ shopId }) => {
    shops.delete(shopId);
    settled.delete(shopId);
  });

  return {
    understand: async (request) => await (await quietly(request.shopId))?.chat?.understand(request),
    word: async (request, onSentence) => await (await quietly(request.shopId))?.chat?.word(request, onSentence),
    embed: async (shopId, texts) => await (await quietly(shopId))?.embedding?.embed(texts),
    embedderName: async (shopId) => (await quietly(shopId))?.embedding?.name,
    health: (shopId) => healthOf(shopId),
    testConnection: (model) => testConnection(model, { local: local.chat }),
    listLocal: () => listWeights(parts.dataFolder),
    prepare: async (shopId) => (await quietly(shopId))?.chat !== undefined,
    stop: async () => {
      forget();
      await ledger.stop();
      await local.stop();
    },
  };
}
