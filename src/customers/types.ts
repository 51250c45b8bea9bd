import type { CustomerId, ShopId } from '../platform/index.ts';

/** How well it is known who writes: not at all, claimed and matched with the shop's records, or proven by a signed token. */
export type IdentityLevel = 'none' | 'matched' | 'verified';

/** Somebody who writes to the shop, whatever the channel. */
export type Customer = {
  shopId: ShopId;
  customerId: CustomerId;
  /** Shown to staff; empty until known. */
  displayName: string;
  /** The shop system's own id of this customer, once known. */
  storeCustomerId?: string;
  language: string;
  profile: CustomerProfile;
  createdAt: string;
  lastSeenAt: string;
};

/** Portrait: what staff sees beside a conversation; nothing in it is used for prices. */
export type CustomerProfile = {
  identity?: IdentityLevel;
  notes?: string;
  tags?: readonly string[];
  pagesSeen?: readonly { title: string; url: string; at: string }[];
};

/** Identity on one channel: the channel's own id of the person. */
export type ChannelIdentity = { channelId: string; sourceId: string; isVerified: boolean };
