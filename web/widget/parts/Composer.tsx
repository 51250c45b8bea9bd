/** @jsxImportSource preact */
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useChat, useWords } from '../hooks/chat-context.ts';
import { imageTypes } from '../images/check-image.ts';
import { currentThread } from '../state/threads.ts';
import type { CustomerPart, WidgetState } from '../state/widget-state.ts';
import { ContextStrip } from './ContextStrip.tsx';
import { Icon } from './Icon.tsx';
import { UploadStrip } from './UploadStrip.tsx';

/** Longest text of a message; the server refuses longer ones. */
const longestText = 8_000;
const tallest = 132;

/** Where the customer writes. Enter sends, Shift+Enter is a new line, and an input method's own Enter stays its own. */
export function Composer({ state, input }: { state: WidgetState; input: RefObject<HTMLTextAreaElement> }) {
  const chat = useChat();
  const { t } = useWords();
  const { conversation, context, uploads } = state;
  const { text, setText } = useDraft(currentThread(state.threads)?.conversationId ?? 'new');
  const files = useRef<HTMLInputElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => fitHeight(input.current), [text]);
  const over = text.length - longestText;
  const isUploading = uploads.some((upload) => !upload.image && !upload.trouble);
  const images = uploads.flatMap((upload) => (upload.image ? [upload.image] : []));
  const canSend = (text.trim() !== '' || images.length > 0) && over <= 0 && !isUploading;
  const trouble = uploads.find((upload) => upload.trouble)?.trouble;

  const send = () => {
    if (!canSend) return;
    const asked: CustomerPart[] = context
      ? [{ kind: 'text', text: t('context.message', { title: context.title }) }]
      : [];
    const said: CustomerPart[] = text.trim() === '' ? [] : [{ kind: 'text', text: text.trim() }];
    chat.outbox.add([...asked, ...said, ...images.map((image) => ({ kind: 'image' as const, image }))]);
    for (const { uploadId, image } of uploads) if (image) chat.uploads.remove(uploadId);
    chat.store.dispatch({ type: 'context' });
    chat.typing.sent();
    setText('');
    input.current?.focus();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {context && <ContextStrip context={context} />}
      <UploadStrip uploads={uploads} />
      {(over > 0 || trouble) && (
        <p class="composer-trouble" role="alert">
          {over > 0 ? t('composer.too-long', { limit: longestText, over }) : trouble && t(trouble.key, trouble.values)}
        </p>
      )}
      <div class="composer-line">
        <button
          type="button"
          class="icon-button"
          aria-label={t('composer.attach')}
          onClick={() => files.current?.click()}
        >
          <Icon name="image" size={22} />
        </button>
        <input
          ref={files}
          type="file"
          class="visually-hidden"
          tabIndex={-1}
          aria-hidden="true"
          multiple
          accept={imageTypes.join(',')}
          onChange={(event) => {
            chat.uploads.add([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
        <textarea
          ref={input}
          rows={1}
          aria-label={t('composer.label')}
          placeholder={t(conversation?.status === 'closed' ? 'composer.placeholder-closed' : 'composer.placeholder')}
          enterkeyhint="send"
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            chat.typing.changed(event.currentTarget.value);
          }}
          onPaste={(event) => {
            const pasted = [...(event.clipboardData?.files ?? [])];
            if (pasted.length === 0) return;
            event.preventDefault();
            chat.uploads.add(pasted);
          }}
          onKeyDown={(event) => {
            // Safari ends the composition before the key that ended it; its key code is 229 then.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
            event.preventDefault();
            send();
          }}
        />
        <button type="submit" class="send-button" aria-label={t('composer.send')} disabled={!canSend}>
          <Icon name="send" size={20} />
        </button>
      </div>
    </form>
  );
}

/** The text that was begun, kept per conversation and found again after a reload. */
function useDraft(conversationId: string): { text: string; setText(text: string): void } {
  const { storage } = useChat();
  const name = `draft.${conversationId}`;
  const [text, show] = useState(storage.get(name) ?? '');
  const shownFor = useRef(name);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another conversation brings another draft
  useEffect(() => {
    if (shownFor.current === name) return;
    // The first message gives the conversation its id; what was typed on meanwhile moves along.
    const begun = storage.get(name) ?? (shownFor.current === 'draft.new' ? text : '');
    storage.remove('draft.new');
    shownFor.current = name;
    setText(begun);
  }, [name]);
  const setText = (next: string) => {
    show(next);
    if (next === '') storage.remove(name);
    else storage.set(name, next);
  };
  return { text, setText };
}

function fitHeight(element: HTMLTextAreaElement | null): void {
  if (!element) return;
  element.style.height = 'auto';
  element.style.height = `${Math.min(tallest, element.scrollHeight)}px`;
}
