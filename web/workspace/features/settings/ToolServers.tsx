import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerTool, ServerToolChange, ToolServer } from '../../../api/index.ts';
import type { ToolsAnswer } from '../../../api/settings-calls.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Check } from '../../../ui/Check.tsx';
import { Field } from '../../../ui/Field.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import { SureButton } from '../../shell/SureButton.tsx';
import styles from './SettingsForm.module.css';

/** Connected servers with their tools; each tool is off until somebody has read what it does and approved it. */
export function ToolServers({ servers }: { servers: readonly ToolServer[] }) {
  const { t } = useTranslation();
  const { run, isBusy } = useToolsChange();
  return (
    <div className={styles.stack}>
      {servers.length === 0 && <p>{t('tools.noServers')}</p>}
      {servers.map((server) => (
        <section key={server.serverId} className={styles.stack} aria-label={server.name}>
          <p>
            <strong>{server.name}</strong> <code>{server.url}</code>{' '}
            {server.problem && <Badge tone="danger">{t('tools.problem')}</Badge>}
          </p>
          {server.problem && <p>{server.problem}</p>}
          {server.tools.map((tool) => (
            <ToolForm key={tool.name + JSON.stringify(tool)} serverId={server.serverId} tool={tool} />
          ))}
          <div className={styles.actions}>
            <Button size="small" disabled={isBusy} onClick={() => run(() => api.refreshToolServer(server.serverId))}>
              {t('tools.refresh')}
            </Button>
            <SureButton
              size="small"
              look="danger"
              label={t('tools.remove')}
              sure={t('tools.removeSure')}
              isDisabled={isBusy}
              onSure={() => run(() => api.removeToolServer(server.serverId).then(() => api.tools()))}
            />
          </div>
        </section>
      ))}
      <NewServer />
    </div>
  );
}

/** One change at a time; the answer is the whole new state. */
function useToolsChange() {
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  const change = useMutation({
    mutationFn: (call: () => Promise<ToolsAnswer>) => call(),
    onSuccess: (answer) => {
      cache.setQueryData(keys.tools, answer);
      showToast({ tone: 'success', words: t('tools.saved') });
    },
    onError: tellProblem,
  });
  return { run: change.mutate, isBusy: change.isPending };
}

const risks = ['read', 'change', 'money'] as const;

function ToolForm({ serverId, tool }: { serverId: string; tool: ServerTool }) {
  const { t } = useTranslation();
  const { run, isBusy } = useToolsChange();
  const [risk, setRisk] = useState(tool.risk);
  const [words, setWords] = useState(tool.words.join(' '));
  const [given, setGiven] = useState(linesOf(tool.arguments));
  const save = (isApproved: boolean) => {
    const change: ServerToolChange = {
      isApproved,
      risk,
      words: words.split(/[\s,，、]+/).filter(Boolean),
      arguments: argumentsIn(given),
      limits: tool.limits,
    };
    run(() => api.changeServerTool(serverId, tool.name, change));
  };
  return (
    <details>
      <summary>
        {tool.name}{' '}
        <Badge tone={tool.isApproved ? 'success' : 'neutral'}>{t(tool.isApproved ? 'tools.on' : 'tools.off')}</Badge>{' '}
        <Badge tone={tool.risk === 'read' ? 'neutral' : 'warning'}>{t(`tools.risk.${tool.risk}`)}</Badge>
      </summary>
      <div className={styles.stack}>
        <p>{tool.description}</p>
        <Field label={t('tools.riskLabel')} hint={t('tools.riskHint')}>
          {(ids) => (
            <select
              {...ids}
              className="control"
              value={risk}
              onChange={(event) => setRisk(risks.find((one) => one === event.target.value) ?? 'money')}
            >
              {risks.map((one) => (
                <option key={one} value={one}>
                  {t(`tools.risk.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('tools.words')} hint={t('tools.wordsHint')}>
          {(ids) => (
            <input {...ids} className="control" value={words} onChange={(event) => setWords(event.target.value)} />
          )}
        </Field>
        <Field label={t('tools.arguments')} hint={t('tools.argumentsHint')}>
          {(ids) => (
            <textarea
              {...ids}
              className="control"
              rows={2}
              spellCheck={false}
              placeholder="query={text}"
              value={given}
              onChange={(event) => setGiven(event.target.value)}
            />
          )}
        </Field>
        <div className={styles.actions}>
          <Button size="small" look="primary" disabled={isBusy} onClick={() => save(true)}>
            {t('tools.approve')}
          </Button>
          <Button size="small" disabled={isBusy || !tool.isApproved} onClick={() => save(false)}>
            {t('tools.turnOff')}
          </Button>
        </div>
      </div>
    </details>
  );
}

function NewServer() {
  const { t } = useTranslation();
  const { run, isBusy } = useToolsChange();
  const [draft, setDraft] = useState({ name: '', url: '', token: '', allowsPrivate: false });
  const isReady = draft.name.trim() !== '' && /^https?:\/\/\S+$/.test(draft.url.trim());
  const text = (name: 'name' | 'url' | 'token') => (
    <Field key={name} label={t(`tools.server.${name}`)}>
      {(ids) => (
        <input
          {...ids}
          className="control"
          type={name === 'token' ? 'password' : 'text'}
          autoComplete={name === 'token' ? 'new-password' : 'off'}
          spellCheck={false}
          value={draft[name]}
          onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        const { token, ...rest } = draft;
        run(() => api.addToolServer({ ...rest, url: rest.url.trim(), ...(token ? { token } : {}) }));
      }}
    >
      <div className={styles.pair}>{(['name', 'url', 'token'] as const).map(text)}</div>
      <Check
        label={t('models.allowsPrivate')}
        hint={t('models.allowsPrivateHint')}
        isChecked={draft.allowsPrivate}
        onChange={(allowsPrivate) => setDraft({ ...draft, allowsPrivate })}
      />
      <div className={styles.actions}>
        <Button type="submit" disabled={!isReady || isBusy}>
          {t('tools.connect')}
        </Button>
      </div>
    </form>
  );
}

function linesOf(given: Readonly<Record<string, string>>): string {
  return Object.entries(given)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
}

/** One argument a line: `name=text`. */
function argumentsIn(lines: string): Record<string, string> {
  return Object.fromEntries(
    lines.split('\n').flatMap((line) => {
      const at = line.indexOf('=');
      return at < 1 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()]];
    }),
  );
}
