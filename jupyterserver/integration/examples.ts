import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '../../examples');

/** The examples that must be accepted: those with a number, and those that show new fields. */
export const exampleNames: readonly string[] = [
  ...readdirSync(folder).filter(name => /^\d.*\.yaml$/.test(name)),
  ...readdirSync(join(folder, 'new-fields')).map(name => `new-fields/${name}`),
].sort();

export function readExample(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}
