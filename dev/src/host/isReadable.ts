import { access, constants } from 'node:fs/promises';

/** Whether the file exists and this process may read it. */
export function isReadable(file: string): Promise<boolean> {
  return access(file, constants.R_OK).then(
    () => true,
    () => false,
  );
}
