/** @jsxImportSource preact */
import type { ContentPart } from '../../api/index.ts';
import { dateTime } from '../format.ts';
import { useWords } from '../hooks/chat-context.ts';
import { safeUrl } from '../rich-text.ts';
import { Icon } from './Icon.tsx';

/** Order lines that a card shows before it only counts them. */
const linesShown = 4;

export function ProductCard({ card }: { card: Extract<ContentPart, { kind: 'product-card' }> }) {
  const { t } = useWords();
  const url = safeUrl(card.url);
  return (
    <section class="card product-card" aria-label={card.title}>
      <span class="card-sign">
        <Icon name="bag" size={24} />
      </span>
      <div class="card-body">
        <p class="card-title">{card.title}</p>
        <p class="card-line">
          <strong class="price">{card.priceText}</strong>
          <span class="muted">{card.stockText}</span>
        </p>
        {url && (
          <a class="card-link" href={url} target="_blank" rel="noopener noreferrer">
            {t('product.link')}
          </a>
        )}
      </div>
    </section>
  );
}

export function OrderCard({ card }: { card: Extract<ContentPart, { kind: 'order-card' }> }) {
  const { t, language } = useWords();
  const rest = card.lines.length - linesShown;
  return (
    <section class="card order-card" aria-label={t('order.label', { id: card.orderId })}>
      <header>
        <span class="order-id">{t('order.label', { id: card.orderId })}</span>
        <span class="order-status">{card.statusText}</span>
      </header>
      <ul>
        {card.lines.slice(0, linesShown).map((line) => (
          <li key={`${line.title} ${line.options}`}>
            <span class="order-title">
              {line.title}
              {line.options && <span class="muted"> {line.options}</span>}
            </span>
            <span class="figures">
              {line.priceText} <span class="muted">{t('order.quantity', { count: line.quantity })}</span>
            </span>
          </li>
        ))}
        {rest > 0 && <li class="muted">+{rest}</li>}
      </ul>
      <footer>
        <span class="muted">{card.placedAt && t('order.placed', { time: dateTime(card.placedAt, language) })}</span>
        <span>
          {t('order.total')} <strong class="price">{card.totalText}</strong>
        </span>
      </footer>
    </section>
  );
}
