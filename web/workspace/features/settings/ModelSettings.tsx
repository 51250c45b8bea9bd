import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ModelSettings as Settings } from '../../../api/staff-views.ts';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { problemText } from '../../format/problem-text.ts';
import { api } from '../../session/api.ts';
import { useAbility } from '../../session/use-session.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import { Card } from '../../shell/Card.tsx';
import { Loaded } from '../../shell/Loaded.tsx';
import { ModelForm } from './ModelForm.tsx';
import { ModelUsage } from './ModelUsage.tsx';
import type { ModelDraft } from './model-draft.ts';
import { modelChange } from './model-draft.ts';

/** The shop's language model: which one, whether it answers, and what it costs. Without one everything works, too. */
export function ModelSettings() {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: keys.modelSettings, queryFn: () => api.modelSettings() });
  return (
    <Card title={t('models.title')} hint={t('models.hint')}>
      <Loaded query={query}>{(settings) => <ModelEditor key={JSON.stringify(settings)} settings={settings} />}</Loaded>
    </Card>
  );
}

function ModelEditor({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  const mayWrite = useAbility('settings.write');
  const save = useMutation({
    mutationFn: (draft: ModelDraft) => api.saveModelSettings(modelChange(settings, draft)),
    onSuccess: (stored) => {
      cache.setQueryData(keys.modelSettings, stored);
      showToast({ tone: 'success', words: t('models.saved') });
    },
    onError: tellProblem,
  });
  const test = useMutation({ mutationFn: (draft: ModelDraft) => api.testModel(modelChange(settings, draft)) });
  return (
    <>
      <ModelForm
        settings={settings}
        isReadOnly={!mayWrite}
        isBusy={save.isPending}
        isTesting={test.isPending}
        findings={test.data?.findings}
        testProblem={test.isError ? problemText(t, test.error) : undefined}
        onSave={save.mutate}
        onTest={test.mutate}
      />
      <ModelUsage usage={settings.usage} currency={settings.currency} />
    </>
  );
}
