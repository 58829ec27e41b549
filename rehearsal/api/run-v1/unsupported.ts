import type { Violate } from "../run/violate.ts";

/** Kubernetes has the field, Cloud Run does not: https://cloud.google.com/run/docs/reference/rest/v1/Container */
export function refuseUnsupported<T extends object>(
  message: T,
  fields: readonly (keyof T & string)[],
  at: string,
  violate: Violate,
): void {
  for (const field of fields.filter((field) => message[field] !== undefined)) {
    violate(`${at}.${field}`, `${at}.${field} is not supported by Cloud Run.`);
  }
}
