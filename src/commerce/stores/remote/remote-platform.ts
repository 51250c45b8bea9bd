import type { Clock, Log } from '../../../platform/index.ts';
import type { CaseStep } from '../../case-machine.ts';
import type { ActionName, StoreDescriptor } from '../../store-connector.ts';
import type { AfterSalesCase, LocalizedText, Order, Product, StoreCustomer } from '../../types.ts';

/**
 * What one platform brings so that shops there can be served: how to set it up, how its API is spoken, how its words become
 * ours. Everything that is alike for all of them (mirror, back-fill, reconciliation, tokens, limits, doing things once) is done
 * by `openMirroredStore`; an adapter only translates.
 */
export type RemotePlatform = {
  /** Name in `shops.platform` and in the address of its callbacks: `/callbacks/stores/<platform>/<shop>`. */
  platform: string;
  descriptor: Omit<StoreDescriptor, 'platform'>;
  capabilities: Capabilities;
  /** What the owner fills in to connect, in the order of the form. */
  fields: readonly ConnectionField[];
  /** Requests that the platform allows one shop: evenly so many a second, and at once. What its headers say counts, too. */
  limits?: { perSecond: number; burst: number };
  /** Days of history that are read at first, where the owner sets nothing else; a year without it. */
  historyDays?: number;
  connect(parts: RemoteParts): RemoteShop;
  /** Verifies what the platform pushed and says what has changed; pure, so that it is tested with the platform's examples. */
  readPush?(request: PushRequest, settings: ConnectionSettings, now: Date): PushResult;
};

/** What the platform's API can do; what it cannot is left to people and said so. */
export type Capabilities = {
  products: boolean;
  orders: boolean;
  cases: boolean;
  /** It tells of changes by itself (never relied on alone). */
  push: boolean;
  /** It takes a key that makes a write happen once; without it a write is looked up before it is tried again. */
  idempotentWrites: boolean;
  /** It has a place for tries. */
  sandbox: boolean;
};

export type ConnectionField = {
  key: string;
  /** `json` is written in several lines and checked while it is. */
  kind: 'text' | 'secret' | 'url' | 'choice' | 'switch' | 'json';
  label: LocalizedText;
  /** Where to find it in the platform's own console; says so too where the platform's documents leave something open. */
  help: LocalizedText;
  isRequired: boolean;
  choices?: readonly { value: string; label: LocalizedText }[];
  defaultValue?: string;
};

/** Values by `ConnectionField.key`; secrets are sealed at rest and never leave the server. */
export type ConnectionSettings = Readonly<Record<string, string>>;

export type RemoteParts = {
  settings: ConnectionSettings;
  http: RemoteHttp;
  tokens: TokenStore;
  /** The platform's time: ours with the skew that its answers have shown. Sign and compare by this one. */
  clock: Clock;
  log: Log;
};

/** Time-outs, the platform's rate limit, retries of reads, and answers read with a limit in size; throws AppError 'unavailable'. */
export type RemoteHttp = (request: RemoteRequest) => Promise<RemoteResponse>;

export type RemoteRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** A write is never tried again by itself. */
  isWrite?: boolean;
  /** Whether an answer asks for fewer requests in the platform's own words, where it does not say so by status 429. */
  isTooMany?: (response: RemoteResponse) => boolean;
};

export type RemoteResponse = { status: number; headers: Readonly<Record<string, string>>; text: string };

/** Access tokens of a connection, sealed, shared by all nodes; `renew` runs on one node at a time. */
export type TokenStore = {
  read(): Promise<RemoteToken | undefined>;
  /** Keeps what `make` brings unless another node was faster; always answers the token to use. */
  renew(old: RemoteToken | undefined, make: () => Promise<RemoteToken>): Promise<RemoteToken>;
};

/** `expiresAt` is an instant in ISO text by the shop's clock, the platform's skew already taken off. */
export type RemoteToken = { access: string; expiresAt: string; refresh?: string };

/** One connected shop, in canonical words. Reads throw AppError 'unavailable'; writes answer what became of them. */
export type RemoteShop = {
  /** Reads something small and says in plain words what is wrong. */
  test(): Promise<ConnectionTest>;
  listProducts?(cursor: string | undefined): Promise<RemotePage<Product>>;
  /** Orders changed since an instant, oldest change first, so that a cursor can be kept. */
  listOrders(from: { since: string; cursor: string | undefined }): Promise<RemotePage<RemoteOrder>>;
  findOrder(orderId: string): Promise<RemoteOrder | undefined>;
  findCustomer?(clue: { email?: string; phone?: string; id?: string }): Promise<StoreCustomer | undefined>;
  listCases?(from: { since: string; cursor: string | undefined }): Promise<RemotePage<AfterSalesCase>>;
  /** The platform's writes; only those named in the descriptor's actions. */
  perform: Readonly<Partial<Record<ActionName, RemoteAction>>>;
  /** One case by its number, for what a push or an order tells of. */
  findCase?(caseId: string): Promise<AfterSalesCase | undefined>;
  /** Steps of the shop in a case (approve, reject, receive …) that the platform's API takes. */
  steps?: Readonly<Partial<Record<CaseStep, RemoteStep>>>;
};

export type RemotePage<T> = { items: readonly T[]; next: string | undefined; total?: number };

export type RemoteOrder = { order: Order; customer: StoreCustomer; cases?: readonly AfterSalesCase[] };

/**
 * Does one checked action in the platform's system. `alreadyDone` looks whether an earlier try has arrived; it is asked after a
 * crash or a lost answer, before the write is tried again.
 */
export type RemoteAction = {
  alreadyDone(wanted: RemoteWanted): Promise<boolean>;
  write(wanted: RemoteWanted): Promise<RemoteOutcome>;
};

export type RemoteWanted = {
  order: Order;
  /** Arguments as `actionArguments` reads them. */
  given: unknown;
  idempotencyKey: string;
  /** What our rules have decided: money that goes back (minor units), and the case that they would open, with pieces and state. */
  amount?: number;
  opened?: AfterSalesCase;
};

/** A step of the shop in one of the platform's cases; asked and tried like an action. */
export type RemoteStep = {
  alreadyDone(wanted: RemoteStepWanted): Promise<boolean>;
  write(wanted: RemoteStepWanted): Promise<RemoteOutcome>;
};

export type RemoteStepWanted = {
  case: AfterSalesCase;
  /** What the shop says to the customer; the reason where it refuses. */
  note: string;
  idempotencyKey: string;
};

/** `refused`: the platform said no, in its own words (for the trail), and why in ours where we know. */
export type RemoteOutcome =
  | { ok: true; caseId?: string }
  | { ok: false; reasonKey?: string; platformCode: string; platformText: string };

export type ConnectionTest =
  | { ok: true; shopName: string; details: LocalizedText }
  | { ok: false; field?: string; problem: LocalizedText };

export type PushRequest = {
  method: string;
  query: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string>>;
  body: string;
};

/** `answer` is what the platform wants to read; changes are fetched afterwards, never believed from the push itself. */
export type PushResult =
  | { ok: true; answer: { contentType: string; body: string }; changes: readonly RemoteChange[] }
  | { ok: false; status: 400 | 401; problem: string };

export type RemoteChange = { kind: 'order' | 'case' | 'product' | 'unknown'; id: string };
