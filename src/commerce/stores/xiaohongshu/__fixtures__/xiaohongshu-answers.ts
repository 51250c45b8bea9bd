/** Answers written after the platform's documents (open.xiaohongshu.com apiId 27241, 27242, 30115, 30038; read 2026-11-21); all names and numbers are made up. */

export const rawOrder = {
  orderId: 'P712345678901234567',
  orderType: 1,
  orderStatus: 6,
  userId: '5f1234567890abcdef123456',
  createdTime: 1_763_000_000_000,
  paidTime: 1_763_000_060_000,
  updateTime: 1_763_100_000_000,
  deliveryTime: 1_763_100_000_000,
  promiseLastDeliveryTime: 1_763_172_860_000,
  totalPayAmount: 19_901,
  totalShippingFree: 600,
  receiverProvinceName: '浙江省',
  receiverCityName: '杭州市',
  receiverDistrictName: '西湖区',
  customerRemark: '',
  expressTrackingNo: 'YT8800112233445',
  expressCompanyCode: 'yuantong',
  skuList: [
    {
      skuId: '64ff12f000000000000000f1',
      skuName: '加厚羊毛围巾',
      skuSpec: '雾霾蓝',
      skuQuantity: 3,
      totalPaidAmount: 19_301,
    },
  ],
};

export const rawCase = {
  returnsId: 'R7012345678901234567',
  returnType: 1,
  reasonNameZh: '七天无理由',
  status: 1,
  userId: '5f1234567890abcdef123456',
  orderId: 'P712345678901234567',
  applyTime: 1_763_200_000_000,
  updatedAt: 1_763_200_000_000,
  expireTime: 1_763_372_800_000,
  desc: '不合适',
  expectedRefundAmountYuan: 64.34,
  refundAmountYuan: 0,
  refundStatus: 0,
  skus: [{ skuId: '64ff12f000000000000000f1', appliedCount: 1 }],
};

/** An item and a sku of `product.getItemInfo` (apiId 27227): prices in 分. */
export const rawItem = {
  id: '67b6831c7b3de40001a9fb78',
  name: '加厚羊毛围巾',
  categoryId: '65f996e83e946300016b27e8',
  description: '',
  attributes: [
    { propertyId: '1', name: '面料', value: '', valueList: [{ valueId: '2', value: '羊毛' }] },
    { propertyId: '3', name: '季节', value: '冬季', valueList: [] },
  ],
  freeReturn: 1,
};

export const rawSku = {
  id: '67b6831c7b3de40001a9fb97',
  itemId: '67b6831c7b3de40001a9fb78',
  originalPrice: 12_000,
  price: 9900,
  stock: 100,
  buyable: true,
  variants: [{ id: '4', name: '颜色', value: '雾霾蓝', valueId: '5' }],
};
