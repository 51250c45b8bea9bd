/** The ground every room stands on: configuration, storage, jobs, events, secrets, log, errors, ids, time. */

export { type Admission, type AdmissionKind, type Admitted, createAdmission } from './admission.ts';
export type { Manifest } from './backup/manifest.ts';
export { type RestoreRequest, restoreBackup } from './backup/restore-backup.ts';
export { readShopTables } from './backup/shop-tables.ts';
export { type BackupRequest, writeBackup } from './backup/write-backup.ts';
export { type Batches, createBatches } from './batches.ts';
export { createBus, type EventBus, type EventOf } from './bus/event-bus.ts';
export { doesBrokerAnswer } from './bus/nats-link.ts';
export { peerLinkOf } from './bus/open-peer-link.ts';
export type { OpenPeerLink, PeerLink } from './bus/peer-link.ts';
export { type Clock, type FixedClock, fixedClock, systemClock } from './clock.ts';
export { type Config, configTable, loadSecretKey, readConfig } from './config.ts';
export {
  AppError,
  type AppErrorDetails,
  type ErrorKind,
  errorTable,
  isRetryableStatus,
  refusal,
  toAppError,
  UpstreamError,
} from './errors.ts';
export {
  type EventPayload,
  type EventType,
  eventSchemas,
  eventTypes,
  type PublishedEvent,
  readEvent,
  type ShopEvent,
} from './events.ts';
export { createFairQueue, type FairQueue } from './fair-queue.ts';
export { forgetOldest } from './forget-oldest.ts';
export {
  type BlockedReason,
  blockedReason,
  createGuardedFetch,
  type GuardedFetch,
  isMetadataAddress,
  type StreamRequest,
} from './guarded-fetch.ts';
export { createHttpClient, type HttpClient, type HttpReply, type HttpRequest } from './http-client.ts';
export * from './ids.ts';
export {
  countJobs,
  enqueueJob,
  type Job,
  type JobHandler,
  type JobHandlers,
  type JobWorker,
  type Json,
  type NewJob,
  startJobWorker,
} from './jobs.ts';
export { createLanes, type Lanes } from './lanes.ts';
export { createLatencyLimit, type LatencyLimit } from './latency-limit.ts';
export { localDay } from './local-day.ts';
export { createLog, type Log, type LogLevel, silentLog, withTrace } from './log.ts';
export { createHttpSmsSender } from './messages/http-sms-sender.ts';
export { createMailer, type Mail, type Mailer } from './messages/mailer.ts';
export type { Sms, SmsSender } from './messages/sms-sender.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { appendOutbox, type NewOutboxRow, type OutboxRelay, startOutboxRelay, toOutboxRows } from './outbox.ts';
export { isDeadHere, makeOwner } from './process-owner.ts';
export { pruneHandler, pruneJob, startPruning } from './pruning.ts';
export { createRateLimit, type RateLimit, type RateLimitVerdict } from './rate-limit.ts';
export { type BackOff, backOffMilliseconds } from './retry.ts';
export { createSecrets, type Secrets, type ShopSecrets } from './secrets.ts';
export { readSectionFile, type Sections, writeSectionFile } from './section-file/section-file.ts';
export { bytesOf, openSections } from './section-file/typed-sections.ts';
export { type SharedClock, startSharedClock } from './shared-clock.ts';
export {
  makeWebhookSecret,
  readWebhookSecret,
  signWebhook,
  webhookHeaders,
  webhookProblem,
} from './standard-webhooks.ts';
export type { Database, DatabaseAddress, DatabaseOptions, Sql } from './storage/database.ts';
export { isUniqueViolation } from './storage/database-error.ts';
export { type MigrationState, migrate, readMigrationState } from './storage/migrate.ts';
export { openDatabase } from './storage/open-database.ts';
export { type RunningDatabase, startDatabase } from './storage/start-database.ts';
export { makeToken, readToken } from './tokens.ts';
export { currentTraceId, inSpan, startTracing } from './tracing.ts';
export { version } from './version.ts';
