/** Placeholder until the screen is written. */
export function AuditScene() {
  return null;
}
