import type { IdentityProof, StoreConnector, StoreDescriptor } from '../store-connector.ts';

/**
 * The connector with the proofs of identity that the shop has chosen, as far as its platform knows them; without a choice, or where
 * nothing of it is known, the platform's own.
 */
export function withAllowedClues(store: StoreConnector, allowed: readonly IdentityProof[] | null): StoreConnector {
  return { ...store, descriptor: { ...store.descriptor, identityClues: cluesOf(store.descriptor, allowed) } };
}

/** The proofs that count in a shop, in the order to ask for. */
export function cluesOf(
  { identityClues, furtherClues = [] }: Pick<StoreDescriptor, 'identityClues' | 'furtherClues'>,
  allowed: readonly IdentityProof[] | null,
): readonly IdentityProof[] {
  const chosen = allowed?.filter((clue) => identityClues.includes(clue) || furtherClues.includes(clue)) ?? [];
  return chosen.length === 0 ? identityClues : chosen;
}
