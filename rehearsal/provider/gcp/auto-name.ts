import { createHash, randomBytes } from "node:crypto";
import type { PropertyMap } from "../plugin/property-value.ts";
import type { CheckRequest } from "../plugin/provider.ts";

/**
 * Inputs with a name: the program's, else the one the resource got before, else its logical name with a random suffix.
 * `__defaults` remembers that the name was not the program's.
 */
export function autoNamed(request: CheckRequest, property: string | undefined): PropertyMap {
  const { olds, news, name, randomSeed } = request;
  if (!property || news[property] !== undefined) return news;
  const generated = Array.isArray(olds.__defaults) && olds.__defaults.includes(property);
  const value = generated ? olds[property] : `${name}-${suffix(randomSeed)}`;
  return { ...news, [property]: value, __defaults: [property] };
}

function suffix(seed: Uint8Array): string {
  const bytes = seed.length > 0 ? seed : randomBytes(16);
  return createHash("sha256").update(bytes).digest("hex").slice(0, 7);
}
