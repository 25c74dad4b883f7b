import { listFonts } from "../fonts.ts";
import type { Theme } from "../theme.ts";

/** How Mermaid draws. */
export interface Look {
  /** For `mermaid.initialize`. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly background: string;
}

/** The looks of a theme: a second one is for readers who prefer dark. */
export function toLooks(theme: Theme, language: string): readonly Look[] {
  const fonts = listFonts(language);
  const light = toLook({ theme: "default", background: "#fff", fonts, variables: { actorLineColor: "#bbb" } });
  const dark = toLook({ theme: "dark", background: "#1e1e1e", fonts, variables: { actorLineColor: "#666" } });
  return { auto: [light, dark], light: [light], dark: [dark] }[theme];
}

interface Colours {
  /** Of Mermaid. */
  readonly theme: string;
  readonly background: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly fonts: string;
}

function toLook({ theme, background, variables, fonts }: Colours): Look {
  const config = {
    theme,
    // The look of Mermaid 12 draws dark lifelines through labels.
    look: "classic",
    themeVariables: { ...variables, fontFamily: fonts },
    fontFamily: fonts,
    // Beyond its limit, Mermaid draws an error image and reports success; `renderImages` has its own limit.
    maxTextSize: Number.MAX_SAFE_INTEGER,
    deterministicIds: true,
    deterministicIDSeed: "wirewalk",
    // The natural width, rather than the width of the surrounding page.
    sequence: { useMaxWidth: false },
  };
  return { config, background };
}
