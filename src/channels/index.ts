import type { Channel } from './channel.ts';
import { createConsoleChannel } from './console/console-channel.ts';
import { createWidgetChannel } from './widget/index.ts';

/** Ways for customers to write: one contract, one list, one folder each. */
export type { Channel, ChannelDescriptor, Inbound, Outbound, Receipt } from './channel.ts';
export * from './widget/index.ts';

/** Every channel of Peakdesk, by id. A new one is a folder and a line here. */
export function createChannels(): ReadonlyMap<string, Channel> {
  const channels = [createWidgetChannel(), createConsoleChannel()];
  return new Map(channels.map((channel) => [channel.id, channel]));
}
