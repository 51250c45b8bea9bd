/** Who serves whom: the queue, working hours, capacity, assignment, places and honest waits. Pure but for its store and the router. */
export { type Assignment, assign, inServingOrder, type WaitingEntry } from './assign.ts';
export { type AssignmentInput, assignConversation } from './assign-conversation.ts';
export { defaultWorkingHours, isOpen, type OpenState, type WorkingHours } from './hours.ts';
export { createLoadBoard, type LoadBoard, type LoadLevel, loadLevels } from './load-levels.ts';
export { agentsFor, figuresOf, type Staffing, type StaffingFigures } from './mathematics/erlang.ts';
export { type Place, placesOf } from './places.ts';
export { type PriorityInput, priorityOf } from './priority.ts';
export {
  enterQueue,
  latestEntry,
  leaveQueue,
  listWaiting,
  markAssigned,
  measureHandleTime,
  type NewQueueEntry,
  type QueueEntry,
  rememberTold,
} from './queue-store.ts';
export { type Router, startRouter } from './router.ts';
export * from './simulation/index.ts';
export { estimateWait, keepMonotone, type WaitEstimate, type WaitInput } from './wait.ts';
