import { douyinPlatform } from './douyin/douyin-platform.ts';
import { jdPlatform } from './jd/jd-platform.ts';
import { medusa } from './medusa/index.ts';
import { pinduoduoPlatform } from './pinduoduo/pinduoduo-platform.ts';
import type { RemotePlatform } from './remote/remote-platform.ts';
import { restPlatform } from './rest/rest-platform.ts';
import { shopifyPlatform } from './shopify/shopify-platform.ts';
import { taobaoPlatform } from './taobao/taobao-platform.ts';
import { vendure } from './vendure/index.ts';
import { weixinShopPlatform } from './weixin-shop/weixin-shop-platform.ts';
import { woocommercePlatform } from './woocommerce/woocommerce-platform.ts';
import { xiaohongshuPlatform } from './xiaohongshu/xiaohongshu-platform.ts';
import { youzanPlatform } from './youzan/youzan-platform.ts';

/** The one list of platforms elsewhere to which a shop can be connected; each is a folder beside this file. */
export const remotePlatforms: readonly RemotePlatform[] = [
  vendure,
  medusa,
  weixinShopPlatform,
  taobaoPlatform,
  jdPlatform,
  douyinPlatform,
  xiaohongshuPlatform,
  pinduoduoPlatform,
  youzanPlatform,
  woocommercePlatform,
  shopifyPlatform,
  restPlatform,
];
