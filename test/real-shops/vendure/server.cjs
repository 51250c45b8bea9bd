// A real Vendure shop on a database in memory, for `npm run test:shops`. Prints one line of JSON when it can be used.
const {
  bootstrap,
  DefaultLogger,
  dummyPaymentHandler,
  JobQueueService,
  LogLevel,
  manualFulfillmentHandler,
} = require('@vendure/core');

const port = Number(process.env.PORT ?? 0);

async function start() {
  const app = await bootstrap({
    apiOptions: { port, hostname: '127.0.0.1', adminApiPath: 'admin-api', shopApiPath: 'shop-api' },
    authOptions: {
      tokenMethod: ['bearer'],
      superadminCredentials: { identifier: 'superadmin', password: process.env.SHOP_PASSWORD ?? 'superadmin' },
      requireVerification: false,
    },
    dbConnectionOptions: { type: 'sqljs', synchronize: true, autoSave: false, logging: false },
    logger: new DefaultLogger({ level: LogLevel.Error }),
    paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
    shippingOptions: { fulfillmentHandlers: [manualFulfillmentHandler] },
    plugins: [],
  });
  await app.get(JobQueueService).start();
  const address = app.getHttpServer().address();
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${address.port}` })}\n`);
}

start().catch((error) => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(1);
});
