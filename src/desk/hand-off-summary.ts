import { z } from 'zod';
import type { ReplyLanguage } from '../conversations/index.ts';
import type { QueueEntry } from '../routing/index.ts';

/** What an agent reads first about a conversation that was handed over. */
export type HandOffView = {
  reason: string;
  groupId: string;
  priority: number;
  queuedAt: string;
  assignmentReason?: string;
  text: string;
  slots: readonly { label: string; value: string }[];
  orderId?: string;
  emotion: string;
  intensity: number;
  tried: readonly string[];
};

const words = z.union([z.string(), z.object({ 'zh-CN': z.string(), 'zh-TW': z.string(), en: z.string() })]).catch('');
const slot = z.object({ label: words, value: words });
// Written by any version of Peakdesk: what is missing or unknown is left out.
const stored = z.object({
  text: words.optional(),
  slots: z.array(slot).catch([]),
  orderId: z.string().optional().catch(undefined),
  emotion: z.string().catch('neutral'),
  intensity: z.number().catch(0),
  tried: z.array(words).catch([]),
});

/** The queue entry with its summary in the agent's language. */
export function readHandOff(entry: QueueEntry, language: ReplyLanguage): HandOffView {
  const summary = stored.parse(typeof entry.summary === 'object' && entry.summary !== null ? entry.summary : {});
  const say = (text: z.infer<typeof words>) => (typeof text === 'string' ? text : text[language]);
  return {
    reason: entry.reason,
    groupId: entry.groupId,
    priority: entry.priority,
    queuedAt: entry.queuedAt.toISOString(),
    ...(entry.assignmentReason ? { assignmentReason: entry.assignmentReason } : {}),
    text: say(summary.text ?? ''),
    slots: summary.slots.map((one) => ({ label: say(one.label), value: say(one.value) })),
    ...(summary.orderId ? { orderId: summary.orderId } : {}),
    emotion: summary.emotion,
    intensity: summary.intensity,
    tried: summary.tried.map(say),
  };
}
