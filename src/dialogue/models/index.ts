/** Models behind one gateway: understanding as commands, wording of a finished plan. Off unless configured. */
export { createModelGateway, type ModelGatewayParts } from './gateway.ts';
export type {
  ModelCallReport,
  ModelGateway,
  ModelHealth,
  OnSentence,
  UnderstandRequest,
  WordRequest,
} from './gateway-types.ts';
export { chooseWeights, type LocalWeights, listWeights } from './local-gguf/model-folder.ts';
export { type LocalModels, openLocalModels } from './local-gguf/open-local-models.ts';
export { type CatalogueEntry, modelCatalogue, pullEngine, pullWeights } from './local-gguf/pull-models.ts';
export { createModelDirectory, type ModelDirectory } from './model-directory.ts';
export type { Embedder, ModelPiece, ModelProvider, ModelRequest } from './model-provider.ts';
export { createOpenAiCompatibleEmbedder } from './openai-compatible/openai-compatible-embedder.ts';
export {
  createOpenAiCompatibleProvider,
  type OpenAiCompatibleSettings,
} from './openai-compatible/openai-compatible-provider.ts';
export { type ModelPreset, modelPresets } from './presets/presets.ts';
export {
  type ModelChange,
  modelChangeSchema,
  modelKeyPurpose,
  type OpenShopModel,
  openStoredModel,
  originOf,
  readStoredModel,
  type StoredModel,
  saveStoredModel,
} from './shop-model.ts';
export { type ConnectionFinding, testConnection } from './test-connection.ts';
export { listModelUsage, type ModelUsage } from './usage-ledger.ts';
