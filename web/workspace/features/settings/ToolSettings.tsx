import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ToolsAnswer } from '../../../api/settings-calls.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Check } from '../../../ui/Check.tsx';
import { Field } from '../../../ui/Field.tsx';
import { keys } from '../../cache/keys.ts';
import { momentText } from '../../format/time.ts';
import { api } from '../../session/api.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import { Card } from '../../shell/Card.tsx';
import { CopyField } from '../../shell/CopyField.tsx';
import { Loaded } from '../../shell/Loaded.tsx';
import { SureButton } from '../../shell/SureButton.tsx';
import styles from './SettingsForm.module.css';
import { ToolServers } from './ToolServers.tsx';

/** Tools between agents (MCP): who may call the shop's own tools, and which tools of others the AI may ask. */
export function ToolSettings() {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: keys.tools, queryFn: () => api.tools() });
  return (
    <>
      <Card title={t('tools.title')} hint={t('tools.hint')}>
        <Loaded query={query}>{(answer) => <Tokens answer={answer} />}</Loaded>
      </Card>
      <Card title={t('tools.serversTitle')} hint={t('tools.serversHint')}>
        <Loaded query={query}>{(answer) => <ToolServers servers={answer.servers} />}</Loaded>
      </Card>
    </>
  );
}

function Tokens({ answer }: { answer: ToolsAnswer }) {
  const { t, i18n } = useTranslation();
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  const revoke = useMutation({
    mutationFn: (tokenId: string) => api.revokeToolToken(tokenId),
    onSuccess: () => void cache.invalidateQueries({ queryKey: keys.tools }),
    onError: tellProblem,
  });
  const holding = answer.tokens.filter((token) => token.revokedAt === null);
  return (
    <div className={styles.stack}>
      <p>
        {t('tools.address')} <code>{answer.address}</code> · {t('tools.count', { count: answer.tools.length })}
      </p>
      {holding.length === 0 && <p>{t('tools.noTokens')}</p>}
      {holding.map((token) => (
        <div key={token.tokenId} className={styles.token}>
          <span>
            <strong>{token.name}</strong>{' '}
            {token.scopes.map((scope) => (
              <Badge key={scope} tone={scope === 'act' ? 'warning' : 'neutral'}>
                {t(`tools.scope.${scope}`)}
              </Badge>
            ))}
            <small>
              {t('tools.limits', { calls: token.limits.callsPerMinute, changes: token.limits.changesPerDay })}
              {token.expiresAt &&
                ` · ${t('tools.expires', { date: momentText(token.expiresAt, i18n.language, Date.now()) })}`}
              {` · ${
                token.lastUsedAt
                  ? t('tools.lastUsed', { date: momentText(token.lastUsedAt, i18n.language, Date.now()) })
                  : t('tools.neverUsed')
              }`}
            </small>
          </span>
          <SureButton
            size="small"
            look="danger"
            label={t('tools.revoke')}
            sure={t('tools.revokeSure')}
            isDisabled={revoke.isPending}
            onSure={() => revoke.mutate(token.tokenId)}
          />
        </div>
      ))}
      <NewToken />
    </div>
  );
}

function NewToken() {
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  const [name, setName] = useState('');
  const [mayAct, setMayAct] = useState(false);
  const create = useMutation({
    mutationFn: () => api.createToolToken({ name: name.trim(), scopes: mayAct ? ['read', 'act'] : ['read'], days: 90 }),
    onSuccess: () => {
      setName('');
      void cache.invalidateQueries({ queryKey: keys.tools });
    },
    onError: tellProblem,
  });
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <Field label={t('tools.tokenName')} hint={t('tools.tokenNameHint')}>
        {(ids) => (
          <input
            {...ids}
            className="control"
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Check label={t('tools.mayAct')} hint={t('tools.mayActHint')} isChecked={mayAct} onChange={setMayAct} />
      <div className={styles.actions}>
        <Button type="submit" disabled={name.trim() === '' || create.isPending}>
          {t('tools.create')}
        </Button>
      </div>
      {create.data && (
        <CopyField label={t('tools.tokenOnce')} hint={t('tools.tokenOnceHint')} text={create.data.token} />
      )}
    </form>
  );
}
