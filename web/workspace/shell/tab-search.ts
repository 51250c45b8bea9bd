/** Reads from an address which of its parts a screen shows; what is unknown is left out. */
export function tabSearch<Tab extends string>(
  tabs: readonly Tab[],
): (search: Record<string, unknown>) => { tab?: Tab } {
  return (search) => {
    const tab = tabs.find((one) => one === search.tab);
    return tab ? { tab } : {};
  };
}
