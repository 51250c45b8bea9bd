/** Placeholder until the screen is written. */
export function AccountScene() {
  return null;
}
