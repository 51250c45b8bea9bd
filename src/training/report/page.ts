import type { EvaluationReport } from './report.ts';

/** placeholder, see below */
export function reportPage(report: EvaluationReport): string {
  return JSON.stringify(report);
}
