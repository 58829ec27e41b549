import type { DatabaseSync } from "node:sqlite";
import type { Store } from "../contract.ts";

/** Transactions over documents; one within another is undone alone when it throws. */
export function transactionsOf(database: DatabaseSync): Pick<Store, "transaction"> {
  let depth = 0;
  return {
    transaction<T>(work: () => T): T {
      const [begin, commit, undo] = depth === 0 ? OUTERMOST : nested(depth);
      database.exec(begin);
      depth += 1;
      try {
        const result = work();
        if (result instanceof Promise) throw new TypeError("the work of a transaction must be synchronous");
        database.exec(commit);
        return result;
      } catch (error) {
        database.exec(undo);
        throw error;
      } finally {
        depth -= 1;
      }
    },
  };
}

type Statements = readonly [begin: string, commit: string, undo: string];

const OUTERMOST: Statements = ["BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"];

function nested(depth: number): Statements {
  const name = `nested_${depth}`;
  return [`SAVEPOINT ${name}`, `RELEASE ${name}`, `ROLLBACK TO ${name}; RELEASE ${name}`];
}
