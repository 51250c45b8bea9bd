/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import { useChat, useWords } from '../hooks/chat-context.ts';
import { useFocusTrap } from '../hooks/use-focus.ts';
import { phoneQuery, useMedia } from '../hooks/use-media.ts';
import { usePhoneScreen } from '../hooks/use-phone-screen.ts';
import type { WidgetState } from '../state/widget-state.ts';
import { ConnectionBanner, QueueBanner } from './Banners.tsx';
import { Cases } from './Cases.tsx';
import { Composer } from './Composer.tsx';
import { EndQuestion } from './EndQuestion.tsx';
import { Header } from './Header.tsx';
import { Lightbox } from './Lightbox.tsx';
import type { ShownPicture } from './Picture.tsx';
import { Thread } from './Thread.tsx';

/** The open window. */
export function Panel({ state, onClose }: { state: WidgetState; onClose(): void }) {
  const chat = useChat();
  const { t, language } = useWords();
  const panel = useRef<HTMLElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const isPhone = useMedia(phoneQuery);
  const [picture, setPicture] = useState<ShownPicture | undefined>();
  const [isAtCases, setAtCases] = useState(false);
  const [isEnding, setEnding] = useState(false);
  const [isDropping, setDropping] = useState(false);
  useFocusTrap(panel, isPhone && !picture);
  usePhoneScreen(panel, isPhone);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the window opens
  useEffect(() => {
    // On a phone the keyboard would cover the first words.
    if (isPhone) panel.current?.focus();
    else input.current?.focus();
  }, []);
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

  return (
    <section
      ref={panel}
      class="panel"
      lang={language}
      role="dialog"
      aria-modal={isPhone}
      aria-label={t('panel.label', { shop: state.shop?.name ?? '' }).trim()}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.isComposing) return;
        event.stopPropagation();
        if (isEnding) setEnding(false);
        else if (isAtCases) setAtCases(false);
        else onClose();
      }}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={(event) => event.currentTarget === event.target && setDropping(false)}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setDropping(false);
        chat.uploads.add([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <Header state={state} onClose={onClose} onEnd={() => setEnding(true)} onCases={() => setAtCases(true)} />
      <ConnectionBanner connection={state.connection} />
      <QueueBanner state={state} />
      {state.refusal ? (
        <p class="refusal" role="alert">
          {t(state.refusal.key, state.refusal.values)}
        </p>
      ) : isAtCases ? (
        <Cases onBack={() => setAtCases(false)} />
      ) : (
        <>
          <Thread state={state} onPicture={setPicture} />
          {isEnding ? <EndQuestion onDone={() => setEnding(false)} /> : <Composer state={state} input={input} />}
        </>
      )}
      {isDropping && <div class="drop-zone">{t('composer.drop')}</div>}
      {picture && (
        <Lightbox
          picture={picture}
          onClose={() => {
            setPicture(undefined);
            panel.current?.focus();
          }}
        />
      )}
    </section>
  );
}
