import { moveMark, type ReadMark } from '../../conversations/index.ts';
import { markRead } from '../../desk/index.ts';
import { AppError, ConversationId } from '../../platform/index.ts';
import { isAllowed } from '../../staff/index.ts';
import type { Limits } from '../http/limits.ts';
import { toProblem } from '../http/problem.ts';
import { takeToken } from '../http/take-token.ts';
import type { ClientLine } from '../protocol/realtime.ts';
import type { ServerParts } from '../server-parts.ts';
import type { StaffNames } from '../views/names.ts';
import { replyAsStaff } from '../views/reply-as-staff.ts';
import { receiveFromWindow } from '../widget/receive-from-window.ts';
import type { Connection } from './connection.ts';
import type { CustomerDoor } from './customer-door.ts';
import type { Feed } from './feed.ts';
import { startFollowing } from './follow.ts';
import type { InboxFeed } from './inbox-feed.ts';
import type { PresenceWatch } from './presence-watch.ts';
import type { Registry } from './registry.ts';
import type { Viewers } from './viewers.ts';

/** What the handling of lines works with. */
export type HubParts = {
  server: ServerParts;
  limits: Limits;
  registry: Registry;
  feed: Feed;
  door: CustomerDoor;
  inbox: InboxFeed;
  presence: PresenceWatch;
  viewers: Viewers;
  names: StaffNames;
};

type Line<Type extends ClientLine['type']> = Extract<ClientLine, { type: Type }>;

/** Does what one line of a window asks for; what is not possible is answered or left, never thrown at the window. */
export async function handleLine(hub: HubParts, connection: Connection, line: ClientLine): Promise<void> {
  if (!hub.limits.lines.take(connection.sessionId).isAllowed) {
    connection.close('tooMany');
    return;
  }
  switch (line.type) {
    case 'ping':
      connection.send({ type: 'pong' });
      return;
    case 'send':
      return await handleSend(hub, connection, line);
    case 'typing':
      return handleTyping(hub, connection, line);
    case 'read':
    case 'delivered':
      return await handleMark(hub, connection, line);
    case 'watch':
      if (connection.who.role === 'staff')
        await startFollowing(hub, connection, ConversationId.check(line.conversationId), line.afterSeq);
      return;
    case 'unwatch':
      return stopFollowing(hub, connection, line);
    case 'hello':
      return;
  }
}

async function handleSend(hub: HubParts, connection: Connection, line: Line<'send'>): Promise<void> {
  try {
    const message =
      connection.who.role === 'customer'
        ? await sendAsCustomer(hub, connection.who.session, line)
        : await sendAsStaff(hub, connection.who.signedIn, line);
    const { conversationId, seq, messageId, createdAt } = message;
    if (connection.who.role === 'customer')
      for (const other of hub.registry.ofCustomer(connection.shopId, connection.who.session.customerId))
        if (!other.subscriptions.has(conversationId)) hub.registry.subscribe(other, conversationId, 0);
    connection.send({ type: 'ack', clientId: line.clientId, conversationId, seq, messageId, createdAt });
    hub.feed.stored(connection.shopId, message);
  } catch (error) {
    reject(hub, connection, line.clientId, error);
  }
}

async function sendAsCustomer(
  hub: HubParts,
  session: Extract<Connection['who'], { role: 'customer' }>['session'],
  line: Line<'send'>,
) {
  takeToken(hub.limits.customerMessages, session.customerId);
  return await receiveFromWindow(hub.server, session, { clientId: line.clientId, content: line.content });
}

async function sendAsStaff(
  hub: HubParts,
  who: Extract<Connection['who'], { role: 'staff' }>['signedIn'],
  line: Line<'send'>,
) {
  if (!line.conversationId) throw new AppError('invalid', 'no conversation', { field: 'conversationId' });
  const { message } = await replyAsStaff(hub.server, who, {
    conversationId: ConversationId.check(line.conversationId),
    clientId: line.clientId,
    content: line.content,
    isPrivate: line.isPrivate,
  });
  return message;
}

function reject(hub: HubParts, connection: Connection, clientId: string, thrown: unknown): void {
  const language =
    connection.who.role === 'staff' && connection.who.signedIn.staff.languages[0] === 'en' ? 'en' : 'zh-CN';
  const { problem, error } = toProblem(thrown, '', language);
  if (error.kind === 'bug') hub.server.walk.log.error({ err: error }, 'a line of a window met a bug');
  const { type, title, detail = title, retryAfterSeconds, retryAfterMs } = problem;
  connection.send({
    type: 'reject',
    clientId,
    problem: {
      type,
      title,
      detail,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    },
  });
}

function handleTyping(hub: HubParts, connection: Connection, line: Line<'typing'>): void {
  const { shopId, who } = connection;
  const conversationId = followed(connection, line.conversationId);
  if (!conversationId) return;
  const { isTyping } = line;
  if (who.role === 'customer') {
    hub.server.walk.relay.announce({
      type: 'typing.changed',
      shopId,
      conversationId,
      payload: { by: 'customer', isTyping },
    });
    return;
  }
  const { staffId, role } = who.signedIn.staff;
  if (!isAllowed(role, 'conversations.reply')) return;
  hub.viewers.setTyping(conversationId, staffId, isTyping);
  hub.viewers.tell(shopId, conversationId);
  hub.server.walk.relay.announce({
    type: 'typing.changed',
    shopId,
    conversationId,
    payload: { by: 'staff', isTyping, staffId },
  });
}

async function handleMark(
  hub: HubParts,
  connection: Connection,
  line: Line<'read'> | Line<'delivered'>,
): Promise<void> {
  const { shopId, who } = connection;
  const conversationId = followed(connection, line.conversationId);
  if (!conversationId) return;
  const mark: ReadMark =
    who.role === 'staff' ? 'agent-read' : line.type === 'read' ? 'customer-read' : 'customer-delivered';
  if (who.role === 'staff' && line.type === 'delivered') return;
  const hasMoved =
    who.role === 'staff'
      ? await markRead(hub.server.walk, who.signedIn, conversationId, line.seq)
      : await hub.server.walk.database.inShop(shopId, (sql) =>
          moveMark(sql, { shopId, conversationId, mark, seq: line.seq }),
        );
  if (hasMoved)
    hub.server.walk.relay.announce({
      type: 'conversation.marked',
      shopId,
      conversationId,
      payload: { mark, seq: line.seq },
    });
}

function stopFollowing(hub: HubParts, connection: Connection, line: Line<'unwatch'>): void {
  if (connection.who.role !== 'staff') return;
  const conversationId = ConversationId.check(line.conversationId);
  hub.viewers.setTyping(conversationId, connection.who.signedIn.staff.staffId, false);
  hub.registry.unsubscribe(connection, conversationId);
  hub.viewers.tell(connection.shopId, conversationId);
}

/** The conversation that a line speaks of, if the window follows it; a customer's window need not name its only one. */
function followed(connection: Connection, given: string | undefined): ConversationId | undefined {
  if (given !== undefined) return [...connection.subscriptions.keys()].find((id) => id === given);
  return connection.who.role === 'customer' ? [...connection.subscriptions.keys()].at(-1) : undefined;
}
