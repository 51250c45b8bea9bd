import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Phone, PhoneMissed, PhoneOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallBackView, Conversation } from '../../../api/index.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { keys } from '../../cache/keys.ts';
import { problemText } from '../../format/problem-text.ts';
import { momentText } from '../../format/time.ts';
import { useNow } from '../../format/use-now.ts';
import { api } from '../../session/api.ts';
import { useAbility, useSession } from '../../session/use-session.ts';
import { CopyButton } from '../../shell/CopyButton.tsx';
import styles from './CallBackCard.module.css';

/** A customer who is to be called: the number, masked until it is opened, and what came of the calls. */
export function CallBackCard({ conversation }: { conversation: Conversation }) {
  const { conversationId, lastSeq, version } = conversation;
  const query = useQuery({
    // Leaving a number and taking it back are messages; calls are noted here.
    queryKey: [...keys.callBack(conversationId), lastSeq, version],
    queryFn: () => api.callBack(conversationId),
    placeholderData: (before) => before,
    staleTime: 10_000,
  });
  const callBack = query.data?.callBack;
  if (!callBack || callBack.state === 'taken-back') return null;
  return <Card key={callBack.askedAt} callBack={callBack} conversation={conversation} />;
}

function Card({ callBack, conversation }: { callBack: CallBackView; conversation: Conversation }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const isAsked = callBack.state === 'asked';
  const moment = (at: string) => momentText(at, i18n.language, now);
  return (
    <section className={styles.card} aria-label={t('callBack.title')}>
      <div className={styles.head}>
        <Phone aria-hidden="true" />
        <h3>{t('callBack.title')}</h3>
        <Badge tone={isAsked ? 'warning' : callBack.state === 'reached' ? 'success' : 'danger'}>
          {t(`callBack.state.${callBack.state}`)}
        </Badge>
        <span className={styles.muted}>{t('callBack.askedAt', { time: moment(callBack.askedAt) })}</span>
      </div>
      {callBack.entersAt && (
        <p className={styles.note}>{t('callBack.entersAt', { time: moment(callBack.entersAt) })}</p>
      )}
      {isAsked && callBack.triedAt && (
        <p className={styles.note}>{t('callBack.triedAt', { time: moment(callBack.triedAt) })}</p>
      )}
      {isAsked ? <Calling callBack={callBack} conversation={conversation} /> : <p>{callBack.phoneMasked}</p>}
    </section>
  );
}

/** The number and the two outcomes, for whoever has the conversation. */
function Calling({ callBack, conversation }: { callBack: CallBackView; conversation: Conversation }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const ownId = useSession().staff.staffId;
  const mayCall = useAbility('customers.call');
  const [phone, setPhone] = useState<string>();
  const { conversationId, handler } = conversation;
  const isOwn = handler.kind === 'agent' && handler.staffId === ownId;
  const open = useMutation({
    mutationFn: () => api.openCallBack(conversationId),
    onSuccess: (one) => setPhone(one.phone),
  });
  const note = useMutation({
    mutationFn: (outcome: 'reached' | 'missed') => api.noteCall(conversationId, outcome),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.callBack(conversationId) }),
  });
  const problem = open.error ?? note.error;
  return (
    <>
      <div className={styles.row}>
        {phone === undefined ? (
          <span className={styles.phone}>{callBack.phoneMasked}</span>
        ) : (
          <span className={styles.phone}>
            <a href={`tel:${phone}`}>{phone}</a>
            <CopyButton text={phone} label={t('common.copy')} />
          </span>
        )}
        {isOwn && mayCall && phone === undefined && (
          <Button size="small" look="primary" disabled={open.isPending} onClick={() => open.mutate()}>
            {t('callBack.open')}
          </Button>
        )}
        {isOwn && mayCall && (
          <>
            <Button
              size="small"
              icon={<Phone aria-hidden="true" />}
              disabled={note.isPending}
              onClick={() => note.mutate('reached')}
            >
              {t('callBack.reached')}
            </Button>
            <Button
              size="small"
              icon={callBack.tries === 0 ? <PhoneMissed aria-hidden="true" /> : <PhoneOff aria-hidden="true" />}
              disabled={note.isPending}
              onClick={() => note.mutate('missed')}
            >
              {t(callBack.tries === 0 ? 'callBack.missed' : 'callBack.missedAgain')}
            </Button>
          </>
        )}
      </div>
      {!isOwn && <p className={styles.note}>{t('callBack.takeFirst')}</p>}
      {problem && (
        <p className={styles.problem} role="alert">
          {problemText(t, problem)}
        </p>
      )}
    </>
  );
}
