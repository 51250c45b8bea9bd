/** Work that outlives a conversation, with its due time. */
export { finishTicket, insertTicket, listTickets } from './ticket-store.ts';
export { ticketKinds, type Ticket, type TicketDraft, type TicketKind, type TicketStatus } from './types.ts';
