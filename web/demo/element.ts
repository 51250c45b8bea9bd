type Child = Node | string | undefined;

/** Makes an element with attributes and children; texts become text nodes only. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** A button that does something. */
export function button(attributes: Readonly<Record<string, string>>, run: () => void, ...children: readonly Child[]) {
  const made = element('button', { type: 'button', ...attributes }, ...children);
  made.addEventListener('click', run);
  return made;
}
