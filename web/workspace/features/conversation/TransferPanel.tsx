import { useState } from 'react';
import type { ConversationDetail } from '../../../api/index.ts';
import { useDeskEvent } from '../../shell/desk-events.ts';
import { TransferForm } from './TransferForm.tsx';

/** Where a conversation is handed on; opens in place, nothing else is covered. */
export function TransferPanel({ detail }: { detail: ConversationDetail }) {
  const [isOpen, setOpen] = useState(false);
  useDeskEvent('open-transfer', () => setOpen((open) => !open));
  return isOpen ? <TransferForm detail={detail} onClose={() => setOpen(false)} /> : null;
}
