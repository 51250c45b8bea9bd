/** Checks that Peakdesk still answers well: whole conversations played in the real walk, and what is wrong about them. */
export type { Finding } from './check-turn.ts';
export { compareModels, type ModelRow, modelTable, type Understander } from './compare-models.ts';
export { type EvaluationResult, evaluate, type ScenarioResult, type TurnResult } from './evaluate.ts';
export { readScenarios, type Selection } from './read-scenarios.ts';
export { reportPage } from './report/page.ts';
export { type EvaluationReport, reportOf, type Summary } from './report/report.ts';
export { failuresText, summaryText } from './report/terminal.ts';
export { type Scenario, type ScenarioShop, scenarioKinds, scenarioShops } from './scenario.ts';
export type { Stage } from './stage.ts';
export type { FalseStatement } from './truth/check-truth.ts';
