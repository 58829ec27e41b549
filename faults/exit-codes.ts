/**
 * The exit codes of `stage`, a contract: scripts and workflows branch on them.
 * Generated into docs/exit-codes.md.
 */
export const EXIT_CODES = {
  done: { code: 0, meaning: "Done." },
  bug: { code: 1, meaning: "A bug in stage: printed with its stack; please report it." },
  usage: { code: 2, meaning: "Bad usage or settings; nothing was touched." },
  policy: { code: 3, meaning: "A policy was violated." },
  validation: { code: 4, meaning: "Validation failed: what is live is not what it should be." },
  noRollbackTarget: { code: 5, meaning: "There is nothing to roll back to." },
  cloud: {
    code: 6,
    meaning: "The cloud (or its rehearsal, or a tool it needs) refused or could not be reached.",
  },
  drift: { code: 7, meaning: "Drift was found." },
  rolledBack: { code: 8, meaning: "A release was rolled back by itself." },
  held: { code: 9, meaning: "A canary is held and waits for a person; the same command goes on with it." },
  interrupted: { code: 130, meaning: "Interrupted by Ctrl-C; what was started has been cleaned up." },
} as const;

/** The name of an outcome, as code refers to it; the number is in {@link EXIT_CODES}. */
export type Outcome = keyof typeof EXIT_CODES;
