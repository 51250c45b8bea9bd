/** Something that lies in one heap at a time and knows where. */
export type HeapItem = { heapKey: number; heapPosition: number };

/** A binary heap, smallest key first; any item can be taken out in O(log n) because it knows its place. */
export type KeyedHeap<Item extends HeapItem> = {
  size(): number;
  first(): Item | undefined;
  push(item: Item): void;
  remove(item: Item): void;
  /** All items, in no order. */
  items(): readonly Item[];
};

/** Position of an item that lies in no heap. */
export const nowhere = -1;

/** Makes an empty heap. */
export function createKeyedHeap<Item extends HeapItem>(): KeyedHeap<Item> {
  const heap: Item[] = [];

  const put = (item: Item, position: number): void => {
    heap[position] = item;
    item.heapPosition = position;
  };

  const up = (item: Item, from: number): void => {
    let position = from;
    while (position > 0) {
      const parentPosition = (position - 1) >> 1;
      const parent = heap[parentPosition];
      if (!parent || parent.heapKey <= item.heapKey) break;
      put(parent, position);
      position = parentPosition;
    }
    put(item, position);
  };

  const down = (item: Item, from: number): void => {
    let position = from;
    for (;;) {
      const left = 2 * position + 1;
      const leftItem = heap[left];
      if (!leftItem) break;
      const rightItem = heap[left + 1];
      const isRight = rightItem !== undefined && rightItem.heapKey < leftItem.heapKey;
      const child = isRight ? rightItem : leftItem;
      if (item.heapKey <= child.heapKey) break;
      put(child, position);
      position = isRight ? left + 1 : left;
    }
    put(item, position);
  };

  return {
    size: () => heap.length,
    first: () => heap[0],
    push: (item) => {
      heap.push(item);
      up(item, heap.length - 1);
    },
    remove: (item) => {
      const position = item.heapPosition;
      if (heap[position] !== item) return;
      const last = heap.pop();
      item.heapPosition = nowhere;
      if (!last || last === item) return;
      if (position > 0 && last.heapKey < (heap[(position - 1) >> 1]?.heapKey ?? 0)) up(last, position);
      else down(last, position);
    },
    items: () => heap,
  };
}
