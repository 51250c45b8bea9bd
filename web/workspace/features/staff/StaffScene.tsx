/** Placeholder until the screen is written. */
export function StaffScene() {
  return null;
}
