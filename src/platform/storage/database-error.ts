/** True when a statement broke a unique index (the named one, if a name is given). */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== '23505') return false;
  return constraint === undefined || ('constraint_name' in error && error.constraint_name === constraint);
}
