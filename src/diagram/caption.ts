/** Text of an image for readers who cannot see it. Plain text. */
export interface Caption {
  /** A sentence that describes it; the `alt` text of an image. */
  readonly title: string;
  /** Its arrows, one per line. */
  readonly description: string;
  /** Language of its texts, `ko`; it decides which forms of Chinese characters are drawn. */
  readonly language: string;
}
