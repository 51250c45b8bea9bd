// The settings of the Medusa shop of `npm run test:shops`: its own database, nothing else.
const { defineConfig } = require('@medusajs/framework/utils');

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { connection: { ssl: false } },
    http: {
      storeCors: 'http://localhost',
      adminCors: 'http://localhost',
      authCors: 'http://localhost',
      jwtSecret: process.env.SHOP_SECRET,
      cookieSecret: process.env.SHOP_SECRET,
    },
  },
  admin: { disable: true },
});
