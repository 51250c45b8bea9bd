import type { Route } from '../http/route.ts';
import { afterSalesRoutes } from './after-sales.ts';
import { assistRoutes } from './assist.ts';
import { backOfficeRoutes } from './back-office.ts';
import { callBackRoutes } from './call-backs.ts';
import { connectionRoutes } from './connections.ts';
import { conversationRoutes } from './conversations.ts';
import { customerCaseRoutes } from './customer-cases.ts';
import { fileRoutes } from './files.ts';
import { incidentRoutes } from './incidents.ts';
import { knowledgeRoutes } from './knowledge.ts';
import { modelRoutes } from './models.ts';
import { ownIntentRoutes } from './own-intents.ts';
import { rehearsalRoutes } from './rehearsal.ts';
import { routingRoutes } from './routing.ts';
import { routingSettingsRoutes } from './routing-settings.ts';
import { sessionRoutes } from './session.ts';
import { shiftRoutes } from './shifts.ts';
import { shopRoutes } from './shop.ts';
import { staffRoutes } from './staff.ts';
import { tableRoutes } from './tables.ts';
import { toolRoutes } from './tools.ts';
import { trackingRoutes } from './tracking.ts';
import { verificationRoutes } from './verification.ts';
import { webhookRoutes } from './webhooks.ts';
import { widgetRoutes } from './widget.ts';

/** Every route of the API, in one list. */
export const routes: readonly Route[] = [
  ...widgetRoutes,
  ...verificationRoutes,
  ...customerCaseRoutes,
  ...sessionRoutes,
  ...conversationRoutes,
  ...afterSalesRoutes,
  ...backOfficeRoutes,
  ...connectionRoutes,
  ...trackingRoutes,
  ...tableRoutes,
  ...assistRoutes,
  ...fileRoutes,
  ...staffRoutes,
  ...shopRoutes,
  ...routingRoutes,
  ...callBackRoutes,
  ...routingSettingsRoutes,
  ...shiftRoutes,
  ...incidentRoutes,
  ...rehearsalRoutes,
  ...modelRoutes,
  ...knowledgeRoutes,
  ...ownIntentRoutes,
  ...toolRoutes,
  ...webhookRoutes,
];
