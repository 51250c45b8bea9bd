export * from './language.ts';
export * from './types.ts';
