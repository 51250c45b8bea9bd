/** Colours that follow from the shop's own accent, as custom properties. */
export type AccentColors = Readonly<
  Record<
    '--accent' | '--accent-hover' | '--accent-soft' | '--accent-text' | '--text-link' | '--focus' | '--text-on-accent',
    string
  >
>;

type Rgb = readonly [number, number, number];

const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];
const lightSurface: Rgb = [255, 255, 255];
const darkSurface: Rgb = [30, 38, 43];
/** Contrast of text on its ground, WCAG 2.2 AA. */
const readable = 4.5;

/** Makes a shop's colour usable: the words on it, and it as words, have a contrast of 4.5 or more in both themes. */
export function accentColors(color: string, theme: 'light' | 'dark'): AccentColors {
  const given = parse(color);
  const onAccent = contrast(white, given) >= readable ? white : black;
  const surface = theme === 'light' ? lightSurface : darkSurface;
  const soft = mix(surface, given, theme === 'light' ? 0.14 : 0.22);
  const away = theme === 'light' ? black : white;
  const words = until(
    (part) => mix(given, away, part),
    (candidate) => contrast(candidate, soft) >= readable,
  );
  return {
    '--accent': css(given),
    '--accent-hover': css(mix(given, onAccent === white ? black : white, 0.12)),
    '--accent-soft': css(soft),
    '--accent-text': css(words),
    '--text-link': css(words),
    '--focus': css(words),
    '--text-on-accent': css(onAccent),
  };
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance). */
export function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** '#rrggbb' as three numbers; black for anything else. */
export function parse(color: string): Rgb {
  const [, red = '0', green = '0', blue = '0'] = /^#(..)(..)(..)$/.exec(color) ?? [];
  return [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)];
}

function until(candidate: (part: number) => Rgb, isGood: (color: Rgb) => boolean): Rgb {
  for (let part = 0; part < 1; part += 0.04) if (isGood(candidate(part))) return candidate(part);
  return candidate(1);
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (value: number) => (value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function mix(from: Rgb, to: Rgb, part: number): Rgb {
  const between = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * part);
  return [between(0), between(1), between(2)];
}

function css([red, green, blue]: Rgb): string {
  return `rgb(${red} ${green} ${blue})`;
}
