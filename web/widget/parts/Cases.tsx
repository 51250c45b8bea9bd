/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CustomerCase } from '../../api/index.ts';
import { newId } from '../connection/outbox.ts';
import type { CaseList } from '../connection/widget-calls.ts';
import { useChat, useWords } from '../hooks/chat-context.ts';

type List = CaseList | 'failed' | undefined;

/** The customer's own after-sales cases, in place of the talk; one can be withdrawn here. */
export function Cases({ onBack }: { onBack(): void }) {
  const { calls } = useChat();
  const { t } = useWords();
  const [list, setList] = useState<List>();
  const back = useRef<HTMLButtonElement>(null);
  const load = () => void calls.cases().then((answer) => setList(answer.ok ? answer.value : 'failed'));
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the list opens
  useEffect(() => {
    back.current?.focus();
    load();
  }, []);
  return (
    <section class="cases" aria-label={t('cases.title')} aria-busy={list === undefined}>
      <button ref={back} type="button" class="button-quiet" onClick={onBack}>
        {t('panel.end-cancel')}
      </button>
      {list === 'failed' && <p role="alert">{t('error.away')}</p>}
      {typeof list === 'object' && list.cases.length === 0 && (
        <p class="muted">{t(list.isKnown ? 'cases.empty' : 'cases.unknown')}</p>
      )}
      {typeof list === 'object' && list.cases.map((one) => <Card key={one.caseId} one={one} onChanged={load} />)}
    </section>
  );
}

function Card({ one, onChanged }: { one: CustomerCase; onChanged(): void }) {
  const { calls } = useChat();
  const { t } = useWords();
  const [asked, setAsked] = useState<{ ok: boolean; text: string; key?: string }>();
  const [isBusy, setBusy] = useState(false);
  const call = (key?: string) => {
    setBusy(true);
    void calls.withdraw(one.caseId, key).then((answer) => {
      setBusy(false);
      if (!answer.ok) return setAsked({ ok: false, text: t('error.away') });
      const { ok, text } = answer.value;
      // What is confirmed goes out under one key, however often the button is pressed.
      setAsked({ ok: ok && key === undefined, text, key: key ?? newId() });
      if (key !== undefined) onChanged();
    });
  };
  return (
    <article class="card order-card">
      <header>
        <span class="card-title">{one.title}</span>
        <span class="order-status">{one.stateText}</span>
      </header>
      <p>{one.text}</p>
      {asked && <p role="status">{asked.text}</p>}
      <footer>
        <span class="muted order-id">{one.caseId}</span>
        {asked?.ok ? (
          <>
            <button type="button" class="button-quiet" onClick={() => setAsked(undefined)}>
              {t('cases.keep')}
            </button>
            <button type="button" class="button-main" disabled={isBusy} onClick={() => call(asked.key)}>
              {t('cases.confirm')}
            </button>
          </>
        ) : (
          one.mayWithdraw && (
            <button type="button" class="button-quiet" disabled={isBusy} onClick={() => call()}>
              {t('cases.withdraw')}
            </button>
          )
        )}
      </footer>
    </article>
  );
}
