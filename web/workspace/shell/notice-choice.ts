export type NoticeChoice = { desktop: boolean; sound: boolean };

const storageKey = 'peakdesk.notices';

/** What was chosen in this browser; both are off at first. */
export function storedNotices(): NoticeChoice {
  const stored = localStorage.getItem(storageKey) ?? '';
  return { desktop: stored.includes('desktop') && isAllowed(), sound: stored.includes('sound') };
}

/** Remembers the choice. */
export function chooseNotices(choice: NoticeChoice): void {
  const chosen = [choice.desktop && 'desktop', choice.sound && 'sound'].filter(Boolean);
  localStorage.setItem(storageKey, chosen.join(' '));
}

function isAllowed(): boolean {
  return 'Notification' in window && Notification.permission === 'granted';
}
