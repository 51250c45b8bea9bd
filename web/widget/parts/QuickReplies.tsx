/** @jsxImportSource preact */
import type { Button } from '../../api/index.ts';
import { useChat } from '../hooks/chat-context.ts';

/** Answers to press below the last message. */
export function QuickReplies({ buttons }: { buttons: readonly Button[] }) {
  const { outbox } = useChat();
  return (
    <div class="quick-replies">
      {buttons.map(({ label, value }) => (
        <button
          key={value}
          type="button"
          onClick={() => outbox.add([{ kind: 'text', text: label, ...(value === label ? {} : { value }) }])}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
