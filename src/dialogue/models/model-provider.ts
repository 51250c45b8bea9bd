/** One request to a model. Personal data has already been replaced where the provider is remote. */
export type ModelRequest = {
  system: string;
  user: string;
  maxTokens: number;
  /** 0 for commands, higher for wording. */
  temperature: number;
  /** The reply has to be JSON of this shape; a server that knows no schemas is asked in words. */
  schema?: {
    name: string;
    schema: Readonly<Record<string, unknown>>;
    /** Values that texts of these names may have in this one reply; for engines that make a grammar per request. */
    choices?: Readonly<Record<string, readonly string[]>>;
  };
  /** Ends the request; time-outs live in the gateway. */
  signal: AbortSignal;
};

/** Tokens of one call as the server has counted them. */
export type TokenCount = { input: number; output: number };

/** A piece of the reply. `usage` comes at most once, from servers that count. */
export type ModelPiece = { kind: 'text'; text: string } | ({ kind: 'usage' } & TokenCount);

/**
 * A model behind some protocol. It only translates: no time-outs, retries or budgets (see the gateway).
 * Failures are thrown as UpstreamError; a stream that ends before the server said so is a failure too.
 */
export type ModelProvider = {
  /** For logs and health figures. */
  name: string;
  /** Runs in this process: a second request beside the first would only slow both down. */
  isLocal?: boolean;
  complete(request: ModelRequest): AsyncIterable<ModelPiece>;
};

/** Turns texts into vectors of equal length; like providers it only translates. */
export type Embedder = {
  name: string;
  isLocal?: boolean;
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;
};
