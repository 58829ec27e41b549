/** A JSON document as Google's REST APIs speak it. */
export type Json = null | boolean | number | string | Json[] | JsonObject | undefined;
export type JsonObject = { [name: string]: Json };

export function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
