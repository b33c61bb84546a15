/* eslint-disable no-control-regex -- control characters are what this is about */

/** Sequences that colour a terminal, move its cursor or name its window (ECMA-48, 5.4 and 8.3.89). */
const sequences =
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])/g;

/** What would show as boxes, or turn the direction of the text: all controls but the tab. */
const controls =
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A line of a log as a terminal would leave it: without colours, and of a progress bar, which writes one line again and
 * again, only what it wrote last.
 */
export function terminalText(line: string): string {
  const plain = line.replace(sequences, '').replace(/\r+$/, '');
  return plain.slice(plain.lastIndexOf('\r') + 1).replace(controls, '');
}
