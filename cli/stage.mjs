#!/usr/bin/env node
// The door of `npx stage`, for whatever Node the machine has (18 and later): the bootstrap sets the packages up where they are
// missing, and hands over to cli/main.ts on the Node that came with them.
process.argv.splice(2, 0, "stage");
await import("../toolchain/bootstrap.mjs");
