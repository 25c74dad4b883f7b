/** Whether Windows takes a file of this name for a device, whatever its ending: `con`, `nul`, `com1`. */
export function isDeviceName(name: string): boolean {
  return DEVICE.test(name);
}

/** https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
