// Loaded before a node (`node --import`): its wall clock is off by so many milliseconds, as on a machine that was set wrong.
const shift = Number(process.env.SHIFT_CLOCK_MILLISECONDS ?? 0);
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + shift);
    else super(...given);
  }

  static now() {
    return RealDate.now() + shift;
  }
};
