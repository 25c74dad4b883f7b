/** Colors of a picture. `auto`: an SVG follows the scheme of the page that shows it, a PNG is light. */
export const THEMES = ["auto", "light", "dark"] as const;

export type Theme = (typeof THEMES)[number];
