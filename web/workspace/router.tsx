import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { ProblemError } from '../api/problem-error.ts';
import { ConversationScene } from './features/conversation/ConversationScene.tsx';
import { PickConversation } from './features/conversation/PickConversation.tsx';
import { InboxScene } from './features/inbox/InboxScene.tsx';
import { readInboxSearch } from './features/inbox/inbox-search.ts';
import { readKnowledgeSearch } from './features/knowledge/knowledge-search.ts';
import { readRoutingSearch } from './features/routing/routing-search.ts';
import { readSettingsSearch } from './features/settings/settings-search.ts';
import { readShopSearch } from './features/shop/shop-search.ts';
import { AcceptInvitationScene } from './features/sign-in/AcceptInvitationScene.tsx';
import { SignInScene } from './features/sign-in/SignInScene.tsx';
import { sessionQuery } from './session/use-session.ts';
import { FailedPage } from './shell/FailedPage.tsx';
import { LostPage } from './shell/LostPage.tsx';
import { WorkspaceShell } from './shell/WorkspaceShell.tsx';

type RouterContext = { cache: QueryClient };

const root = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: LostPage,
  errorComponent: FailedPage,
});

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: SignInScene,
  validateSearch: (search: Record<string, unknown>): { next?: string } => {
    const next = text(search.next);
    // Only ways within the workspace; a foreign address must not follow a sign-in.
    return next && /^\/(?![/\\])/.test(next) ? { next } : {};
  },
});

const acceptInvitation = createRoute({
  getParentRoute: () => root,
  path: '/accept-invitation',
  component: AcceptInvitationScene,
  validateSearch: (search: Record<string, unknown>): { shop?: string; token?: string } => {
    const shop = text(search.shop) ?? text(search.shopId);
    const token = text(search.token);
    return { ...(shop ? { shop } : {}), ...(token ? { token } : {}) };
  },
});

const workspace = createRoute({
  getParentRoute: () => root,
  id: 'workspace',
  component: WorkspaceShell,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.cache.ensureQueryData(sessionQuery);
    } catch (error) {
      if (error instanceof ProblemError && error.kind === 'unauthenticated')
        throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } });
      throw error;
    }
  },
});

const inbox = createRoute({
  getParentRoute: () => workspace,
  id: 'inbox',
  component: InboxScene,
  validateSearch: readInboxSearch,
});

const pick = createRoute({ getParentRoute: () => inbox, path: '/', component: PickConversation });
const conversation = createRoute({
  getParentRoute: () => inbox,
  path: '/conversations/$conversationId',
  component: ConversationScene,
});

const tickets = createRoute({
  getParentRoute: () => workspace,
  path: '/tickets',
  component: lazyRouteComponent(() => import('./features/tickets/TicketsScene.tsx'), 'TicketsScene'),
});
const shop = createRoute({
  getParentRoute: () => workspace,
  path: '/shop',
  component: lazyRouteComponent(() => import('./features/shop/ShopScene.tsx'), 'ShopScene'),
  validateSearch: readShopSearch,
});
const overview = createRoute({
  getParentRoute: () => workspace,
  path: '/overview',
  component: lazyRouteComponent(() => import('./features/overview/OverviewScene.tsx'), 'OverviewScene'),
});
const knowledge = createRoute({
  getParentRoute: () => workspace,
  path: '/knowledge',
  component: lazyRouteComponent(() => import('./features/knowledge/KnowledgeScene.tsx'), 'KnowledgeScene'),
  validateSearch: readKnowledgeSearch,
});
const wall = createRoute({
  getParentRoute: () => workspace,
  path: '/wall',
  component: lazyRouteComponent(() => import('./features/wall/WallScene.tsx'), 'WallScene'),
});
const rehearsal = createRoute({
  getParentRoute: () => workspace,
  path: '/rehearsal',
  component: lazyRouteComponent(() => import('./features/rehearsal/RehearsalScene.tsx'), 'RehearsalScene'),
});
const routing = createRoute({
  getParentRoute: () => workspace,
  path: '/routing',
  component: lazyRouteComponent(() => import('./features/routing/RoutingScene.tsx'), 'RoutingScene'),
  validateSearch: readRoutingSearch,
});
const staff = createRoute({
  getParentRoute: () => workspace,
  path: '/staff',
  component: lazyRouteComponent(() => import('./features/staff/StaffScene.tsx'), 'StaffScene'),
});
const audit = createRoute({
  getParentRoute: () => workspace,
  path: '/audit',
  component: lazyRouteComponent(() => import('./features/audit/AuditScene.tsx'), 'AuditScene'),
});
const settings = createRoute({
  getParentRoute: () => workspace,
  path: '/settings',
  component: lazyRouteComponent(() => import('./features/settings/SettingsScene.tsx'), 'SettingsScene'),
  validateSearch: readSettingsSearch,
});
const account = createRoute({
  getParentRoute: () => workspace,
  path: '/account',
  component: lazyRouteComponent(() => import('./features/account/AccountScene.tsx'), 'AccountScene'),
});

const tree = root.addChildren([
  signIn,
  acceptInvitation,
  workspace.addChildren([
    inbox.addChildren([pick, conversation]),
    tickets,
    shop,
    overview,
    wall,
    rehearsal,
    routing,
    knowledge,
    staff,
    audit,
    settings,
    account,
  ]),
]);

/** All screens and their addresses. */
export function createWorkspaceRouter(cache: QueryClient) {
  return createRouter({ routeTree: tree, context: { cache }, defaultPreload: false, scrollRestoration: false });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createWorkspaceRouter>;
  }
}
