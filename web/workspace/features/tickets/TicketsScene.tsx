/** Placeholder until the screen is written. */
export function TicketsScene() {
  return null;
}
