import type { ContentPart } from '../../api/index.ts';

/** Plain words of a message for a list row; empty where it has none (image, card, event). */
export function previewOf(content: readonly ContentPart[]): string {
  return content
    .map((part) => {
      if (part.kind === 'text') return part.text;
      if (part.kind === 'product-card') return `[${part.title}]`;
      if (part.kind === 'order-card') return `[${part.orderId}]`;
      if (part.kind === 'form-answer') return Object.values(part.values).join(' ');
      return '';
    })
    .filter(Boolean)
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
