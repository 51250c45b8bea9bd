/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { useChat, useWords } from '../hooks/chat-context.ts';
import { Star } from './Icon.tsx';

const scores = [1, 2, 3, 4, 5] as const;
type Score = (typeof scores)[number];
const longestComment = 500;

/** Five stars and a word, when a conversation ends or the customer wants to. */
export function RatingCard({ onSkip }: { onSkip(): void }) {
  const { outbox } = useChat();
  const { t } = useWords();
  const [score, setScore] = useState<Score | undefined>();
  const [pointed, setPointed] = useState<Score | undefined>();
  const [comment, setComment] = useState('');
  const shown = pointed ?? score ?? 0;
  const word = scores.find((one) => one === shown);
  return (
    <form
      class="card rating-card"
      aria-label={t('rating.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (score) outbox.add([{ kind: 'rating', score, comment: comment.trim() }]);
      }}
    >
      <p class="card-title">{t('rating.title')}</p>
      <div class="stars" role="radiogroup" aria-label={t('rating.title')} onPointerLeave={() => setPointed(undefined)}>
        {scores.map((one) => (
          <label key={one} class={one <= shown ? 'is-full' : ''} onPointerEnter={() => setPointed(one)}>
            <input
              type="radio"
              name="score"
              class="visually-hidden"
              checked={score === one}
              aria-label={`${t('rating.star', { count: one })}, ${t(`rating.word-${one}`)}`}
              onChange={() => setScore(one)}
            />
            <Star isFull={one <= shown} />
          </label>
        ))}
      </div>
      <p class="rating-word" aria-hidden="true">
        {word ? t(`rating.word-${word}`) : ''}
      </p>
      {score && (
        <>
          <textarea
            rows={2}
            maxLength={longestComment}
            aria-label={t('rating.comment')}
            placeholder={t('rating.comment')}
            value={comment}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
          <button type="submit" class="button-main">
            {t('rating.submit')}
          </button>
        </>
      )}
      <button type="button" class="button-quiet" onClick={onSkip}>
        {t('rating.later')}
      </button>
    </form>
  );
}
