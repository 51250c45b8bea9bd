/**
 * Tells the other processes on the same database something small. A note is a hint and may be lost: who needs certainty also polls.
 */
export type PeerLink = {
  /** Queues a note (no line breaks, under 2,000 bytes); equal notes within one beat are sent once. */
  send(note: string): void;
  /** Sends what is queued and stops listening. */
  stop(): Promise<void>;
};

/** What a link calls. */
export type PeerListener = {
  /** A note of another process; own ones do not come back. */
  onNote(note: string): void;
  /** After each (re)connect: notes may have been missed. */
  onReady?(): void;
};

/** Opens a link for a listener. */
export type OpenPeerLink = (listener: PeerListener) => PeerLink;
