/** Owns the database and every table in it; used for migrations only. */
export const ownerRole = 'peakdesk_owner';
/** Owns nothing, cannot bypass row-level security; everything but migrations runs as it. */
export const appRole = 'peakdesk_app';
/** Name of the embedded database. */
export const databaseName = 'peakdesk';
