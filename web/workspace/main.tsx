import '../ui/workspace-tokens.css';
import '../ui/base.css';
import '../ui/controls.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startWords } from '../i18n/index.ts';
import { TooltipProvider } from '../ui/Tooltip.tsx';
import { keys } from './cache/keys.ts';
import { createWorkspaceRouter } from './router.tsx';
import { createQueryClient } from './session/query-client.ts';
import { applyTheme, storedTheme } from './shell/theme.ts';

applyTheme(storedTheme());
await startWords();

const cache = createQueryClient(() => {
  cache.removeQueries({ queryKey: keys.session });
  void router.invalidate();
});
const router = createWorkspaceRouter(cache);
const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={cache}>
      <TooltipProvider>
        <RouterProvider router={router} />
      </TooltipProvider>
    </QueryClientProvider>
  </StrictMode>,
);
