/** Placeholder until the screen is written. */
export function OverviewScene() {
  return null;
}
