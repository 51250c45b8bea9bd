/** Who serves whom: the queue, working hours, capacity, assignment, places and honest waits. Pure but for its store and the router. */
export { type Assignment, assign, inServingOrder, type LearnedMatch, loadOf, stateOf } from './assign.ts';
export { type AssignmentInput, assignConversation, assignConversations } from './assign-conversations.ts';
export { afterCall, callBackWish, callTries, readPhone } from './call-back-rules.ts';
export {
  askCallBack,
  type CallBack,
  type CallBackState,
  findCallBack,
  noteCall,
  openCallBackNumber,
  postponeCallBack,
  sealPurpose,
  takeCallBackBack,
  takeDueCallBacks,
  takeOffersDue,
} from './call-back-store.ts';
export { createLoadedCore, type LoadedCore } from './core/loaded-core.ts';
export { type OrderStage, orderStages, starvationBoundSeconds, type UrgencyFacts, urgencyOf } from './core/urgency.ts';
export { type Forecast, type ForecastHour, forecastHours } from './forecast.ts';
export { type GroupRule, groupFor } from './group-rules.ts';
export { type DayHistory, readDayScenario, readHourlyArrivals } from './history-store.ts';
export { defaultWorkingHours, instantOf, isOpen, nextDay, type OpenState, type WorkingHours } from './hours.ts';
export { calmLadder, type Ladder, type LoadReading, type LoadReason, loadLimits, stepLadder } from './load/ladder.ts';
export { createLoadBoard, type LoadBoard, type LoadView } from './load/load-board.ts';
export { heightOf, type LoadLevel, loadLevels } from './load/load-levels.ts';
export { listChanges, type RecordedChange } from './load/load-store.ts';
export { type LoadSources, startLoadMeasure } from './load/measure-load.ts';
export { learnMatches, listMatches } from './match-store.ts';
export { agentsFor, figuresOf, type Staffing, type StaffingFigures } from './mathematics/erlang.ts';
export { leastMeanWait, type SharedPool } from './mathematics/pool-bound.ts';
export {
  type AgentsState,
  type LocalMoment,
  type Reception,
  type ReceptionMode,
  receptionModes,
  receptionOf,
  ruleFor,
} from './modes.ts';
export { type Place, placesOf } from './places.ts';
export { addDays, copyWeek, overlapIn, planShift } from './plan-shifts.ts';
export { type PriorityInput, priorityOf } from './priority.ts';
export { type PromiseReport, readPromises } from './promise-store.ts';
export {
  enterQueue,
  latestEntry,
  leaveQueue,
  listWaiting,
  markAssigned,
  type NewQueueEntry,
  type QueueEntry,
  returnToPlace,
} from './queue-store.ts';
export { agentsStateOf, localMoment, receive } from './reception.ts';
export { type Router, startRouter } from './router.ts';
export {
  type RoutingSettings,
  readRoutingSettings,
  routingSettingsSchema,
  saveRoutingSettings,
  usualRoutingSettings,
} from './routing-settings.ts';
export { faultIn, withoutGroup, withoutSkill } from './settings-references.ts';
export * from './simulation/index.ts';
export type { WaitEstimate } from './wait.ts';
export type { AssignmentDetails, WaitingEntry } from './waiting-entry.ts';
export { startWrapUp } from './wrap-up.ts';
