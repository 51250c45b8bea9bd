/** Load tests: customers and agents in an open loop against a running Peakdesk. */

export { chartOfLoad } from './load-chart.ts';
export { loadClientsInput, runLoadClients } from './load-clients.ts';
export { formatLoad } from './load-report.ts';
export { type LoadOptions, type LoadRun, runLoad } from './run-load.ts';
export { rateFor, shapes } from './shapes.ts';
