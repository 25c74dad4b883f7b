import { closeSync, openSync, writeSync } from "node:fs";

import type { Dispatcher } from "undici";

/**
 * The minimum work of a recorder with a journal: it copies the bytes of each request and response, and writes them. It neither parses nor masks
 * anything.
 */
export function createBareCopy(file: string): {
  readonly interceptor: Dispatcher.DispatcherComposeInterceptor;
  readonly end: () => void;
} {
  const descriptor = openSync(file, "wx", 0o600);
  const buffer = Buffer.allocUnsafeSlow(65_536);
  let used = 0;
  const flush = (): void => {
    writeSync(descriptor, buffer, 0, used);
    used = 0;
  };
  const put = (bytes: Uint8Array | string): void => {
    if (used + 3 * bytes.length > buffer.length) flush();
    if (typeof bytes === "string") used += buffer.write(bytes, used);
    else {
      buffer.set(bytes, used);
      used += bytes.length;
    }
  };
  return {
    interceptor: (dispatch) => (options, caller) => {
      put(`${options.method} ${options.path} ${JSON.stringify(options.headers)}`);
      return dispatch(options, new CopyingHandler(caller, put));
    },
    end: () => {
      flush();
      closeSync(descriptor);
    },
  };
}

class CopyingHandler implements Dispatcher.DispatchHandler {
  readonly #caller: Dispatcher.DispatchHandler;
  readonly #put: (bytes: Uint8Array | string) => void;

  constructor(caller: Dispatcher.DispatchHandler, put: (bytes: Uint8Array | string) => void) {
    this.#caller = caller;
    this.#put = put;
  }

  onRequestStart(...args: Parameters<NonNullable<Dispatcher.DispatchHandler["onRequestStart"]>>): void {
    this.#caller.onRequestStart?.(...args);
  }

  onResponseStart(...args: Parameters<NonNullable<Dispatcher.DispatchHandler["onResponseStart"]>>): void {
    const [controller] = args;
    // Buffers on HTTP/1.1.
    for (const field of (controller.rawHeaders ?? []) as Buffer[]) this.#put(field);
    this.#caller.onResponseStart?.(...args);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#put(chunk);
    this.#caller.onResponseData?.(controller, chunk);
  }

  onResponseEnd(...args: Parameters<NonNullable<Dispatcher.DispatchHandler["onResponseEnd"]>>): void {
    this.#caller.onResponseEnd?.(...args);
  }

  onResponseError(...args: Parameters<NonNullable<Dispatcher.DispatchHandler["onResponseError"]>>): void {
    this.#caller.onResponseError?.(...args);
  }
}
