import type { Command } from 'commander';
import { addAskCommand } from './ask.ts';
import { addAuditCommand } from './audit.ts';
import { addBackupCommand, addRestoreCommand } from './backup.ts';
import { addBenchCommand } from './bench.ts';
import { addDoctorCommand } from './doctor.ts';
import { addEvaluateCommand } from './evaluate.ts';
import { addEvaluateModelsCommand } from './evaluate-models.ts';
import { addKnowledgeCommand } from './knowledge.ts';
import { addLoadCommand } from './load.ts';
import { addModelsCommand } from './models.ts';
import { addNluCommand } from './nlu.ts';
import { addEraseCommand, addExportPersonCommand } from './person.ts';
import { addReviewsCommand } from './reviews.ts';
import { addRouteCommand } from './route.ts';
import { addShopCommand } from './shop.ts';
import { addSimilarCommand } from './similar.ts';
import { addStaffCommand } from './staff.ts';
import { addStaffingCommand } from './staffing.ts';
import { addStartCommand } from './start.ts';
import { addToolsCommand } from './tools.ts';
import { addUnderstandCommand } from './understand.ts';
import { addWebhookCommand } from './webhook.ts';

/** Every command of the command line, in the order of its help. */
export const commands: readonly ((program: Command) => void)[] = [
  addStartCommand,
  addAskCommand,
  addUnderstandCommand,
  addNluCommand,
  addModelsCommand,
  addSimilarCommand,
  addReviewsCommand,
  addShopCommand,
  addKnowledgeCommand,
  addToolsCommand,
  addWebhookCommand,
  addStaffCommand,
  addStaffingCommand,
  addRouteCommand,
  addDoctorCommand,
  addBackupCommand,
  addRestoreCommand,
  addExportPersonCommand,
  addEraseCommand,
  addAuditCommand,
  addBenchCommand,
  addLoadCommand,
  addEvaluateCommand,
  addEvaluateModelsCommand,
];
