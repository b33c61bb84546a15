/** The repository's commands: `dev/run COMMAND …`, behind the scripts of the root package.json. */
const commands: Record<string, () => Promise<{ run: Command }>> = {
  start: () => import('./commands/start'),
  test: () => import('./commands/test'),
  lint: () => import('./commands/lint'),
  generate: () => import('./commands/generate'),
  cluster: () => import('./commands/cluster'),
  images: () => import('./commands/images'),
  render: () => import('./commands/render'),
  bench: () => import('./commands/bench'),
};

/** Runs with the words after the command's name; resolves to the exit code. */
export type Command = (args: readonly string[]) => Promise<number>;

async function main(): Promise<number> {
  const [name = '', ...args] = process.argv.slice(2);
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) {
    process.stderr.write(
      `amalthea: there is no command '${name}'. Try one of: ${Object.keys(
        commands,
      ).join(', ')}.\n`,
    );
    return 2;
  }
  const { run } = await load();
  return run(args);
}

// A terminal that was closed, or a `tee` that Ctrl-C ended too, must not keep a command from cleaning up.
process.stderr.on('error', () => {});

main().then(
  code => {
    process.exitCode = code;
  },
  error => {
    process.stderr.write(
      `amalthea: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    if (process.env.AMALTHEA_DEBUG)
      process.stderr.write(`${(error as Error)?.stack}\n`);
    process.exitCode = 1;
  },
);
