/** An id for something that the server has not seen yet. `crypto.randomUUID` is missing on pages without TLS, as in a shop's own network. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
