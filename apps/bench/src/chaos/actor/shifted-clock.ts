const RealDate = Date;
let shiftMs = 0;

/** A `Date` whose now is off. What is made from given values stays right. */
class ShiftedDate extends RealDate {
  constructor(...values: ConstructorParameters<DateConstructor> | []) {
    if (values.length === 0) super(ShiftedDate.now());
    else super(...values);
  }

  static override now(): number {
    return RealDate.now() + shiftMs;
  }
}

/** Makes this process's clock differ from the machine's. */
export function shiftClock(ms: number): void {
  shiftMs = ms;
  globalThis.Date = ShiftedDate as DateConstructor;
}
