/** A value that the engine does not know yet: it comes from a resource that the preview has not made. */
export class NotKnown extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`${path} is not known yet`);
    this.path = path;
  }
}

/** A value of another type than the provider's schema has. */
export class WrongType extends Error {
  readonly path: string;
  readonly expected: string;
  readonly found: string;

  constructor(path: string, expected: string, found: string) {
    super(`${path} is ${found}, not ${expected}`);
    this.path = path;
    this.expected = expected;
    this.found = found;
  }
}
