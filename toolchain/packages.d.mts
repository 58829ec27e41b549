export class PackagesNotInstalled extends Error {}
/** Whether node_modules holds what package-lock.json says. */
export function packagesAreCurrent(projectDir: string): boolean;
/** The Node that npm's `node` package brought. */
export function projectNode(projectDir: string): string;
/** `npm ci`, repeated once; throws {@link PackagesNotInstalled}. */
export function installPackages(
  projectDir: string,
  options?: { npm?: { file: string; args: string[] }; say?: (line: string) => void },
): Promise<void>;
