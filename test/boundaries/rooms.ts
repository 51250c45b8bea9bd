/** What each room of `src/` may import, besides itself. Arrows go down only; a room is entered by its `index.ts`. */
const ground = ['platform'];
const channels = [...ground, 'conversations'];
const customers = [...ground];
const commerce = [...ground, 'customers'];
const understanding = [...ground];
const knowledge = [...ground, 'commerce', 'customers', 'understanding'];
const dialogue = [...ground, 'knowledge', 'commerce', 'customers', 'understanding'];
const routing = [...ground, 'conversations', 'staff'];
const incidents = [...ground, 'conversations', 'staff'];
const tools = [...ground, 'commerce', 'customers', 'staff'];
const tickets = [...ground, 'conversations', 'customers', 'staff'];
const webhooks = [...ground, 'staff'];
const rooms = [
  'channels',
  'commerce',
  'conversations',
  'customers',
  'dialogue',
  'incidents',
  'knowledge',
  'routing',
  'staff',
  'tickets',
  'tools',
  'understanding',
  'webhooks',
];
const walk = [...ground, ...rooms];
const desk = [...walk, 'walk'];
const server = [...desk, 'desk'];
const training = [...walk, 'walk'];
const all = [...server, 'server', 'demo-shop', 'bench', 'training'];

export const mayImport: Readonly<Record<string, readonly string[]>> = {
  platform: [],
  conversations: ground,
  customers,
  staff: ground,
  understanding,
  commerce,
  knowledge,
  dialogue,
  incidents,
  routing,
  tickets,
  tools,
  webhooks,
  channels,
  walk,
  desk,
  server,
  training,
  'demo-shop': [...ground, ...rooms],
  'ground.ts': ground,
  'app.ts': [...all, 'ground.ts'],
  bench: [...all, 'ground.ts', 'app.ts'],
  'main.ts': [...all, 'ground.ts', 'app.ts'],
  cli: [...all, 'ground.ts', 'app.ts', 'main.ts'],
};

/** Files that are pure: no store, no clock, no network. Matched against the path below `src/`. */
export const pureFiles: readonly RegExp[] = [
  /^routing\/(assign|hours|priority|wait|places)\.ts$/,
  /^routing\/(core|mathematics)\/.*\.ts$/,
  /^incidents\/(detect-surge|likeness)\.ts$/,
  /^routing\/load\/(ladder|load-levels)\.ts$/,
  /^conversations\/(conversation-state|content|language)\.ts$/,
  /^dialogue\/(?!models\/|flows\/load-flows|wording\/packs).*\.ts$/,
  /^knowledge\/price\/.*\.ts$/,
  /^commerce\/.*(case-machine|after-sales-rules|action-arguments|rules)\.ts$/,
  /^webhooks\/(retry-rules|public-events)\.ts$/,
  /^walk\/(merge-window|decide-while-waiting|guard)\.ts$/,
];

/** Names of platforms that may stand only in their own folder and in the one list of their kind. */
export const foreignNames: readonly { name: RegExp; allowed: readonly RegExp[] }[] = [
  {
    name: /stores\/retail|RetailConnector/,
    allowed: [/^commerce\/stores\/retail\//, /^commerce\/stores\/index\.ts$/, /^commerce\/index\.ts$/],
  },
  {
    name: /stores\/hosted|HostedConnector/,
    allowed: [/^commerce\/stores\/hosted\//, /^commerce\/stores\/index\.ts$/, /^commerce\/index\.ts$/],
  },
  ...['vendure', 'medusa'].map((platform) => ({
    name: new RegExp(platform, 'i'),
    allowed: [new RegExp(`^commerce/stores/${platform}/`), /^commerce\/stores\/remote-platforms\.ts$/],
  })),
  ...[
    'weixin-shop',
    'taobao',
    'jd',
    'douyin',
    'xiaohongshu',
    'pinduoduo',
    'youzan',
    'woocommerce',
    'shopify',
    'rest',
  ].map((platform) => ({
    name: new RegExp(`/${platform}/|/${platform}-(platform|api)`),
    allowed: [new RegExp(`^commerce/stores/${platform}/`), /^commerce\/stores\/remote-platforms\.ts$/],
  })),
  { name: /channels\/widget/, allowed: [/^channels\/widget\//, /^channels\/index\.ts$/] },
];
