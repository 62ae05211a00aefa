// What the wall's address says: theme, profile, size of the screen and distance of its readers.

const REFERENCE = { inches: 55, metres: 5 };
const LARGEST = 1.4;

/** Factor on all sizes of the wall for a screen of `inches` read from `metres`. */
export function scaleFor(inches, metres) {
  if (!(inches > 0) || !(metres > 0)) return 1;
  return Math.min(LARGEST, Math.max(1, (metres / REFERENCE.metres) * (REFERENCE.inches / inches)));
}

/** The setting that the address carries. */
export function setting(search) {
  const params = new URLSearchParams(search);
  const inches = Number(params.get("in")) || REFERENCE.inches;
  const metres = Number(params.get("m")) || REFERENCE.metres;
  const dark = /^(\d{1,2})-(\d{1,2})$/.exec(params.get("dark") ?? "");
  return {
    theme: params.get("theme") === "light" ? "light" : "dark",
    profile: params.get("profile") === "tech" ? "tech" : "plain",
    scale: scaleFor(inches, metres),
    inches,
    metres,
    asked: params.has("in") || params.has("m"),
    darkHours: dark ? { from: Number(dark[1]), to: Number(dark[2]) } : null,
  };
}

/** Whether an hour of the day lies in the dark hours, which may cross midnight. */
export function isDark(hours, hour) {
  if (!hours) return false;
  return hours.from <= hours.to ? hour >= hours.from && hour < hours.to : hour >= hours.from || hour < hours.to;
}
