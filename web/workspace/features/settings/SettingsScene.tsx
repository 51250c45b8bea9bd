/** Placeholder until the screen is written. */
export function SettingsScene() {
  return null;
}
