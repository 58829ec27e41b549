import { plainVariablesOf } from "../resource/containers.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

const SHORTEST = 20;
/** A random key in hexadecimal has less entropy a character, as it has fewer characters to choose from. */
const HEXADECIMAL = /^[0-9a-f]{32,}$/i;
const HEXADECIMAL_BITS = 3;
/** What its own form shows to be made for showing: keys and certificates of that kind, and Stripe's publishable keys. */
const PUBLIC =
  /-----BEGIN ((?:[A-Z ]+ )?PUBLIC KEY|CERTIFICATE)-----[^-]*-----END \1-----|\bpk_(?:live|test)_\w+/g;
/** Hashes that name a version are public. */
const VERSION_NAMES = /(^|_)(SHA|DIGEST|COMMIT|REVISION|CHECKSUM|BUILD)(_|$)/;

export const secretEntropy = resourceRule({
  id: "secret-entropy",
  title: "No random value in the clear",
  severity: "high",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["entropyBitsPerCharacter", "exemptVariables"],
  what: "No variable's value holds a long random word.",
  why: "What looks random is most often a generated secret, whatever its name and shape.",
  fix: "services.<key>.secrets",
  source: "https://cloud.google.com/run/docs/configuring/services/secrets",
  subjects: plainVariablesOf,
  check(variable, { entropyBitsPerCharacter, exemptVariables }) {
    const name = variable.at("name").text() ?? "";
    if (VERSION_NAMES.test(name) || exemptVariables.includes(name)) return undefined;
    const value = variable.at("value");
    const words = (value.text() ?? "")
      .replace(PUBLIC, " ")
      .split(/[^\w+=-]+/)
      .filter((word) => word.length >= SHORTEST);
    const random = words.find((word) => isRandom(word, entropyBitsPerCharacter));
    if (random === undefined) return undefined;
    return value.refuse("a version in Secret Manager", `a random word of ${random.length} characters`);
  },
});

function isRandom(word: string, bits: number): boolean {
  if (HEXADECIMAL.test(word)) return entropy(word) >= HEXADECIMAL_BITS;
  return /\d/.test(word) && /[a-z]/i.test(word) && entropy(word) >= bits;
}

/** Shannon's, in bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => {
    const share = count / text.length;
    return sum - share * Math.log2(share);
  }, 0);
}
