import { useQuery } from '@tanstack/react-query';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../../ui/class-names.ts';
import { keys } from '../../cache/keys.ts';
import { inLanguage } from '../../format/words.ts';
import { api } from '../../session/api.ts';
import { useSession } from '../../session/use-session.ts';
import styles from './CannedPicker.module.css';
import { fillCanned, findCanned } from './canned.ts';

/** Ready answers above the reply box, found by what follows the slash, in the customer's language. */
export function CannedPicker(props: {
  words: string;
  language: string;
  pick(text: string): void;
  close(): void;
  /** Gets the keys of the reply box while the picker is open; true where it has used one. */
  keyRef: RefObject<((key: string) => boolean) | null>;
}) {
  const { t, i18n } = useTranslation();
  const { staff } = useSession();
  const { words, language, pick, close, keyRef } = props;
  const { data } = useQuery({
    queryKey: keys.cannedReplies,
    queryFn: () => api.cannedReplies(),
    staleTime: 10 * 60_000,
  });
  const found = findCanned(data?.replies ?? [], words);
  const [at, setAt] = useState(0);
  const chosen = Math.min(at, Math.max(0, found.length - 1));
  const use = (index: number) => {
    const reply = found[index];
    if (reply) pick(fillCanned(inLanguage(reply.text, language), { 'agent.name': staff.name }));
  };
  useEffect(() => {
    keyRef.current = (key) => {
      if (key === 'Escape') close();
      else if (key === 'ArrowDown') setAt((chosen + 1) % Math.max(1, found.length));
      else if (key === 'ArrowUp') setAt((chosen - 1 + found.length) % Math.max(1, found.length));
      else if ((key === 'Enter' || key === 'Tab') && found.length > 0) use(chosen);
      else return false;
      return true;
    };
    return () => {
      keyRef.current = null;
    };
  });
  return (
    <div className={styles.picker}>
      <span className="visually-hidden" role="status">
        {found[chosen] && inLanguage(found[chosen].title, i18n.language)}
      </span>
      {data && found.length === 0 && <p className={styles.empty}>{t('compose.cannedEmpty')}</p>}
      {found.length > 0 && (
        <div role="listbox" aria-label={t('compose.canned')} tabIndex={0}>
          {found.map((reply, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the reply box handles the keys
            <div
              key={reply.shortcut}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              className={classNames(styles.option, index === chosen && styles.chosen)}
              ref={(element) => {
                if (index === chosen) element?.scrollIntoView({ block: 'nearest' });
              }}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => use(index)}
            >
              <span className={styles.head}>
                <span className={styles.shortcut}>/{reply.shortcut}</span>
                {inLanguage(reply.title, i18n.language)}
              </span>
              <span className={styles.text}>
                {fillCanned(inLanguage(reply.text, language), { 'agent.name': staff.name })}
              </span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
