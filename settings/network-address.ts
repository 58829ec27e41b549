import * as z from "zod";
import { field } from "./field.ts";

/** A host as a container resolves it: name or IPv4 address. */
export function hostField(what: string, example: string) {
  return field(z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/), {
    description: `Host of ${what}.`,
    expected: "a host name or IPv4 address, without scheme or port",
    example,
  });
}

/** A TCP port with a default. */
export function portField(description: string, defaultPort: number, source?: string) {
  return field(z.int().min(1).max(65535).default(defaultPort), {
    description,
    expected: "a TCP port from 1 to 65535",
    example: String(defaultPort),
    ...(source ? { source } : {}),
  });
}
