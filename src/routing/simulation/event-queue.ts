/** Kinds of things that happen in a rehearsal. */
export const eventKinds = { departure: 0, abandon: 1, aiDone: 2, shift: 3 } as const;

/** The next events by time; numbers only, so that a million of them cost nothing but their bytes. */
export type EventQueue = {
  push(at: number, kind: number, subject: number, version: number): void;
  /** Time of the next event; infinite when there is none. */
  nextAt(): number;
  /** Takes the next event out; its fields are in `kind`, `subject`, `version` until the next call. */
  pop(): void;
  kind(): number;
  subject(): number;
  version(): number;
};

/** A binary heap over typed arrays. */
export function createEventQueue(): EventQueue {
  let capacity = 4_096;
  let times = new Float64Array(capacity);
  let data = new Int32Array(capacity * 3);
  let size = 0;
  let [kind, subject, version] = [0, 0, 0];

  const grow = (): void => {
    capacity *= 2;
    const moreTimes = new Float64Array(capacity);
    moreTimes.set(times);
    times = moreTimes;
    const moreData = new Int32Array(capacity * 3);
    moreData.set(data);
    data = moreData;
  };

  const move = (from: number, to: number): void => {
    times[to] = times[from] ?? 0;
    data.copyWithin(to * 3, from * 3, from * 3 + 3);
  };

  const write = (place: number, at: number, fields: readonly [number, number, number]): void => {
    times[place] = at;
    data[place * 3] = fields[0];
    data[place * 3 + 1] = fields[1];
    data[place * 3 + 2] = fields[2];
  };

  return {
    push: (at, newKind, newSubject, newVersion) => {
      if (size === capacity) grow();
      let place = size;
      size += 1;
      while (place > 0) {
        const parent = (place - 1) >> 1;
        if ((times[parent] ?? 0) <= at) break;
        move(parent, place);
        place = parent;
      }
      write(place, at, [newKind, newSubject, newVersion]);
    },
    nextAt: () => (size === 0 ? Number.POSITIVE_INFINITY : (times[0] ?? 0)),
    pop: () => {
      kind = data[0] ?? 0;
      subject = data[1] ?? 0;
      version = data[2] ?? 0;
      size -= 1;
      const at = times[size] ?? 0;
      const fields = [data[size * 3] ?? 0, data[size * 3 + 1] ?? 0, data[size * 3 + 2] ?? 0] as const;
      let place = 0;
      for (;;) {
        const left = 2 * place + 1;
        if (left >= size) break;
        const child = left + 1 < size && (times[left + 1] ?? 0) < (times[left] ?? 0) ? left + 1 : left;
        if (at <= (times[child] ?? 0)) break;
        move(child, place);
        place = child;
      }
      write(place, at, fields);
    },
    kind: () => kind,
    subject: () => subject,
    version: () => version,
  };
}
