/** Incident mode: a question that many ask at once is found, a supervisor approves one answer, and all who ask get it. */
export { alike, createSurgeDetector, type Surge, type SurgeDetector } from './detect-surge.ts';
export {
  answerIncident,
  claimTelling,
  endIncident,
  linkConversations,
  listForStaff,
  listOpen,
} from './incident-store.ts';
export { belongsTo, type IncidentWatch, startIncidentWatch } from './incident-watch.ts';
export { gramsOf, likeness } from './likeness.ts';
export { answerIn, tellIncidentHandler, tellIncidentJob } from './tell-waiting.ts';
export type { Incident, IncidentAnswer, IncidentState, Question } from './types.ts';
