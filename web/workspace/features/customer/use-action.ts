import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionName, ConversationDetail, CustomerPanel } from '../../../api/index.ts';
import { keys } from '../../cache/keys.ts';
import { problemText } from '../../format/problem-text.ts';
import { api } from '../../session/api.ts';
import { newId } from '../../session/new-id.ts';
import { type ActionSubject, type ActionValues, argumentsOf, firstValues } from './action-forms.ts';

export type ActionStep =
  | { kind: 'form'; problem?: string }
  | { kind: 'checking' }
  | { kind: 'preview'; isAllowed: boolean; text: string }
  | { kind: 'performing'; isAllowed: boolean; text: string }
  | { kind: 'done'; isOk: boolean; text: string };

const mostImages = 9;

/** Runs an action: check, then perform once per form however often the button is pressed. */
export function useAction(given: {
  action: ActionName;
  subject: ActionSubject;
  panel: CustomerPanel;
  conversationId: string;
}) {
  const { action, subject, panel, conversationId } = given;
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [values, setValues] = useState<ActionValues>(() => firstValues(action, subject, panel));
  const [step, setStep] = useState<ActionStep>({ kind: 'form' });
  const idempotencyKey = useRef(newId());
  const call = (phase: 'check' | 'perform') =>
    api.act(conversationId, {
      action,
      phase,
      arguments: argumentsOf(
        action,
        subject,
        values,
        imagesIn(cache.getQueryData<ConversationDetail>(keys.conversation(conversationId))),
      ),
      // A check answers anew each time; what is performed happens once.
      idempotencyKey: phase === 'check' ? newId() : idempotencyKey.current,
    });
  const check = async () => {
    setStep({ kind: 'checking' });
    try {
      const { verdict, text } = await call('check');
      setStep({ kind: 'preview', isAllowed: verdict?.ok === true, text });
    } catch (error) {
      setStep({ kind: 'form', problem: problemText(t, error) });
    }
  };
  const perform = async () => {
    if (step.kind !== 'preview') return;
    setStep({ ...step, kind: 'performing' });
    try {
      const { outcome, text } = await call('perform');
      setStep({ kind: 'done', isOk: outcome?.ok === true, text });
      await cache.invalidateQueries({ queryKey: keys.panel(conversationId) });
    } catch (error) {
      // The same key goes out again, so that a lost answer cannot do it twice.
      setStep({ kind: 'form', problem: problemText(t, error) });
    }
  };
  const change = (next: ActionValues) => {
    idempotencyKey.current = newId();
    setValues(next);
  };
  return { values, change, step, check, perform, back: () => setStep({ kind: 'form' }) };
}

/** Pictures that the customer has sent; they prove a problem with goods. */
function imagesIn(detail: ConversationDetail | undefined): string[] {
  return (detail?.messages ?? [])
    .filter((message) => message.author.kind === 'customer')
    .flatMap((message) => message.content.flatMap((part) => (part.kind === 'image' ? [part.image.fileId] : [])))
    .slice(-mostImages);
}
