/** What a picture says to readers who cannot see it. Plain text. */
export interface Caption {
  /** What it shows, in a sentence; the `alt` of an image. */
  readonly title: string;
  /** Its arrows, one a line. */
  readonly description: string;
  /** Of its texts, `ko`: it decides which forms of Chinese characters are drawn. */
  readonly language: string;
}
