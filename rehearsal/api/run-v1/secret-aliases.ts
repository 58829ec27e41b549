/**
 * Secrets of other projects. v1 knows them by an alias that the annotation `run.googleapis.com/secrets` explains
 * (`ALIAS:projects/PROJECT/secrets/SECRET,…`), v2 by their full name.
 * https://cloud.google.com/run/docs/configuring/services/secrets
 */
export class SecretAliases {
  readonly #byAlias: Map<string, string>;

  constructor(annotation = "") {
    const entries = annotation.split(",").filter((entry) => entry.includes(":"));
    this.#byAlias = new Map(
      entries.map((entry): [string, string] => {
        const end = entry.indexOf(":");
        return [entry.slice(0, end).trim(), entry.slice(end + 1).trim()];
      }),
    );
  }

  /** The name that v1 uses; a full name gets an alias. */
  nameOf(secret: string): string {
    if (!secret.includes("/")) return secret;
    const alias = secret.replaceAll("/", "-");
    this.#byAlias.set(alias, secret);
    return alias;
  }

  /** What the name stands for in v2. */
  secretOf(name: string): string {
    return this.#byAlias.get(name) ?? name;
  }

  /** The annotation, or undefined where no secret has an alias. */
  get annotation(): string | undefined {
    if (this.#byAlias.size === 0) return undefined;
    return [...this.#byAlias].map(([alias, secret]) => `${alias}:${secret}`).join(",");
  }
}
