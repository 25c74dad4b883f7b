import { expect, test } from "vitest";

import { stripImage } from "../../src/page/strip-image.ts";

/** Images by Pillow with EXIF, comments, XMP, and bytes after the end, each of which contains SECRET; and their sizes without that. */
const IMAGES: readonly (readonly [name: string, base64: string, length: number])[] = [
  [
    "a.png",
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAIAAABxZ0isAAAAE3RFWHRDb21tZW50AFNFQ1JFVC1URVhU8UL8ywAAACBpVFh0WE1MOmNvbS5hZG9iZS54bXAAAAAAAFNFQ1JFVC1YTVDl/3ToAAAAPmVYSWZNTQAqAAAACAACAQ4AAgAAAAwAAAAmgpgAAgAAAAwAAAAyAAAAAFNFQ1JFVC1FWElGAFNFQ1JFVC1DT1BZANU5lJIAAAAYSURBVHicY2RgSJZjYMBELAwaDFgBPSQA6UsCEwfdKpkAAAAASUVORK5CYIJTRUNSRVQtVEFJTA==",
    81,
  ],
  [
    "a.jpg",
    "/9j/4AAQSkZJRgABAQAAAQABAAD/4QBGRXhpZgAATU0AKgAAAAgAAgEOAAIAAAAMAAAAJoKYAAIAAAAMAAAAMgAAAABTRUNSRVQtRVhJRgBTRUNSRVQtQ09QWQD//gAQU0VDUkVULUNPTU1FTlT/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/2wBDAQkJCQwLDBgNDRgyIRwhMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjL/wAARCAAGAAgDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwCnonge0+XlPyooorx8TjK/tH7zN8kx+J+qR99n/9lTRUNSRVQtVEFJTA==",
    653,
  ],
  [
    "p.jpg",
    "/9j/4AAQSkZJRgABAQAAAQABAAD/4QBGRXhpZgAATU0AKgAAAAgAAgEOAAIAAAAMAAAAJoKYAAIAAAAMAAAAMgAAAABTRUNSRVQtRVhJRgBTRUNSRVQtQ09QWQD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/2wBDAQkJCQwLDBgNDRgyIRwhMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjL/wgARCAAGAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAVAQEBAAAAAAAAAAAAAAAAAAACBP/aAAwDAQACEAMQAAABiI3/AP/EABcQAAMBAAAAAAAAAAAAAAAAAAACAwT/2gAIAQEAAQUCjhU//8QAGREAAQUAAAAAAAAAAAAAAAAAAwABBBMh/9oACAEDAQE/AYRyVNq//8QAGBEAAgMAAAAAAAAAAAAAAAAAAAMCEjH/2gAIAQIBAT8BY6dtP//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEABj8Cf//EABYQAAMAAAAAAAAAAAAAAAAAAAAhMf/aAAgBAQABPyFWH//aAAwDAQACAAMAAAAQB//EABURAQEAAAAAAAAAAAAAAAAAAAAx/9oACAEDAQE/EL6//8QAFhEAAwAAAAAAAAAAAAAAAAAAABEh/9oACAECAQE/EHVH/8QAFhAAAwAAAAAAAAAAAAAAAAAAAEGR/9oACAEBAAE/EHUn/9k=",
    554,
  ],
  [
    "a.gif",
    "R0lGODlhCAAGAIQAAJnMMwAAZjMAZmYAZpkAZswAZgAzZjMzZmYzZpkzZswzZgBmZjNmZmZmZsxmZgCZZjOZZmaZZpmZZsyZZgDMZjPMZmbMZszMZgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACH/C05FVFNDQVBFMi4wAwEAAAAh/g5TRUNSRVQtQ09NTUVOVAAh+QQACgAAACwAAAAACAAGAAAINgADCBAwYACBAgUMGDiAAEGCBAoMMGDYAKKDBQwgNGggwYGDBw8gRIggQcIEChUqWLAA4MKFgAAh+QQBCgAYACwAAAAACAAGAISZzDMAAGYzAGZmAGaZAGbMAGYAM2YzM2ZmM2aZM2bMM2YAZmYzZmZmZmbMZmYAmWYzmWZmmWaZmWbMmWYAzGYzzGZmzGbMzGYAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIMgALFCCAAYMAAQEUJEhQ8IABAw4UNkBwgAFEBxIKQmCwYIKEjBggPHhw4QKAghUqUAgIADtTRUNSRVQtVEFJTA==",
    371,
  ],
  [
    "a.webp",
    "UklGRr4AAABXRUJQVlA4WAoAAAAMAAAABwAABQAAVlA4IEgAAAAwAgCdASoIAAYAAUAmJbACdLoA1AADTnd/9AD++yVUm5sO4GdGu147nSLhfYernzH/jtV7lUP+o+Fy5vaN+cn81/9il2iAAABFWElGPgAAAE1NACoAAAAIAAIBDgACAAAADAAAACaCmAACAAAADAAAADIAAAAAU0VDUkVULUVYSUYAU0VDUkVULUNPUFkAWE1QIAoAAABTRUNSRVQtWE1Q",
    110,
  ],
];

