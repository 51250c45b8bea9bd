/** Tools between agents: a shop's own tools for others, and the tools of others for the shop (Model Context Protocol). */
export { answerMcp, type McpParts } from './answer-mcp.ts';
export { createToolSource, type ToolQuestion, type ToolSaid, type ToolSource } from './ask-tools.ts';
export { openTransport, type ServerAddress } from './client-transport.ts';
export {
  addToolServer,
  changeServerTool,
  listToolServers,
  newToolServer,
  refreshToolServer,
  removeToolServer,
  type ServerTool,
  type ServerToolChange,
  serverToolChange,
  serverToolLimits,
  type ToolServer,
  type ToolServerParts,
} from './tool-servers.ts';
export {
  createToolToken,
  listToolTokens,
  type NewToolToken,
  revokeToolToken,
  type TokenLimits,
  type ToolScope,
  type ToolToken,
  tokenLimits,
  toolScopes,
} from './tool-tokens.ts';
