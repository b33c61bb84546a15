/** Receives one line at a time about what is being done. */
export type Progress = (line: string) => void;

/** Writes each line to standard error, so that standard output stays a command's result. */
export const standardErrorProgress: Progress = line => {
  process.stderr.write(`amalthea: ${line}\n`);
};

/** Says nothing. */
export const silent: Progress = () => {};
