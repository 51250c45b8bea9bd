/** Models behind one gateway: understanding as commands, wording of a finished plan. Off unless configured. */
export type { ModelGateway, ModelHealth, UnderstandRequest, WordRequest } from './gateway-types.ts';
