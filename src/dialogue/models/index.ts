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
export type { Embedder, ModelPiece, ModelProvider, ModelRequest } from './model-provider.ts';
export {
  createOpenAiCompatibleProvider,
  type OpenAiCompatibleSettings,
} from './openai-compatible/openai-compatible-provider.ts';
