/** @jsxImportSource preact */
import type { ContentPart } from '../../api/index.ts';
import { useWords } from '../hooks/chat-context.ts';
import { OrderCard, ProductCard } from './Cards.tsx';
import { FormCard, type FormPart, type FormState } from './FormCard.tsx';
import { Star } from './Icon.tsx';
import { Picture, type ShownPicture } from './Picture.tsx';
import { QuickReplies } from './QuickReplies.tsx';
import { RevealedText } from './RevealedText.tsx';
import { RichText } from './RichText.tsx';
import { Sources } from './Sources.tsx';

export type MessageBodyProps = {
  content: readonly ContentPart[];
  /** Nothing came after it: its buttons can be pressed. */
  isLatest: boolean;
  onPicture(picture: ShownPicture): void;
  formState?(form: FormPart): FormState;
  /** The form that an answer belongs to, for its labels. */
  findForm?(formId: string): FormPart | undefined;
  reveal?: { onEnd(): void };
};

/** The parts of one message in their order. */
export function MessageBody(props: MessageBodyProps) {
  const lastText = props.content.findLastIndex((part) => part.kind === 'text');
  return (
    <>
      {props.content.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a message keep their order
        <Part key={index} part={part} body={props} isRevealed={index === lastText} />
      ))}
    </>
  );
}

function Part({ part, body, isRevealed }: { part: ContentPart; body: MessageBodyProps; isRevealed: boolean }) {
  switch (part.kind) {
    case 'text':
      return (
        <div class="bubble">
          {body.reveal && isRevealed ? (
            <RevealedText text={part.text} onEnd={body.reveal.onEnd} />
          ) : (
            <RichText text={part.text} />
          )}
        </div>
      );
    case 'image':
      return <Picture image={part.image} onOpen={body.onPicture} />;
    case 'buttons':
      return body.isLatest ? <QuickReplies buttons={part.buttons} /> : null;
    case 'product-card':
      return <ProductCard card={part} />;
    case 'order-card':
      return <OrderCard card={part} />;
    case 'form':
      return <FormCard form={part} state={body.formState?.(part) ?? 'expired'} />;
    case 'form-answer':
      return <FormAnswer values={part.values} form={body.findForm?.(part.formId)} />;
    case 'sources':
      return <Sources sources={part.sources} />;
    case 'rating':
      return <RatingGiven score={part.score} comment={part.comment} />;
    default:
      return null;
  }
}

function FormAnswer({ values, form }: { values: Readonly<Record<string, string>>; form: FormPart | undefined }) {
  const { t } = useWords();
  const given = Object.entries(values).filter(([, value]) => value !== '');
  if (given.length === 0) return <div class="bubble">{t('form.sent')}</div>;
  return (
    <dl class="bubble form-answer">
      {given.map(([name, value]) => {
        const field = form?.fields.find((one) => one.name === name);
        const label = field?.options?.find((option) => option.value === value)?.label ?? value;
        return (
          <div key={name}>
            {field && <dt>{field.label}</dt>}
            <dd>{label}</dd>
          </div>
        );
      })}
    </dl>
  );
}

function RatingGiven({ score, comment }: { score: number; comment: string }) {
  const { t } = useWords();
  return (
    <div class="rating-given">
      <span class="stars-given" role="img" aria-label={t('rating.given', { count: score })}>
        {[1, 2, 3, 4, 5].map((one) => (
          <Star key={one} isFull={one <= score} size={16} />
        ))}
      </span>
      {comment && <p>{comment}</p>}
      <p class="muted">{t('rating.thanks')}</p>
    </div>
  );
}
