import { Outlet, useParams, useSearch } from '@tanstack/react-router';
import { InboxColumn } from './InboxColumn.tsx';
import styles from './InboxScene.module.css';

/** Three columns: list, conversation, customer. On narrow screens one at a time. */
export function InboxScene() {
  const { conversationId } = useParams({ strict: false });
  const { panel } = useSearch({ strict: false });
  const shown = conversationId === undefined ? 'list' : panel ? 'panel' : 'conversation';
  return (
    <div className={styles.scene} data-shown={shown}>
      <InboxColumn />
      <Outlet />
    </div>
  );
}