test.each(IMAGES)("%s keeps its pixels and none of its metadata", (name, base64, length) => {
  const bytes = Buffer.from(base64, "base64");
  expect(bytes.includes("SECRET")).toBe(true);
  const image = stripImage(bytes);
  expect(image?.ending).toBe(name.split(".")[1]);
  expect(image?.bytes.includes("SECRET")).toBe(false);
  // Pillow found the same pixels in the stripped image.
  expect(image?.bytes).toHaveLength(length);
  expect(stripImage(image?.bytes ?? bytes)?.bytes).toEqual(image?.bytes);
});

test.each(IMAGES)(
  "%s is not an image if it is truncated, and bytes of any kind are handled",
  (_name, base64, length) => {
    const bytes = Buffer.from(base64, "base64");
    for (let end = 0; end < length; end += 1) expect(stripImage(bytes.subarray(0, end)), String(end)).toBeUndefined();
    for (const [index] of bytes.entries()) {
      const broken = Buffer.from(bytes);
      broken[index] = 255 - (broken[index] ?? 0);
      expect(() => stripImage(broken)).not.toThrow();
    }
  },
);

function jpegWith(segment: string): Buffer {
  const bytes = Buffer.from(IMAGES[1]?.[1] ?? "", "base64");
  return Buffer.concat([bytes.subarray(0, 2), Buffer.from(segment, "latin1"), bytes.subarray(2)]);
}

function gifWith(extension: string): Buffer {
  const bytes = Buffer.from(IMAGES[3]?.[1] ?? "", "base64");
  const header = 13 + 3 * 32;
  return Buffer.concat([bytes.subarray(0, header), Buffer.from(extension, "latin1"), bytes.subarray(header)]);
}

test.each([
  ["a segment behind bytes that fill", jpegWith("\xff\xff\xff\xe1\0\x08SECRET")],
  ["a segment of JFIF's with a small picture", jpegWith("\xff\xe0\0\x0dJFXX\0SECRET")],
  [
    "a segment of JFIF's that is longer than it needs",
    jpegWith("\xff\xe0\0\x16JFIF\0\x01\x02\0\0\x01\0\x01\0\0SECRET"),
  ],
  ["a segment of Adobe's that is longer than it needs", jpegWith("\xff\xee\0\x14Adobe\0\x64\0\0\0\0\0SECRET")],
  ["a segment that nobody knows", jpegWith("\xff\xf5\0\x08SECRET")],
  ["a comment that calls itself Netscape's", gifWith("!\xfe\x0bNETSCAPE2.0\x06SECRET\0")],
  ["an extension of Netscape's that says more", gifWith("!\xff\x0bNETSCAPE2.0\x03\x01\0\0\x06SECRET\0")],
  ["a control that says more", gifWith("!\xf9\x04\0\0\0\0\x06SECRET\0")],
])("%s is omitted, and the image is the same", (_name, bytes) => {
  const plain = IMAGES.find(([name]) => name === (bytes[0] === 0xff ? "a.jpg" : "a.gif"));
  expect(stripImage(bytes)?.bytes).toEqual(stripImage(Buffer.from(plain?.[1] ?? "", "base64"))?.bytes);
});

test.each(["", "SVG", "<svg/>", "BM", "RIFF1234WEBP", "GIF89a", "\u00FF\u00D8"])(
  "%j is not a known image format",
  (text) => {
    expect(stripImage(Buffer.from(text, "latin1"))).toBeUndefined();
  },
);
