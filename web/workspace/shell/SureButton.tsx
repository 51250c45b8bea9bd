import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, type ButtonProps } from '../../ui/Button.tsx';

/** A button for what cannot be taken back: it asks in place, in words that say what goes. The way back has the focus, so that a second Enter harms nothing. */
export function SureButton(props: {
  label: string;
  /** What the second press does, e.g. "Remove it with all its log". */
  sure: string;
  size?: ButtonProps['size'];
  look?: ButtonProps['look'];
  className?: string | undefined;
  isDisabled?: boolean;
  onSure(): void;
}) {
  const { t } = useTranslation();
  const { label, sure, size = 'medium', look = 'plain', className, isDisabled = false } = props;
  const [isAsking, setAsking] = useState(false);
  const back = useRef<HTMLButtonElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);
  useEffect(() => {
    if (isAsking) back.current?.focus();
    else if (wasAsking.current) first.current?.focus();
    wasAsking.current = isAsking;
  }, [isAsking]);
  if (!isAsking)
    return (
      <Button
        ref={first}
        size={size}
        look={look}
        className={className}
        disabled={isDisabled}
        onClick={() => setAsking(true)}
      >
        {label}
      </Button>
    );
  return (
    <>
      <Button
        size={size}
        look="danger"
        className={className}
        disabled={isDisabled}
        // The second half of a double click is no second thought.
        onClick={({ detail }) => {
          if (detail > 1) return;
          setAsking(false);
          props.onSure();
        }}
      >
        {sure}
      </Button>
      <Button
        ref={back}
        size={size}
        look="quiet"
        onClick={() => setAsking(false)}
        onKeyDown={(event) => event.key === 'Escape' && setAsking(false)}
      >
        {t('common.cancel')}
      </Button>
    </>
  );
}
