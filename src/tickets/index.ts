/** Work that outlives a conversation, with its due time. */
export { finishTicket, insertTicket, listTickets } from './ticket-store.ts';
export { type Ticket, type TicketDraft, type TicketKind, type TicketStatus, ticketKinds } from './types.ts';
