const UNTIL_THE_UPDATE = "not known yet; the update checks it, and stops at a violation";

/** A value that nobody knows yet: most often it comes from a resource that the preview has not made. */
export class NotKnown extends Error {
  readonly path: string;
  readonly reason: string;

  constructor(path: string, reason = UNTIL_THE_UPDATE) {
    super(`${path} is ${reason}`);
    this.path = path;
    this.reason = reason;
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
