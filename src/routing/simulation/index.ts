/** Rehearsal: the production routing core in virtual time. */
export type { TraceRow } from './demand.ts';
export type { Rehearsed } from './figures.ts';
export { cheapestRoster, type Roster, withCounts } from './roster.ts';
export {
  type PolicyName,
  policyNames,
  readScenario,
  type Scenario,
  type ScenarioInput,
  scenarioSchema,
} from './scenario.ts';
export { createRehearsal, type Rehearsal, simulate } from './simulate.ts';
export { readTraceRow, traceFrom } from './trace.ts';
