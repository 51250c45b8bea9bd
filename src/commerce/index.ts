export * from './types.ts';
export * from './store-connector.ts';
