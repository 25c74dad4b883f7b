/** `3 min`, `1 h 2 min`, `4 days`; of a time in milliseconds, whichever sign it has. */
export function describeSpan(milliseconds: number): string {
  if (Math.abs(milliseconds) < 500 && milliseconds !== 0) return "less than 1 s";
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)} days`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}
