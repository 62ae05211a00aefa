// Where the whole stage stands, against burn-in: one of nine places within eight pixels, another every three minutes.

const PERIOD = 180_000;
const REACH = 8;
const ORDER = [0, 5, 7, 2, 3, 8, 1, 6, 4];

export function offset(now) {
  const at = ORDER[Math.floor(now / PERIOD) % ORDER.length];
  return { x: (at % 3 - 1) * REACH, y: (Math.floor(at / 3) - 1) * REACH };
}
