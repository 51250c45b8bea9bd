/** Finds each of some things, one after the other: platforms count calls per minute. What is not there any more is left out. */
export async function oneByOne<Item>(
  ids: readonly string[],
  find: (id: string) => Promise<Item | undefined>,
): Promise<Item[]> {
  const found: Item[] = [];
  for (const id of ids) {
    const one = await find(id);
    if (one !== undefined) found.push(one);
  }
  return found;
}
