import { isObject, type Json } from "./json.ts";

/** Google's refusal, worded as the real plugin prints it: `googleapi: Error 404: …`. */
export class GoogleApiError extends Error {
  readonly httpStatus: number;

  constructor(httpStatus: number, body: Json) {
    const error = isObject(body) && isObject(body.error) ? body.error : {};
    const message = typeof error.message === "string" ? error.message : "no message in the answer";
    const details =
      Array.isArray(error.details) && error.details.length > 0 ? detailLines(error.details) : "";
    super(`googleapi: Error ${httpStatus}: ${message}${details}`);
    this.name = "GoogleApiError";
    this.httpStatus = httpStatus;
  }
}

export function isNotFound(error: unknown): boolean {
  return error instanceof GoogleApiError && error.httpStatus === 404;
}

function detailLines(details: Json[]): string {
  return `\nDetails:\n${JSON.stringify(details, null, 2)}`;
}
