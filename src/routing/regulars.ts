/** What is known of the person who served this customer last. */
export type LastAgent = {
  /** Hours since their last talk. */
  hoursSince: number;
  presence: 'online' | 'away' | 'offline';
  isFull: boolean;
};

/** Who gets a customer who comes back: the same person at once, the same person when room is made (not for long), or anybody. */
export type RegularOutcome = 'same' | 'hold' | 'others';

/** Hours within which the same person serves even while taking nothing else (挂起), and within which only while taking others too. */
const evenAwayHours = 24;
const onlineHours = 72;

/**
 * 熟客: within 24 hours the same person if online, even when suspended; from 24 to 72 hours only when not suspended; offline, others.
 * Nobody is filled above the own limit: within 24 hours a full agent is waited for a moment, later others take over at once.
 */
export function regularOutcome({ hoursSince, presence, isFull }: LastAgent): RegularOutcome {
  if (presence === 'offline' || hoursSince >= onlineHours) return 'others';
  if (hoursSince < evenAwayHours) return isFull ? 'hold' : 'same';
  return presence === 'online' && !isFull ? 'same' : 'others';
}
