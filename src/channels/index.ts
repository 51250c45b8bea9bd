/** Ways for customers to write: one contract, one list, one folder each. */
export type { Channel, ChannelDescriptor, Inbound, Outbound, Receipt } from './channel.ts';
