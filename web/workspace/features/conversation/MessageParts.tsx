import { useTranslation } from 'react-i18next';
import type { ContentPart } from '../../../api/index.ts';
import { Badge } from '../../../ui/Badge.tsx';
import styles from './MessageParts.module.css';
import { FormAnswerPart, FormPart } from './parts/FormPart.tsx';
import { ImagePart } from './parts/ImagePart.tsx';
import { OrderCard } from './parts/OrderCard.tsx';
import { ProductCard } from './parts/ProductCard.tsx';
import { RatingPart } from './parts/RatingPart.tsx';
import { SourcesPart } from './parts/SourcesPart.tsx';

/** The parts of a message in their order. */
export function MessageParts({ content }: { content: readonly ContentPart[] }) {
  return (
    <>
      {content.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a stored message never change their order
        <Part key={index} part={part} />
      ))}
    </>
  );
}

function Part({ part }: { part: ContentPart }) {
  const { t } = useTranslation();
  switch (part.kind) {
    case 'text':
      return <p className={styles.text}>{part.text}</p>;
    case 'image':
      return <ImagePart image={part.image} />;
    case 'buttons':
      return (
        <ul className={styles.buttons} aria-label={t('message.buttons')}>
          {part.buttons.map((button) => (
            <li key={button.value}>
              <Badge>{button.label}</Badge>
            </li>
          ))}
        </ul>
      );
    case 'product-card':
      return <ProductCard card={part} />;
    case 'order-card':
      return <OrderCard card={part} />;
    case 'form':
      return <FormPart title={part.title} fields={part.fields} />;
    case 'form-answer':
      return <FormAnswerPart values={part.values} />;
    case 'sources':
      return <SourcesPart sources={part.sources} />;
    case 'rating-request':
      return <p className={styles.muted}>{t('message.ratingRequest')}</p>;
    case 'rating':
      return <RatingPart score={part.score} comment={part.comment} />;
    default:
      return null;
  }
}
