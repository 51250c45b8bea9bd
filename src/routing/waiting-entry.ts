import type { ConversationId, StaffId } from '../platform/index.ts';
import type { ChoiceName, StageName } from './core/core-types.ts';

/** A reason of the place in the order as it is stored; an older or newer version may know other keys. */
export type NotedUrgency = { key: string; seconds: number };

/** A conversation that waits for a person. */
export type WaitingEntry = {
  entryId: string;
  conversationId: ConversationId;
  groupId: string;
  /** 0 first … 9 last. */
  priority: number;
  language: string;
  queuedAt: Date;
  /** The customer's own agent (专属). */
  wantedStaffId?: StaffId;
  /** Place in the order; made of the priority where absent. */
  serveBy?: Date;
  /** The reasons of that place. */
  urgency?: readonly NotedUrgency[];
  /** What it is about, an intent's id. */
  intent?: string;
  channelId?: string;
  /** A customer who is to be called weighs as the shop says; absent: a chat. */
  kind?: 'call-back';
  /** Who served this customer last, and until when. */
  regular?: { staffId: StaffId; at: Date };
  /** These got it and stayed silent. */
  excludedStaffIds?: readonly StaffId[];
};

/** Why this one next and why this agent, as it is kept with the queue entry and shown in words. */
export type AssignmentDetails = {
  stage: StageName;
  /** The step that decided between those who could. */
  step: ChoiceName;
  candidates: number;
  waitedSeconds: number;
  /** Others of the same group who waited on. */
  leftWaiting: number;
  urgency: readonly NotedUrgency[];
  level: number;
};

/** Seconds that one step of the old priority is worth. */
const prioritySeconds = 180;
const usualPriority = 5;

/** Place in the order in milliseconds; smaller is earlier. */
export function serveByMillis(entry: Pick<WaitingEntry, 'serveBy' | 'queuedAt' | 'priority'>): number {
  return (
    entry.serveBy?.getTime() ?? entry.queuedAt.getTime() + (entry.priority - usualPriority) * prioritySeconds * 1_000
  );
}
