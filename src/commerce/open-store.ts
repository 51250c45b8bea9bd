import { AppError } from '../platform/index.ts';
import type { ShopTools } from './shop-tools.ts';
import type { StoreConnector } from './store-connector.ts';
import { type Platform, platforms, type StoreParts } from './stores/index.ts';

/** The connector of a shop's platform; AppError 'invalid' for a platform that nobody has built. */
export async function openStore(parts: StoreParts & { platform: string }): Promise<StoreConnector> {
  return platformOf(parts).open(parts);
}

/** The tools of the shop's own system; AppError 'not-found' where it has none. */
export function openTools(parts: StoreParts & { platform: string }): ShopTools {
  const { tools } = platformOf(parts);
  if (tools === undefined) {
    throw new AppError('not-found', `shops of the platform ${parts.platform} have no tools of their own`, {
      field: 'shop',
    });
  }
  return tools(parts);
}

function platformOf({ platform, shopId }: StoreParts & { platform: string }): Platform {
  const found = Object.hasOwn(platforms, platform) ? platforms[platform] : undefined;
  if (found === undefined) {
    const known = Object.keys(platforms).join(', ');
    throw new AppError('invalid', `the shop ${shopId} is of the unknown platform ${platform} (known: ${known})`, {
      field: 'platform',
    });
  }
  return found;
}
