import type { ModelChange, ModelPreset, ModelSettings } from '../../../api/staff-views.ts';

/** The model's settings as they are typed; prices in whole money units for a million tokens. */
export type ModelDraft = {
  url: string;
  name: string;
  key: string;
  allowsPrivate: boolean;
  embeddingUrl: string;
  embeddingName: string;
  inputPrice: string;
  outputPrice: string;
  tokensPerHour: string;
};

/** What the form starts with. */
export function toModelDraft(settings: ModelSettings): ModelDraft {
  return {
    url: settings.url ?? '',
    name: settings.name ?? '',
    key: '',
    allowsPrivate: settings.allowsPrivate,
    embeddingUrl: settings.embeddingUrl ?? '',
    embeddingName: settings.embeddingName ?? '',
    inputPrice: toUnits(settings.inputPrice),
    outputPrice: toUnits(settings.outputPrice),
    tokensPerHour: settings.tokensPerHour === null ? '' : String(settings.tokensPerHour),
  };
}

/** What differs from the stored settings, as the server takes it; an empty field means none. */
export function modelChange(settings: ModelSettings, draft: ModelDraft): ModelChange {
  const before = toModelDraft(settings);
  const change: ModelChange = {};
  if (before.url !== draft.url) change.url = draft.url.trim() || null;
  if (before.name !== draft.name) change.name = draft.name.trim() || null;
  if (draft.key !== '') change.key = draft.key;
  if (before.allowsPrivate !== draft.allowsPrivate) change.allowsPrivate = draft.allowsPrivate;
  if (before.embeddingUrl !== draft.embeddingUrl) change.embeddingUrl = draft.embeddingUrl.trim() || null;
  if (before.embeddingName !== draft.embeddingName) change.embeddingName = draft.embeddingName.trim() || null;
  if (before.inputPrice !== draft.inputPrice) change.inputPrice = toMinor(draft.inputPrice);
  if (before.outputPrice !== draft.outputPrice) change.outputPrice = toMinor(draft.outputPrice);
  if (before.tokensPerHour !== draft.tokensPerHour) change.tokensPerHour = Number(draft.tokensPerHour) || null;
  return change;
}

/** A chosen server fills in what is known of it; what was typed elsewhere stays. */
export function withPreset(draft: ModelDraft, preset: ModelPreset): ModelDraft {
  return {
    ...draft,
    url: preset.url,
    name: preset.names[0] ?? '',
    embeddingName: '',
    embeddingUrl: '',
    allowsPrivate: preset.isPrivate,
  };
}

/** The preset whose address this is; undefined for a server of one's own. */
export function presetOf(presets: readonly ModelPreset[], url: string): ModelPreset | undefined {
  return presets.find((preset) => preset.url === url.trim().replace(/\/+$/, ''));
}

function toUnits(minor: number | null): string {
  return minor === null ? '' : String(minor / 100);
}

function toMinor(units: string): number | null {
  const value = Number(units);
  return units.trim() === '' || !Number.isFinite(value) || value < 0 ? null : Math.round(value * 100);
}
