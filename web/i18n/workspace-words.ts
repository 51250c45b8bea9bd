import type words from './workspace/zh-CN.json';

/** Shape of the workspace's texts; every language file has the same keys. */
export type WorkspaceWords = typeof words;
