/** What the engine puts in the place of a value that it does not know before it has deployed. */
const UNKNOWNS: ReadonlySet<unknown> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The key that marks a map as something else than a map, and its value for a secret. */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** What the engine writes for a secret's content in its events. */
export const SECRET_TEXT = "[secret]";

/** What stands for a value that only the deployment makes known. */
export const UNKNOWN_TEXT = "(known after deploy)";

/** Whether the engine does not know this value yet. */
export function isUnknown(value: unknown): boolean {
  return UNKNOWNS.has(value);
}

/** Whether the engine has masked this value as secret. */
export function isMasked(value: unknown): boolean {
  return value === SECRET_TEXT || (isMap(value) && value[SIGNATURE_KEY] === SECRET_SIGNATURE);
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The map that a map holds under a key; empty where there is none, or none that is known yet. */
export function mapAt(map: Record<string, unknown>, key: string): Record<string, unknown> {
  const value = map[key];
  return isMap(value) && !isUnknown(value) ? value : {};
}
