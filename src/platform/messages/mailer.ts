import nodemailer from 'nodemailer';
import { AppError } from '../errors.ts';

export type Mail = { to: string; subject: string; text: string };

/** Sends plain mails; a refused or unreachable server is an AppError 'unavailable' without the receiver's address. */
export type Mailer = { send(mail: Mail): Promise<void>; close(): void };

/**
 * Opens a mail server by its address: smtp://user:password@host:port, smtps:// for TLS from the start, `?from=` for the
 * sender's address (otherwise the user's, or peakdesk@host). Connections are kept and used again.
 */
export function createMailer(smtpUrl: string): Mailer {
  const address = new URL(smtpUrl);
  const from = address.searchParams.get('from') ?? senderOf(address);
  const user = decodeURIComponent(address.username);
  const transport = nodemailer.createTransport({
    pool: true,
    maxConnections: 2,
    host: address.hostname,
    port: Number(address.port || (address.protocol === 'smtps:' ? 465 : 587)),
    secure: address.protocol === 'smtps:',
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(address.password) } }),
    connectionTimeout: 10_000,
    socketTimeout: 20_000,
    // A mail is what we say it is: no file, no address on the network is read for it.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (mail) => {
      try {
        await transport.sendMail({ from, ...mail });
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
        throw new AppError('unavailable', `the mail server did not take a mail (${code})`, {
          field: 'PEAKDESK_SMTP_URL',
        });
      }
    },
    close: () => transport.close(),
  };
}

function senderOf(address: URL): string {
  const user = decodeURIComponent(address.username);
  return user.includes('@') ? user : `peakdesk@${address.hostname}`;
}
