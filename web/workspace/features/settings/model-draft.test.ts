import { describe, expect, it } from 'vitest';
import type { ModelSettings } from '../../../api/staff-views.ts';
import { modelChange, presetOf, toModelDraft, withPreset } from './model-draft.ts';

const settings: ModelSettings = {
  url: 'https://api.deepseek.com/v1',
  name: 'deepseek-chat',
  hasKey: true,
  embeddingUrl: null,
  embeddingName: null,
  allowsPrivate: false,
  inputPrice: 200,
  outputPrice: null,
  tokensPerHour: null,
  inherited: null,
  presets: [
    {
      id: 'deepseek',
      label: 'DeepSeek',
      url: 'https://api.deepseek.com/v1',
      names: ['deepseek-chat'],
      needsKey: true,
      isPrivate: false,
      embeddingNames: [],
    },
    {
      id: 'ollama',
      label: 'Ollama',
      url: 'http://127.0.0.1:11434/v1',
      names: ['qwen2.5:7b'],
      needsKey: false,
      isPrivate: true,
      embeddingNames: [],
    },
  ],
  local: [],
  usage: [],
  currency: 'CNY',
};
const draft = toModelDraft(settings);
const ollama = settings.presets[1];

describe('the settings of a model', () => {
  it('send only what was changed, prices in the smallest unit', () => {
    expect(modelChange(settings, draft)).toEqual({});
    expect(modelChange(settings, { ...draft, outputPrice: '8.5', tokensPerHour: '500000', key: 'k' })).toEqual({
      key: 'k',
      outputPrice: 850,
      tokensPerHour: 500_000,
    });
  });

  it('are emptied by empty fields', () => {
    expect(modelChange(settings, { ...draft, url: ' ', name: '', inputPrice: '' })).toEqual({
      url: null,
      name: null,
      inputPrice: null,
    });
  });

  it.each(['free', '-1', 'NaN'])('take "%s" as no price', (inputPrice) => {
    expect(modelChange(settings, { ...draft, inputPrice })).toEqual({ inputPrice: null });
  });

  it('are filled in by a well-known server, which is known again by its address', () => {
    if (!ollama) throw new Error('no preset');
    const filled = withPreset(draft, ollama);
    expect(modelChange(settings, filled)).toEqual({ url: ollama.url, name: 'qwen2.5:7b', allowsPrivate: true });
    expect(presetOf(settings.presets, `${ollama.url}/`)?.id).toBe('ollama');
    expect(presetOf(settings.presets, 'https://own.example/v1')).toBeUndefined();
  });
});
