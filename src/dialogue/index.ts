export { callBackCancel, callBackForm, callBackPlan } from './call-back.ts';
export { decide, initialDialogueState, rememberWordings, stateAfterPeople } from './decide.ts';
export { dialogueSettings } from './dialogue-settings.ts';
export { type ExplainInput, explainTurn } from './explain.ts';
export { mergeResult } from './flow-engine.ts';
export type { FlowDefinition, FlowLibrary, SkillGroup } from './flows/flow-definition.ts';
export { findFlowFaults, flowDefinitionSchema, skillGroups, slotTypes } from './flows/flow-definition.ts';
export { builtInFlows, checkFlow, loadFlows } from './flows/load-flows.ts';
export {
  checkBeginning,
  checkDraft,
  type DraftContext,
  type DraftVerdict,
  type Violation,
} from './guard/check-draft.ts';
export { finishByTemplate } from './guard/finish-by-template.ts';
export { findForbidden } from './guard/forbidden-words.ts';
export { interpret } from './interpret.ts';
export { goodsMeant } from './interpretation/goods-meant.ts';
export { withoutPerson } from './interpretation/no-person.ts';
export { namedIntents } from './named-intents.ts';
export { readDialogueState } from './read-dialogue-state.ts';
export { replyLanguage, type TalkLanguage } from './reply-language.ts';
export { decideUnknown, stateAfterAnswer } from './rules/question-rule.ts';
export { skillGroupFor } from './rules/skill-groups.ts';
export {
  causeOf,
  chooseSoothing,
  type SoothingCause,
  type SoothingStrategy,
  type SoothingTable,
  soothingCauses,
  soothingTable,
} from './soothing/choose-soothing.ts';
export { type HandOffInput, type HandOffSummary, summarizeHandOff } from './summary.ts';
export * from './types.ts';
export { formatDate, formatMoney } from './wording/format.ts';
export { hasWording, localized, packs } from './wording/packs.ts';
export { approvedPlace, type Worded, type WordedPart, type WordingOptions, word } from './wording/word.ts';
