import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { api } from './api.ts';

/** Ends the session here and shows the sign-in; drafts stay in this browser. */
export function useSignOut(): () => void {
  const cache = useQueryClient();
  const navigate = useNavigate();
  return useCallback(() => {
    const leave = () => {
      cache.clear();
      void navigate({ to: '/sign-in' });
    };
    api.signOut().then(leave, leave);
  }, [cache, navigate]);
}
